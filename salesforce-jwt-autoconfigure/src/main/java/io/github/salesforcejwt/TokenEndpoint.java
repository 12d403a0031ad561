package io.github.salesforcejwt;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sends the token requests of one session to {@code /services/oauth2/token}. What sends
 * them is made for the first login, not on start-up.
 */
final class TokenEndpoint {

	private final SingletonSupplier<TokenClients> clients;

	private final SessionEvents events;

	TokenEndpoint(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry,
			SessionEvents events) {
		this.clients = SingletonSupplier.of(() -> TokenClients.of(requestFactory, observationRegistry));
		this.events = events;
	}

	OAuth2AccessTokenResponse request(JwtBearerGrantRequest request) {
		return this.clients.obtain().request(request, this.events);
	}

	OAuth2AccessTokenResponse request(OAuth2ClientCredentialsGrantRequest request) {
		return this.clients.obtain().request(request, this.events);
	}

}
