package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SalesforceRegistration}.
 */
class SalesforceRegistrationTests {

	private static final URI LOGIN_URL = URI.create("https://acme.my.salesforce.com");

	private final SalesforceRegistration.Builder builder = SalesforceRegistration.withId("acme")
		.clientId("3MVG9lKcPoNINVBI")
		.username("erp@acme.example")
		.loginUrl(LOGIN_URL);

	@Test
	void fourValuesSuffice() {
		SalesforceRegistration registration = this.builder.build();
		assertThat(registration.getId()).isEqualTo("acme");
		assertThat(registration.getGrantName()).isEqualTo("jwt-bearer");
		assertThat(registration.getAudience()).isEqualTo("https://acme.my.salesforce.com");
		assertThat(registration.getAssertionLifetime()).isEqualTo(Duration.ofMinutes(3));
		assertThat(registration.getTokenLifetime()).isEqualTo(Duration.ofMinutes(30));
		assertThat(registration.getAllowedHosts()).isEmpty();
		assertThat(registration.getInstanceUrl()).isNull();
		assertThat(registration.getAuthorizeRedirectUri()).isNull();
		ClientRegistration client = registration.getClientRegistration();
		assertThat(client.getAuthorizationGrantType()).isEqualTo(AuthorizationGrantType.JWT_BEARER);
		assertThat(client.getClientAuthenticationMethod()).isEqualTo(ClientAuthenticationMethod.NONE);
		assertThat(client.getClientName()).isEqualTo("Salesforce org 'acme'");
		assertThat(client.getScopes()).isNullOrEmpty();
		assertThat(client.getProviderDetails().getTokenUri())
			.isEqualTo("https://acme.my.salesforce.com/services/oauth2/token");
	}

	@Test
	void eachValueCanBeSet() {
		Set<String> hosts = new HashSet<>(Set.of("files.acme.example"));
		SalesforceRegistration registration = this.builder.audience("https://login.salesforce.com")
			.instanceUrl(URI.create("https://proxy.acme.example"))
			.assertionLifetime(Duration.ofSeconds(60))
			.tokenLifetime(Duration.ofMinutes(10))
			.allowedHosts(hosts)
			.authorizeRedirectUri("https://app.acme.example/callback")
			.build();
		hosts.add("evil.example");
		assertThat(registration.getUsername()).isEqualTo("erp@acme.example");
		assertThat(registration.getLoginUrl()).isEqualTo(LOGIN_URL);
		assertThat(registration.getAudience()).isEqualTo("https://login.salesforce.com");
		assertThat(registration.getInstanceUrl()).isEqualTo(URI.create("https://proxy.acme.example"));
		assertThat(registration.getAssertionLifetime()).isEqualTo(Duration.ofSeconds(60));
		assertThat(registration.getTokenLifetime()).isEqualTo(Duration.ofMinutes(10));
		assertThat(registration.getAllowedHosts()).containsExactly("files.acme.example");
		assertThat(registration.getAuthorizeRedirectUri()).isEqualTo("https://app.acme.example/callback");
	}

	@Test
	void clientCredentialsNeedNoUser() {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.loginUrl(LOGIN_URL)
			.clientCredentials("sEcReT", ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.build();
		assertThat(registration.getGrantName()).isEqualTo("client-credentials");
		assertThat(registration.getUsername()).isEmpty();
		ClientRegistration client = registration.getClientRegistration();
		assertThat(client.getAuthorizationGrantType()).isEqualTo(AuthorizationGrantType.CLIENT_CREDENTIALS);
		assertThat(client.getClientAuthenticationMethod()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
		assertThat(client.getClientSecret()).isEmpty();
		assertThat(client.toString()).doesNotContain("sEcReT");
		assertThat(registration.getLoginRegistration().getClientSecret()).isEqualTo("sEcReT");
		assertThat(registration).hasToString("SalesforceRegistration [id=acme, grantType=client_credentials, "
				+ "username=, loginUrl=https://acme.my.salesforce.com, audience=]");
	}

	@Test
	void whatIsMissingIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> SalesforceRegistration.withId(" "))
			.withMessage("'id' must not be empty");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SalesforceRegistration.withId("acme").loginUrl(LOGIN_URL).build())
			.withMessage("'clientId' of the org 'acme' must be set");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SalesforceRegistration.withId("acme").clientId("3MVG9").build())
			.withMessage("'loginUrl' of the org 'acme' must be set");
	}

	@ParameterizedTest
	@CsvSource({ "3MVG9lKcPoNI, 3MVG9lKcPoNI", "3MVG9lKcPoNIN, 3MVG9l…oNIN" })
	void consumerKeyIsShortInMessages(String clientId, String expected) {
		assertThat(this.builder.clientId(clientId).build().getShortClientId()).isEqualTo(expected);
	}

	@Test
	void loopbackIsThisMachineAlone() {
		assertThat(SalesforceRegistration.isLoopback("localhost")).isTrue();
		assertThat(SalesforceRegistration.isLoopback("acme.my.salesforce.com")).isFalse();
	}

}
