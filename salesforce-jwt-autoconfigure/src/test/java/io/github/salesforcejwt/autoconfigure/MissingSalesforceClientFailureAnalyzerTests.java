package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link MissingSalesforceClientFailureAnalyzer}.
 */
class MissingSalesforceClientFailureAnalyzerTests {

	private static final String REQUIRED = "Parameter 0 of constructor in " + Caller.class.getName()
			+ " required a bean of type '" + RestClient.class.getName() + "' that could not be found. ";

	private static final String ANOTHER = " For anything else, define a bean of type '" + RestClient.class.getName()
			+ "'.";

	private final ApplicationContextRunner without = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.without
		.withConfiguration(AutoConfigurations.of(SalesforceAutoConfiguration.class));

	@Test
	void withoutAnOrgThePropertiesOfOneAreNamed() {
		FailureAnalysis analysis = analyze(this.runner, Caller.class);
		assertThat(analysis.getDescription())
			.isEqualTo(REQUIRED + "salesforce-jwt does not provide one, since no Salesforce org is configured.");
		assertThat(analysis.getAction())
			.isEqualTo("To call Salesforce, set 'salesforce.jwt.client-id', 'salesforce.jwt.username', "
					+ "'salesforce.jwt.private-key' and 'salesforce.jwt.login-url', or the same keys under "
					+ "'salesforce.jwt.orgs.<id>'." + ANOTHER);
	}

