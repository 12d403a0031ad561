package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SalesforcePropertiesMapper}, through the binder.
 */
class SalesforcePropertiesMapperTests {

	private final Map<String, String> values = new LinkedHashMap<>(Map.of("client-id", "3MVG9", "username",
			"sync@acme.example", "login-url", "https://acme.my.salesforce.com"));

	@Test
	void threePropertiesSuffice() {
		SalesforceRegistration registration = map();
		assertThat(registration.getId()).isEqualTo("billing");
		assertThat(registration.getClientId()).isEqualTo("3MVG9");
		assertThat(registration.getUsername()).isEqualTo("sync@acme.example");
		assertThat(registration.getLoginUrl()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
		assertThat(registration.getAudience()).isEqualTo("https://acme.my.salesforce.com");
		assertThat(registration.getInstanceUrl()).isNull();
		assertThat(registration.getAllowedHosts()).isEmpty();
		assertThat(registration.getTokenLifetime()).isEqualTo(Duration.ofMinutes(30));
		assertThat(registration.getAssertionLifetime()).isEqualTo(Duration.ofMinutes(3));
	}

	@Test
	void audienceIsSentAsItIsWritten() {
		this.values.put("audience", "https://Acme.my.site.com:443/customers/");
		assertThat(map().getAudience()).isEqualTo("https://Acme.my.site.com:443/customers/");
		this.values.put("audience", "http://localhost");
		assertThat(map().getAudience()).isEqualTo("http://localhost");
		this.values.put("audience", "login.salesforce.com");
		assertFailure("audience", "not a full URL", "https://login.salesforce.com");
	}

	@Test
	void loginUrlIsTheAudienceAndInstanceUrlTheInstance() {
		this.values.put("login-url", "http://localhost:8080/");
		this.values.put("instance-url", "http://127.0.0.1:8081/");
		assertThat(map().getLoginUrl()).isEqualTo(URI.create("http://localhost:8080"));
		assertThat(map().getAudience()).isEqualTo("http://localhost:8080");
		assertThat(map().getInstanceUrl()).isEqualTo(URI.create("http://127.0.0.1:8081"));
	}

	@Test
	void urlsThatCannotWorkAreRefused() {
		this.values.put("login-url", "prod");
		this.values.put("instance-url", "acme");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(this::map)
			.withMessageContainingAll("'salesforce.jwt.orgs.billing.login-url': 'prod' has no scheme",
					"'salesforce.jwt.orgs.billing.instance-url': '(not shown: 4 characters");
	}

	@Test
	void loginHostOffSalesforceIsAcceptedIfItIsAllowed() {
		this.values.put("login-url", "https://sso.acme.example:9443");
		this.values.put("allowed-hosts", "SSO.acme.example:9443");
		assertThat(map().getLoginUrl()).isEqualTo(URI.create("https://sso.acme.example:9443"));
	}

	@ParameterizedTest
	@CsvSource({ "assertion-lifetime, 1s, PT1S", "assertion-lifetime, 5m, PT5M", "assertion-lifetime, 180, PT3M",
			"token-lifetime, 1s, PT1S", "token-lifetime, 24h, PT24H", "token-lifetime, 1800, PT30M" })
	void lifetimeUpToItsBoundsIsAccepted(String name, String value, Duration lifetime) {
		this.values.put(name, value);
		SalesforceRegistration registration = map();
		assertThat(name.startsWith("token") ? registration.getTokenLifetime() : registration.getAssertionLifetime())
			.isEqualTo(lifetime);
	}

	@ParameterizedTest
	@CsvSource({ "assertion-lifetime, 999ms, from 1s to 5m", "assertion-lifetime, 301s, from 1s to 5m",
			"token-lifetime, 999ms, from 1s to 1440m", "token-lifetime, 86401s, from 1s to 1440m",
			"connect-timeout, 0s, above zero", "connect-timeout, -1s, above zero", "read-timeout, 0s, above zero",
			"read-timeout, -1ms, above zero" })
	void durationBeyondItsBoundsIsRefused(String name, String value, String remedy) {
		this.values.put(name, value);
		assertFailure(name, "it is ", remedy);
	}

	@ParameterizedTest
	@CsvSource({ "https://files.acme.example", "*.acme.example", "files.acme.example/x", "'a b'", "-a", "a:123456" })
	void allowedHostThatIsNoHostIsRefused(String host) {
		this.values.put("allowed-hosts", host);
		assertFailure("allowed-hosts", "is not a host name", "without scheme");
	}

	@Test
	void allowedHostsAreLowerCase() {
		this.values.put("allowed-hosts", "Files.acme.example,a:8443");
		assertThat(map().getAllowedHosts()).containsExactlyInAnyOrder("files.acme.example", "a:8443");
	}

	@ParameterizedTest
	@CsvSource({ "default", "Emea", "1st", "a_b", "-a", "a.b" })
	void idThatIsNoneIsRefused(String id) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(() -> map(id, null))
			.withMessageContaining("'" + id + "' is not a valid id");
	}

