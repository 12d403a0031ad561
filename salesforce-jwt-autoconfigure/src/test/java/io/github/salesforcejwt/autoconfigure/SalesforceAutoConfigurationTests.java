package io.github.salesforcejwt.autoconfigure;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import io.github.salesforcejwt.SalesforceWebClients;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationCondition.ConfigurationPhase;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SalesforceAutoConfiguration} and
 * {@link SalesforceWebClientAutoConfiguration}.
 */
class SalesforceAutoConfigurationTests {

	private static final String KEY = privateKey();

	private static final String[] ORG = org("salesforce.jwt.");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
				SalesforceAutoConfiguration.class, SalesforceWebClientAutoConfiguration.class));

	@Test
	void clientIsMadeWhenItIsFirstAskedFor() {
		List<String> made = new ArrayList<>();
		this.runner.withPropertyValues(ORG)
			.withPropertyValues(org("salesforce.jwt.orgs.emea."))
			.withBean("restClients", SalesforceRestClientCustomizer.class,
					() -> (id, builder) -> made.add("rest " + id))
			.withBean("webClients", SalesforceWebClientCustomizer.class, () -> (id, builder) -> made.add("web " + id))
			.run((context) -> {
				assertThat(made).isEmpty();
				RestClient restClient = context.getBean(RestClient.class);
				assertThat(context.getBean(SalesforceClients.class).restClient("salesforce")).isSameAs(restClient);
				context.getBean(SalesforceWebClients.class).webClient("emea");
				assertThat(made).containsExactly("rest salesforce", "web emea");
			});
	}

	@Test
	void withoutPropertyThereIsNoBean() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(SalesforceClients.class)
			.doesNotHaveBean(RestClient.class)
			.doesNotHaveBean(WebClient.class)
			.doesNotHaveBean(SalesforceProperties.class));
	}

	@Test
	void whenDisabledThereIsNoBean() {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SalesforceClients.class)
				.doesNotHaveBean(RestClient.class));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void propertyThatIsUnknownIsNamedOnStartUp(CapturedOutput output) {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.cleint-id=3MVG9")
			.run((context) -> assertThat(output).contains("'salesforce.jwt.cleint-id'"));
	}

	@Test
	void fourPropertiesMakeBothClients() {
		this.runner.withPropertyValues(ORG)
			.run((context) -> assertThat(context).hasBean("salesforceRestClient")
				.hasBean("salesforceWebClient")
				.hasSingleBean(SalesforceClients.class));
	}

	@Test
	void noBeanOfASpringSecurityTypeIsPublished() {
		this.runner.withPropertyValues(ORG)
			.run((context) -> assertThat(context).doesNotHaveBean(ClientRegistrationRepository.class)
				.doesNotHaveBean(OAuth2AuthorizedClientManager.class)
				.doesNotHaveBean(OAuth2AuthorizedClientService.class)
				.doesNotHaveBean(OAuth2AuthorizedClientProvider.class));
	}

	@Test
	void withoutWebClientOnTheClassPathThereIsNoWebClient() {
		this.runner.withPropertyValues(ORG)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("salesforceRestClient")
				.doesNotHaveBean("salesforceWebClient"));
	}

	@Test
	void withoutBootsWebClientModuleThereIsAWebClient() {
		this.runner.withPropertyValues(ORG)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.webclient"))
			.run((context) -> assertThat(context).hasBean("salesforceWebClient"));
	}

	@Test
	void unqualifiedInjectionFindsTheClient() {
		this.runner.withPropertyValues(ORG)
			.withBean(Injected.class)
			.run((context) -> assertThat(context.getBean(Injected.class).restClient)
				.isSameAs(context.getBean("salesforceRestClient")));
	}

	@Test
	void usersRestClientOfAnyNameWinsAnUnqualifiedInjection() {
		this.runner.withPropertyValues(ORG)
			.withUserConfiguration(UsersRestClient.class)
			.withBean(Injected.class)
			.run((context) -> {
				assertThat(context.getBean(Injected.class).restClient).isSameAs(context.getBean("mine"));
				assertThat(context.getBean(SalesforceNamedParameter.class).restClient)
					.isSameAs(context.getBean("mine"));
				assertThat(qualified(context, "salesforce")).isSameAs(context.getBean("salesforceRestClient"));
			});
	}

	/**
	 * Spring considers the beans that a configuration class declares last for its own
	 * fields. The documentation says so.
	 */
	@Test
	void fieldOfTheClassThatDeclaresTheUsersClientGetsOursUnlessTheMethodIsStatic() {
		this.runner.withPropertyValues(ORG)
			.withUserConfiguration(SelfReference.class)
			.run((context) -> assertThat(context.getBean(SelfReference.class).client)
				.isSameAs(context.getBean("salesforceRestClient"))
				.isNotSameAs(context.getBean(RestClient.class)));
		this.runner.withPropertyValues(ORG)
			.withUserConfiguration(StaticReference.class)
			.run((context) -> assertThat(context.getBean(StaticReference.class).client)
				.isSameAs(context.getBean("erpClient")));
	}

	@Test
	void usersBeanOfOurNameReplacesOurs() {
		RestClient users = RestClient.create();
		this.runner.withPropertyValues(ORG)
			.withBean("salesforceRestClient", RestClient.class, () -> users)
			.run((context) -> assertThat(context.getBean("salesforceRestClient")).isSameAs(users));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void clientsOfTheApplicationStandBesideOurs(boolean configured) {
		SalesforceClients users = new SalesforceClients(Map.of(), (session) -> RestClient.create());
		SalesforceWebClients usersWebClients = new SalesforceWebClients(users, (session) -> WebClient.create());
		this.runner.withPropertyValues(configured ? ORG : new String[0])
			.withBean("mine", SalesforceClients.class, () -> users)
			.withBean("mineToo", SalesforceWebClients.class, () -> usersWebClients)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SalesforceClients.class)).isSameAs(users);
				assertThat(context.getBean(SalesforceWebClients.class)).isSameAs(usersWebClients);
				assertThat(context.containsBean("salesforceRestClient")).isEqualTo(configured);
				assertThat(context.containsBean("salesforceWebClient")).isEqualTo(configured);
			});
	}

	@Test
	void httpClientsAreMadeByTheFirstRequestAndClosedWithTheContext() throws Exception {
		ClosedWithTheContext requests = mock(ClosedWithTheContext.class);
		ClosedConnector connector = mock(ClosedConnector.class);
		given(requests.createRequest(any(), any())).willThrow(new IOException("no network"));
		AtomicInteger made = new AtomicInteger();
		this.runner.withPropertyValues(ORG)
			.withBean("requests", ClientHttpRequestFactoryBuilder.class, () -> (settings) -> {
				made.incrementAndGet();
				return requests;
			})
			.withBean("connectors", ClientHttpConnectorBuilder.class, () -> (settings) -> connector)
			.withPropertyValues("salesforce.jwt.retry.login.max-retries=0")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasBean("salesforceWebClient");
				assertThat(made).hasValue(0);
				assertThatExceptionOfType(SalesforceLoginException.class)
					.isThrownBy(() -> context.getBean(SalesforceClients.class).session("salesforce").accessToken());
				assertThat(made).hasValue(1);
				verify(requests, never()).destroy();
			});
		verify(requests).destroy();
		verify(connector).close();
	}

	@Test
	void furtherOrgsAreFoundByTheirQualifierOnly() {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues(org("salesforce.jwt.orgs.emea."))
			.withPropertyValues(org("salesforce.jwt.orgs.apac-2."))
			.withBean(Injected.class)
			.run((context) -> {
				assertThat(context.getBean(Injected.class).restClient)
					.isSameAs(context.getBean("salesforceRestClient"));
				assertThat(qualified(context, "emea")).isSameAs(context.getBean("emeaRestClient"));
				assertThat(qualified(context, "apac-2")).isSameAs(context.getBean("apac-2RestClient"));
				assertThat(context).hasBean("emeaWebClient").hasBean("apac-2WebClient");
				SalesforceClients clients = context.getBean(SalesforceClients.class);
				assertThat(clients.getIds()).containsExactlyInAnyOrder("salesforce", "emea", "apac-2");
				assertThat(clients.restClient("emea")).isSameAs(context.getBean("emeaRestClient"));
				assertThat(context.getBean(SalesforceWebClients.class).webClient("emea"))
					.isSameAs(context.getBean("emeaWebClient"));
			});
	}

	@Test
	void onlyOrgsAndNothingAtTheTopIsEnough() {
		this.runner.withPropertyValues(org("salesforce.jwt.orgs.emea.")).run((context) -> {
			assertThat(context).hasNotFailed().hasBean("emeaRestClient").doesNotHaveBean("salesforceRestClient");
			assertThat(context.getBeanProvider(RestClient.class).stream()).hasSize(1);
		});
	}

	@Test
	void unknownIdFailsWithTheKnownOnes() {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues(org("salesforce.jwt.orgs.emea."))
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(SalesforceClients.class).restClient("amer"))
				.withMessageContaining("'amer'")
				.withMessageContaining("salesforce")
				.withMessageContaining("emea"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "9lives", "Emea", "e_u" })
	void idAgainstTheRuleIsRefused(String id) {
		this.runner.withPropertyValues(org("salesforce.jwt.orgs[" + id + "]."))
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidSalesforceConfigurationException.class)
				.rootCause()
				.hasMessageContaining("salesforce.jwt.orgs." + id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SALESFORCE_JWT_SERVICE_HOST", "SALESFORCE_JWT_SERVICE_PORT", "SALESFORCE_JWT_PORT",
			"SALESFORCE_JWT_PORT_443_TCP_ADDR" })
	void variablesOfAKubernetesServiceAreNoOrg(String variable) {
		variable(variable, "10.0.0.1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SalesforceClients.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SALESFORCE_JWT_CLIENT_ID", "SALESFORCE_JWT_CLIENTID", "SALESFORCE_JWT_LOGIN_URL",
			"SALESFORCE_JWT_RETRY_LOGIN_ATTEMPTS", "SALESFORCE_JWT_QUOTA_STOPAT", "SALESFORCE_JWT_ALLOWEDHOSTS_0" })
	void anyKnownPropertyIsAnOrg(String variable) {
		variable(variable, "3")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("salesforce.jwt."));
	}

	@Test
	void variableOfAnOrgIsOneOfTheOrgThatIsWrittenWithHyphens() {
		variable("SALESFORCE_JWT_ORGS_EUWEST_USERNAME", "other@acme.example")
			.withPropertyValues(org("salesforce.jwt.orgs.eu-west."))
			.run((context) -> {
				assertThat(context.getBean(SalesforceClients.class).getIds()).containsExactly("eu-west");
				assertThat(registration(context, "eu-west").getUsername()).isEqualTo("other@acme.example");
				assertThat(context).hasBean("eu-westRestClient").doesNotHaveBean("euwestRestClient");
			});
	}

	@Test
	void variableThatSplitsTheIdOfAnOrgIsRefused() {
		variable("SALESFORCE_JWT_ORGS_EU_WEST_PRIVATEKEY", KEY).withPropertyValues(org("salesforce.jwt.orgs.eu-west."))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSalesforceConfigurationException.class)
				.hasMessageContaining("'salesforce.jwt.orgs.eu'")
				.hasMessageContaining("leaves out the hyphens"));
	}

	@Test
	void furtherOrgWithTheIdOfTheFirstIsRefused() {
		this.runner.withPropertyValues(org("salesforce.jwt.orgs.salesforce."))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSalesforceConfigurationException.class)
				.hasMessageContaining("'salesforce.jwt.orgs.salesforce'"));
		this.runner.withPropertyValues(ORG)
			.withPropertyValues(org("salesforce.jwt.orgs.salesforce."))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'salesforce.jwt.orgs.salesforce'"));
	}

	@ParameterizedTest
	@CsvSource({ "production,https://login.salesforce.com", "sandbox,https://test.salesforce.com",
			"https://acme.my.salesforce.com/,https://acme.my.salesforce.com",
			"https://acme--dev.sandbox.my.salesforce.com,https://acme--dev.sandbox.my.salesforce.com",
			"http://localhost:8080,http://localhost:8080" })
	void loginUrlIsTheAudienceUnlessSet(String loginUrl, String expected) {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.login-url=" + loginUrl)
			.run((context) -> {
				SalesforceRegistration registration = registration(context, "salesforce");
				assertThat(registration.getLoginUrl()).hasToString(expected);
				assertThat(registration.getAudience()).isEqualTo(expected);
				assertThat(registration.getClientRegistration().getProviderDetails().getTokenUri())
					.isEqualTo(expected + "/services/oauth2/token");
			});
	}

	@Test
	void audienceAndInstanceUrlAreTakenAsTheyAreSet() {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.audience=https://acme.my.site.com/customers",
					"salesforce.jwt.instance-url=https://acme.my.salesforce.com/")
			.run((context) -> {
				SalesforceRegistration registration = registration(context, "salesforce");
				assertThat(registration.getAudience()).isEqualTo("https://acme.my.site.com/customers");
				assertThat(registration.getInstanceUrl()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
			});
	}

	@ParameterizedTest
	@CsvSource({ "https://acme.my.salesforce.com,http://localhost:8080", "production,https://localhost",
			"production,http://127.0.0.1", "production,http://127.1", "http://localhost:8080,http://acme.example",
			"http://127.999.1.1,https://acme.my.salesforce.com" })
	void sessionDoesNotLeaveSalesforceForThisMachineNorTravelInTheClear(String loginUrl, String instanceUrl) {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.login-url=" + loginUrl, "salesforce.jwt.instance-url=" + instanceUrl)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSalesforceConfigurationException.class));
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:8080,http://127.0.0.1:8081", "http://acme.localhost,http://[::1]:8081" })
	void instanceOnThisMachineIsFineWhereTheLoginIs(String loginUrl, String instanceUrl) {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.login-url=" + loginUrl, "salesforce.jwt.instance-url=" + instanceUrl)
			.run((context) -> assertThat(registration(context, "salesforce").getInstanceUrl())
				.isEqualTo(URI.create(instanceUrl)));
	}

	@Test
	void clientCredentialsStandBesideJwtBearer() {
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.orgs.run-as.grant-type=client-credentials",
					"salesforce.jwt.orgs.run-as.client-id=3MVG9", "salesforce.jwt.orgs.run-as.client-secret=sec7et",
					"salesforce.jwt.orgs.run-as.client-authentication-method=client-secret-basic",
					"salesforce.jwt.orgs.run-as.login-url=https://acme.my.salesforce.com")
			.run((context) -> {
				assertThat(registration(context, "salesforce").getGrantName()).isEqualTo("jwt-bearer");
				SalesforceRegistration runAs = registration(context, "run-as");
				assertThat(runAs.getClientRegistration().getAuthorizationGrantType())
					.isEqualTo(AuthorizationGrantType.CLIENT_CREDENTIALS);
				assertThat(runAs.getClientRegistration().getClientAuthenticationMethod())
					.isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
				assertThat(runAs.toString()).doesNotContain("sec7et");
			});
	}

	@Test
	void connectionDetailsStandForThePropertiesAndMayBePlainHttp() {
		this.runner.withBean(SalesforceConnectionDetails.class, FixedConnectionDetails::new)
			.run((context) -> assertThat(registration(context, "salesforce").getLoginUrl())
				.hasToString("http://docker.internal:32768"));
	}

	@Test
	void connectionDetailsLeaveNothingOfTheOrgInTheProperties() {
		this.runner
			.withPropertyValues("salesforce.jwt.grant-type=client-credentials", "salesforce.jwt.client-id=3MVG7",
					"salesforce.jwt.client-secret=sec7et", "salesforce.jwt.private-key-password=sec7et",
					"salesforce.jwt.login-url=https://acme.my.salesforce.com",
					"salesforce.jwt.audience=https://login.salesforce.com",
					"salesforce.jwt.instance-url=https://acme.my.salesforce.com", "salesforce.jwt.token-lifetime=5m")
			.withBean(SalesforceConnectionDetails.class, FixedConnectionDetails::new)
			.run((context) -> {
				SalesforceRegistration registration = registration(context, "salesforce");
				assertThat(registration.getGrantName()).isEqualTo("jwt-bearer");
				assertThat(registration.getClientRegistration().getClientSecret()).isEmpty();
				assertThat(registration.getAudience()).isEqualTo("http://docker.internal:32768");
				assertThat(registration.getInstanceUrl()).isNull();
				assertThat(registration.getTokenLifetime()).hasMinutes(5);
			});
	}

	private ApplicationContextRunner variable(String name, String value) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, value))));
	}

	private static Object qualified(AssertableApplicationContext context, String id) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), RestClient.class, id);
	}

	private static SalesforceRegistration registration(AssertableApplicationContext context, String id) {
		return context.getBean(SalesforceClients.class).session(id).getRegistration();
	}

	@Test
	void applicationWhoseLoginFailsDoesNotStartIfTheLoginIsVerified() {
		String[] unreachable = { "salesforce.jwt.login-url=http://127.0.0.1:1",
				"salesforce.jwt.retry.login.max-retries=0" };
		this.runner.withPropertyValues(ORG)
			.withPropertyValues(unreachable)
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues(ORG)
			.withPropertyValues(unreachable)
			.withPropertyValues("salesforce.jwt.verify-on-startup=true")
			.run((context) -> assertThat(context).getFailure().isInstanceOf(SalesforceLoginException.class));
	}

	@Test
	void propertyThatIsNoneOfAnOrgMakesNoOrg() {
		for (String property : List.of("salesforce.jwt.class=x", "salesforce.jwt.flux-capacitor=x")) {
			this.runner.withPropertyValues(property)
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SalesforceClients.class));
		}
	}

	@Test
	void orgIsLookedForWhenTheBeansOfTheApplicationAreKnown() {
		assertThat(new OnSalesforceOrgCondition().getConfigurationPhase()).isEqualTo(ConfigurationPhase.REGISTER_BEAN);
	}

	@Test
	void storeOfTheApplicationIsAskedBeforeALogin() {
		SharedSessionStore store = mock(SharedSessionStore.class);
		given(store.read(any())).willThrow(new IllegalStateException("down"));
		this.runner.withPropertyValues(ORG)
			.withPropertyValues("salesforce.jwt.login-url=http://127.0.0.1:1",
					"salesforce.jwt.retry.login.max-retries=0")
			.withBean(SharedSessionStore.class, () -> store)
			.run((context) -> {
				SalesforceSession session = context.getBean(SalesforceClients.class).session("salesforce");
				assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
				assertThat(session.getStatus().sharedSessionFailure())
					.isEqualTo("It failed (java.lang.IllegalStateException)");
			});
	}

	private static String[] org(String prefix) {
		return new String[] { prefix + "client-id=3MVG9", prefix + "username=sync@acme.example",
				prefix + "private-key=" + KEY, prefix + "login-url=https://acme.my.salesforce.com" };
	}

	private static String privateKey() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return "-----BEGIN PRIVATE KEY-----\\n"
					+ Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
					+ "\\n-----END PRIVATE KEY-----";
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	interface ClosedWithTheContext extends ClientHttpRequestFactory, DisposableBean {

	}

	interface ClosedConnector extends ClientHttpConnector, Closeable {

	}

	static class Injected {

		@Autowired
		RestClient restClient;

	}

	static class SalesforceNamedParameter {

		private final RestClient restClient;

		SalesforceNamedParameter(RestClient salesforceRestClient) {
			this.restClient = salesforceRestClient;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsersRestClient {

		@Bean
		RestClient mine() {
			return RestClient.create();
		}

		@Bean
		SalesforceNamedParameter salesforceNamedParameter(RestClient salesforceRestClient) {
			return new SalesforceNamedParameter(salesforceRestClient);
		}

	}

	static class FixedConnectionDetails implements SalesforceConnectionDetails {

		@Override
		public String getLoginUrl() {
			return "http://docker.internal:32768";
		}

		@Override
		public String getClientId() {
			return "3MVG9";
		}

		@Override
		public String getUsername() {
			return "sync@acme.example";
		}

		@Override
		public String getPrivateKey() {
			return KEY;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SelfReference {

		@Autowired
		private RestClient client;

		@Bean
		RestClient erpClient() {
			return RestClient.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StaticReference {

		@Autowired
		private RestClient client;

		@Bean
		static RestClient erpClient() {
			return RestClient.create();
		}

	}

}