	@Test
	void propertiesThatMayBeMeantAreNamed() {
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues("salesforce.jwt.consumer-key=x", "salesforce.login-url=y"),
				Caller.class);
		assertThat(analysis.getAction())
			.contains(" 'salesforce.jwt.consumer-key' is not a property of salesforce-jwt: write "
					+ "'salesforce.jwt.client-id'. 'salesforce.login-url' is set, and the property is "
					+ "'salesforce.jwt.login-url'. For anything else,");
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off" })
	void disabledStarterIsTheReason(String enabled) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("salesforce.jwt.enabled=" + enabled),
				Caller.class);
		assertThat(analysis.getDescription()).isEqualTo(
				REQUIRED + "salesforce-jwt does not provide one, since 'salesforce.jwt.enabled' is '" + enabled + "'.");
		assertThat(analysis.getAction())
			.isEqualTo("To call Salesforce, remove 'salesforce.jwt.enabled' or set it to 'true'." + ANOTHER);
	}

	@Test
	void enabledStarterIsNotTheReason() {
		assertThat(
				analyze(this.runner.withPropertyValues("salesforce.jwt.enabled=TRUE"), Caller.class).getDescription())
			.endsWith("no Salesforce org is configured.");
	}

	@Test
	void orgWithoutTheAutoConfigurationIsThatOfASlice() {
		FailureAnalysis analysis = analyze(this.without.withPropertyValues(org("salesforce.jwt.")), Caller.class);
		assertThat(analysis.getDescription()).startsWith(REQUIRED + "Properties of a Salesforce org are set, but");
		assertThat(analysis.getAction()).startsWith("In a test slice, replace the client by a mock (@MockitoBean)")
			.endsWith(ANOTHER);
	}

	@Test
	void onlyOrgIsInjectedByItsId() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(org("salesforce.jwt.orgs.emea.")),
				Caller.class);
		assertThat(analysis.getDescription())
			.isEqualTo(REQUIRED + "The only Salesforce org is 'emea', and the client of each is injected by its id.");
		assertThat(analysis.getAction())
			.isEqualTo("To call Salesforce, write @Qualifier(\"emea\") at the injection point. The client of an org "
					+ "whose properties are directly below 'salesforce.jwt' needs no qualifier." + ANOTHER);
	}

	@Test
	void qualifierOfNoOrgIsNamedBesideTheOrgs() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(org("salesforce.jwt.orgs.emea."))
			.withPropertyValues(org("salesforce.jwt.orgs.apac.")), QualifiedCaller.class);
		assertThat(analysis.getDescription())
			.endsWith("The Salesforce orgs are 'emea', 'apac', and none of them is 'salesforce'.");
		assertThat(analysis.getAction()).startsWith(
				"To call Salesforce, write @Qualifier(\"emea\") or @Qualifier(\"apac\") at the injection point.");
	}

	@Test
	void idThatCannotBeOneIsNamed() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(org("salesforce.jwt.orgs.9emea.")),
				Caller.class);
		assertThat(analysis.getAction())
			.contains("needs no qualifier. The configuration property " + "'salesforce.jwt.orgs.9emea' cannot be used");
	}

	@Test
	void orgsOfRunTimeAreChosenByTheirIds() {
		FailureAnalysis analysis = analyze(source(this.runner, "tenants"), Caller.class);
		assertThat(analysis.getDescription())
			.isEqualTo(REQUIRED + "No Salesforce org is configured; the bean 'tenants' supplies orgs at run time.");
		assertThat(analysis.getAction()).isEqualTo("To call Salesforce, inject 'SalesforceClients' and choose the org "
				+ "by its id: restClient(id)." + ANOTHER);
		assertThat(analyze(source(source(this.runner, "tenants"), "partners"), Caller.class).getDescription())
			.endsWith("; the beans 'tenants', 'partners' supply orgs at run time.");
		assertThat(analyze(source(this.runner, "tenants"), WebCaller.class).getAction()).startsWith(
				"To call Salesforce, inject 'SalesforceWebClients' and choose the org by its id: webClient(id).");
	}

	@Test
	void orgThatIsConfiguredIsNamedAlthoughOthersComeAtRunTime() {
		FailureAnalysis analysis = analyze(
				source(this.runner, "tenants").withPropertyValues(org("salesforce.jwt.orgs.emea.")), Caller.class);
		assertThat(analysis.getDescription()).contains("The only Salesforce org is 'emea'");
	}

	@Test
	void clientThatCannotBeOursIsLeftToOthers() {
		assertThat(analyze(this.runner.withPropertyValues(org("salesforce.jwt.orgs.emea.")), WebCaller.class)).isNull();
		ApplicationContextRunner ownClient = this.without.withBean("erp", RestClient.class, RestClient::create);
		assertThat(analyze(ownClient, QualifiedCaller.class).getDescription())
			.endsWith("since no Salesforce org is configured.");
		assertThat(analyze(ownClient, ErpCaller.class)).isNull();
		assertThat(analyze(ownClient.withBean("crm", RestClient.class, RestClient::create), Caller.class)).isNull();
		assertThat(analyze(this.runner, TextCaller.class)).isNull();
	}

	@Test
	void beanThatIsAskedForByItsNameIsLeftToOthers() {
		MissingSalesforceClientFailureAnalyzer analyzer = new MissingSalesforceClientFailureAnalyzer(
				mock(BeanFactory.class), new MockEnvironment());
		assertThat(analyzer.analyze(new NoSuchBeanDefinitionException(RestClient.class))).isNull();
		this.runner.run((context) -> {
			MissingSalesforceClientFailureAnalyzer listable = new MissingSalesforceClientFailureAnalyzer(
					context.getBeanFactory(), context.getEnvironment());
			assertThat(listable.analyze(new NoSuchBeanDefinitionException("salesforceRestClient"))).isNull();
			assertThat(listable.analyze(new NoSuchBeanDefinitionException(SalesforceClients.class)).getDescription())
				.startsWith("A component required a bean of type '" + SalesforceClients.class.getName() + "'");
		});
	}

	private static @Nullable FailureAnalysis analyze(ApplicationContextRunner runner, Class<?> component) {
		ConfigurableApplicationContext[] contexts = new ConfigurableApplicationContext[1];
		FailureAnalysis[] analyses = new FailureAnalysis[1];
		runner.withInitializer((context) -> contexts[0] = context).withUserConfiguration(component).run((context) -> {
			assertThat(context).hasFailed();
			analyses[0] = new MissingSalesforceClientFailureAnalyzer(contexts[0].getBeanFactory(),
					contexts[0].getEnvironment())
				.analyze(context.getStartupFailure());
		});
		return analyses[0];
	}

	private static ApplicationContextRunner source(ApplicationContextRunner runner, String name) {
		return runner.withBean(name, SalesforceOrgPropertiesSource.class, () -> (id) -> new SalesforceOrgProperties());
	}

	private static String[] org(String prefix) {
		return new String[] { prefix + "grant-type=client-credentials", prefix + "client-id=3MVG9",
				prefix + "client-secret=s3cret", prefix + "login-url=https://acme.my.salesforce.com" };
	}

	static class Caller {

		Caller(RestClient restClient) {
		}

	}

	static class QualifiedCaller {

		QualifiedCaller(@Qualifier("salesforce") RestClient restClient) {
		}

	}

	static class ErpCaller {

		ErpCaller(@Qualifier("warehouse") RestClient restClient) {
		}

	}

	static class WebCaller {

		WebCaller(WebClient webClient) {
		}

	}

	static class TextCaller {

		TextCaller(StringBuilder text) {
		}

	}

}
