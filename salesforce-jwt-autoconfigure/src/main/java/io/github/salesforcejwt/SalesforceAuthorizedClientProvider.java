package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.Assert;

/**
 * Obtains a token with the token request in the attributes of the context. Does what
 * Spring Security's provider of the grant does, and keeps the instance URL, which that
 * one loses.
 */
final class SalesforceAuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	/** Name of the attribute with the {@link Grant.Request}. */
	static final String REQUEST_ATTRIBUTE = Grant.Request.class.getName();

	private final SalesforceRegistration registration;

	private final SalesforceTokenClient tokenClient;

	private final TrustedOrigins trustedOrigins;

	private final Clock clock;

	private final Consumer<ClockDifference> clockListener;

	/**
	 * Create a provider.
	 * @param clockListener receives the difference of the clocks that an answer shows
	 */
	SalesforceAuthorizedClientProvider(SalesforceRegistration registration, SalesforceTokenClient tokenClient,
			TrustedOrigins trustedOrigins, Clock clock, Consumer<ClockDifference> clockListener) {
		this.registration = registration;
		this.tokenClient = tokenClient;
		this.trustedOrigins = trustedOrigins;
		this.clock = clock;
		this.clockListener = clockListener;
	}

	@Override
	public OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
		Grant.Request<?> request = context.getAttribute(REQUEST_ATTRIBUTE);
		Assert.state(request != null, "The login provides the token request");
		OAuth2AccessTokenResponse response = send(request);
		return new OAuth2AuthorizedClient(context.getClientRegistration(), context.getPrincipal().getName(),
				token(response));
	}

	private OAuth2AccessTokenResponse send(Grant.Request<?> request) {
		try {
			OAuth2AccessTokenResponse response = this.tokenClient.send(request);
			answered(TokenResponseConverter.headers(response));
			return response;
		}
		catch (TokenErrorException ex) {
			answered(ex.headers());
			throw ex;
		}
	}

	private void answered(HttpHeaders headers) {
		ClockDifference difference = ClockDifference.of(headers, this.clock);
		if (difference != null) {
			this.clockListener.accept(difference);
		}
	}

	private SalesforceAccessToken token(OAuth2AccessTokenResponse response) {
		OAuth2AccessToken token = response.getAccessToken();
		if (!token.getTokenValue().chars().allMatch((character) -> character > ' ' && character <= '~')) {
			throw new UnusableTokenException();
		}
		Map<String, Object> parameters = response.getAdditionalParameters();
		Object instanceUrl = parameters.get("instance_url");
		URI trusted = this.trustedOrigins.instanceUrl((instanceUrl != null) ? instanceUrl.toString() : null);
		Object identityUrl = parameters.get("id");
		Instant now = this.clock.instant();
		Duration lifetime = TokenLifetime.of(token, this.registration.getTokenLifetime());
		return new SalesforceAccessToken(token.getTokenValue(), now, now.plus(lifetime), token.getScopes(), trusted,
				(identityUrl != null) ? identityUrl.toString() : null);
	}

}