	@Test
	void secretAsUserNameIsRefusedAndNotPrinted() {
		this.values.put("username", "C4N4RY0fTheClientSecret5B1D7E9F3A2C8064");
		assertFailure("username", "not a user name, which has an '@': (not shown", "sync@acme.example");
	}

	@Test
	void userNameThatIsTheConsumerKeyIsRefused() {
		this.values.put("username", "3MVG9");
		assertFailure("username", "it is the consumer key", "approved user");
	}

	@Test
	void allMissingPropertiesAreNamedAtOnce() {
		this.values.clear();
		this.values.put("username", " ");
		this.values.put("read-timeout", "0s");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(this::map)
			.satisfies((ex) -> {
				assertThat(ex.getProperty()).isEqualTo("salesforce.jwt.orgs.billing.client-id");
				assertThat(ex.getDescription().lines()).containsExactly(
						"These configuration properties cannot be used:",
						"    'salesforce.jwt.orgs.billing.client-id': it is missing.",
						"    'salesforce.jwt.orgs.billing.login-url': it is missing.",
						"    'salesforce.jwt.orgs.billing.username': it is empty.",
						"    'salesforce.jwt.orgs.billing.read-timeout': it is 0s.");
				assertThat(ex.getRemedy()).contains("consumer key", "My Domain", "integration user", "above zero");
			});
	}

	@Test
	void clientCredentialsNeedNoUserName() {
		this.values.remove("username");
		this.values.put("grant-type", "client-credentials");
		this.values.put("client-secret", "sec7et");
		SalesforceRegistration registration = map();
		assertThat(registration.getClientRegistration().getAuthorizationGrantType())
			.isEqualTo(AuthorizationGrantType.CLIENT_CREDENTIALS);
		assertThat(registration.getClientRegistration().getClientAuthenticationMethod())
			.isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_POST);
		this.values.put("client-authentication-method", "client_secret_basic");
		assertThat(map().getClientRegistration().getClientAuthenticationMethod())
			.isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
	}

	@Test
	void clientCredentialsThatCannotWorkAreRefusedAtOnce() {
		this.values.put("grant-type", "client-credentials");
		this.values.put("client-authentication-method", "private-key-jwt");
		this.values.put("login-url", "sandbox");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(this::map)
			.withMessageContainingAll("does not support client credentials at test.salesforce.com", "Run As user",
					"'private-key-jwt'", "'jwt-bearer'", "client-secret': it is missing");
		this.values.put("client-authentication-method", "none");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(this::map)
			.withMessageContaining("it is 'none'");
	}

	@Test
	void detailsOfAContainerStandInPlaceOfTheProperties() {
		this.values.put("audience", "nonsense");
		this.values.put("instance-url", "nonsense");
		this.values.put("grant-type", "client-credentials");
		SalesforceRegistration registration = map("salesforce", new SalesforceConnectionDetails() {

			@Override
			public String getLoginUrl() {
				return "http://salesforce:8080";
			}

			@Override
			public String getClientId() {
				return "of-container";
			}

			@Override
			public String getUsername() {
				return "user@container";
			}

			@Override
			public String getPrivateKey() {
				return "file:key.pem";
			}

		});
		assertThat(registration.getLoginUrl()).isEqualTo(URI.create("http://salesforce:8080"));
		assertThat(registration.getClientId()).isEqualTo("of-container");
		assertThat(registration.getUsername()).isEqualTo("user@container");
		assertThat(registration.getAudience()).isEqualTo("http://salesforce:8080");
		assertThat(registration.getInstanceUrl()).isNull();
	}

	private void assertFailure(String property, String found, String remedy) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(this::map)
			.satisfies((ex) -> {
				assertThat(ex.getProperty()).isEqualTo("salesforce.jwt.orgs.billing." + property);
				assertThat(ex.getDescription()).contains(found);
				assertThat(ex.getRemedy()).contains(remedy);
				assertThat(ex).hasMessage(ex.getDescription() + " " + ex.getRemedy());
			});
	}

	private SalesforceRegistration map() {
		return map("billing", null);
	}

	private SalesforceRegistration map(String id, @Nullable SalesforceConnectionDetails details) {
		SalesforceOrgProperties properties = new Binder(new MapConfigurationPropertySource(this.values))
			.bindOrCreate("", SalesforceOrgProperties.class);
		return new SalesforcePropertiesMapper(id, properties,
				(details != null) ? details : new PropertiesSalesforceConnectionDetails(properties))
			.map();
	}

}
