package io.github.salesforcejwt;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Sends the token requests of one session to {@code /services/oauth2/token}.
 */
final class TokenEndpoint {

	private final TokenClients clients;

	private final SessionJournal journal;

	TokenEndpoint(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry,
			SessionJournal journal) {
		this.clients = TokenClients.of(requestFactory, observationRegistry);
		this.journal = journal;
	}

	OAuth2AccessTokenResponse request(JwtBearerGrantRequest request) {
		return this.clients.request(request, this.journal);
	}

	OAuth2AccessTokenResponse request(OAuth2ClientCredentialsGrantRequest request) {
		return this.clients.request(request, this.journal);
	}

}
