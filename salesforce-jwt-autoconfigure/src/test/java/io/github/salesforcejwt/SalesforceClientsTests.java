package io.github.salesforcejwt;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceClients}.
 */
class SalesforceClientsTests {

	private final SalesforceClients clients = new SalesforceClients(
			Map.of("acme", new TestSession(URI.create("https://acme.my.salesforce.com")).build()),
			(session) -> RestClient.create());

	private final ClientRegistration ours = this.clients.clientRegistration("acme");

	@Test
	void providerWhenRegistrationIsOfAnOrgThenGivesItsToken() {
		assertThat(authorize(this.ours).getAccessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours).build())).isNotNull();
	}

	@Test
	void providerWhenRegistrationHasOnlyTheNameOfAnOrgThenGivesNothing() {
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours).clientId("other").build())).isNull();
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://app.acme.example/login")
			.authorizationUri("https://acme.my.salesforce.com/services/oauth2/authorize")
			.build())).isNull();
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours).registrationId("else").build()))
			.isNull();
	}

	private OAuth2AuthorizedClient authorize(ClientRegistration registration) {
		return this.clients.authorizedClientProvider()
			.authorize(OAuth2AuthorizationContext.withClientRegistration(registration)
				.principal(new TestingAuthenticationToken("alice", "n/a"))
				.build());
	}

}
