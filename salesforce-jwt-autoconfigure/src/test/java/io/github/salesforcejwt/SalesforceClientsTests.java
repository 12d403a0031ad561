package io.github.salesforcejwt;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SalesforceClients}.
 */
class SalesforceClientsTests {

	private final SalesforceClients clients = new SalesforceClients(
			Map.of("acme", new TestSession(URI.create("https://acme.my.salesforce.com")).build()),
			(session) -> RestClient.create());

	private final ClientRegistration ours = this.clients.clientRegistration("acme");

	@Test
	void providerGivesTheTokenOfTheOrgForItsRegistration() {
		assertThat(authorize(this.ours).getAccessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours).build())).isNotNull();
	}

	@Test
	void providerGivesNothingForARegistrationThatHasOnlyTheNameOfAnOrg() {
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours).clientId("other").build())).isNull();
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://app.acme.example/login")
			.authorizationUri("https://acme.my.salesforce.com/services/oauth2/authorize")
			.build())).isNull();
		assertThat(authorize(ClientRegistration.withClientRegistration(this.ours).registrationId("else").build()))
			.isNull();
	}

	@Test
	void unknownOrgIsToldTheKnownOnes() {
		SalesforceWebClients webClients = new SalesforceWebClients(this.clients, (session) -> WebClient.create());
		assertThat(this.clients.getIds()).containsExactly("acme");
		assertThat(this.clients.session("acme").getRegistration().getId()).isEqualTo("acme");
		assertThat(this.clients.restClient("acme")).isSameAs(this.clients.restClient("acme")).isNotNull();
		assertThat(webClients.webClient("acme")).isSameAs(webClients.webClient("acme")).isNotNull();
		for (ThrowingCallable unknown : List.<ThrowingCallable>of(() -> this.clients.session("other"),
				() -> this.clients.restClient("other"), () -> this.clients.clientRegistration("other"),
				() -> webClients.webClient("other"))) {
			assertThatIllegalArgumentException().isThrownBy(unknown)
				.withMessage("There is no Salesforce org with the id 'other'. Known ids: [acme]");
		}
	}

	private OAuth2AuthorizedClient authorize(ClientRegistration registration) {
		return this.clients.authorizedClientProvider()
			.authorize(OAuth2AuthorizationContext.withClientRegistration(registration)
				.principal(new TestingAuthenticationToken("alice", "n/a"))
				.build());
	}

}
