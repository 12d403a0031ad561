package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Obtains a token by the grant of the registration. Does what Spring Security's provider
 * of the grant does, and keeps the instance URL, which that one loses.
 */
final class SalesforceAuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	private final SalesforceRegistration registration;

	private final TokenEndpoint tokenEndpoint;

	private final TrustedOrigins trustedOrigins;

	private final Clock clock;

	SalesforceAuthorizedClientProvider(SalesforceRegistration registration, TokenEndpoint tokenEndpoint,
			TrustedOrigins trustedOrigins, Clock clock) {
		this.registration = registration;
		this.tokenEndpoint = tokenEndpoint;
		this.trustedOrigins = trustedOrigins;
		this.clock = clock;
	}

	@Override
	public OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
		ClientRegistration clientRegistration = context.getClientRegistration();
		Jwt assertion = context.getAttribute(SalesforceLogin.ASSERTION_ATTRIBUTE);
		OAuth2AccessTokenResponse response = (assertion != null)
				? this.tokenEndpoint.request(new JwtBearerGrantRequest(clientRegistration, assertion))
				: this.tokenEndpoint.request(new OAuth2ClientCredentialsGrantRequest(clientRegistration));
		return new OAuth2AuthorizedClient(clientRegistration, context.getPrincipal().getName(), token(response));
	}

	private SalesforceAccessToken token(OAuth2AccessTokenResponse response) {
		OAuth2AccessToken token = response.getAccessToken();
		Object instanceUrl = response.getAdditionalParameters().get("instance_url");
		URI trusted = this.trustedOrigins.instanceUrl((instanceUrl != null) ? instanceUrl.toString() : null);
		Object identityUrl = response.getAdditionalParameters().get("id");
		Instant now = this.clock.instant();
		Duration lifetime = this.registration.getTokenLifetime();
		return new SalesforceAccessToken(token.getTokenValue(), now, now.plus(lifetime), token.getScopes(), trusted,
				(identityUrl != null) ? identityUrl.toString() : null);
	}

}
