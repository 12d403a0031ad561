package io.github.salesforcejwt;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * One login at the token endpoint, through Spring Security's
 * {@link OAuth2AuthorizedClientManager}. Its authorized-client service keeps nothing: the
 * session alone decides when a login is due, and a service that stored the token would
 * hand it out again after it was invalidated.
 */
final class SalesforceLogin implements Supplier<SalesforceAccessToken> {

	static final String ASSERTION_ATTRIBUTE = Jwt.class.getName();

	private final SalesforceRegistration registration;

	private final @Nullable SigningKeys signingKeys;

	private final AssertionSigner assertionSigner;

	private final SessionJournal journal;

	private final OAuth2AuthorizedClientManager manager;

	SalesforceLogin(SalesforceRegistration registration, @Nullable SigningKeys signingKeys, TokenEndpoint tokenEndpoint,
			TrustedOrigins trustedOrigins, SessionJournal journal, Clock clock) {
		Assert.isTrue(signingKeys != null || !registration.isJwtBearer(), "A JWT bearer grant needs a signing key");
		this.registration = registration;
		this.signingKeys = signingKeys;
		this.assertionSigner = new AssertionSigner(registration, clock);
		this.journal = journal;
		if (signingKeys != null) {
			tellKey(signingKeys);
		}
		AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
				(id) -> registration.getClientRegistration(), new NoAuthorizedClients());
		manager.setContextAttributesMapper(OAuth2AuthorizeRequest::getAttributes);
		manager.setAuthorizedClientProvider(
				new SalesforceAuthorizedClientProvider(registration, tokenEndpoint, trustedOrigins, clock));
		this.manager = manager;
	}

	private void tellKey(SigningKeys signingKeys) {
		try {
			this.journal.signingKey(signingKeys.current().get(0));
		}
		catch (RuntimeException ex) {
			// the first login fails with it
		}
	}

	@Override
	public SalesforceAccessToken get() {
		if (this.signingKeys == null) {
			return authorize(null);
		}
		List<SigningKey> keys = this.signingKeys.current();
		this.journal.signingKey(keys.get(0));
		return authorize(this.assertionSigner.sign(keys.get(0)));
	}

	private SalesforceAccessToken authorize(@Nullable Jwt assertion) {
		String username = this.registration.getUsername();
		OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(this.registration.getId())
			.principal(StringUtils.hasLength(username) ? username : this.registration.getClientId())
			.attributes((attributes) -> {
				if (assertion != null) {
					attributes.put(ASSERTION_ATTRIBUTE, assertion);
				}
			})
			.build();
		OAuth2AuthorizedClient client = this.manager.authorize(request);
		Assert.state(client != null && client.getAccessToken() instanceof SalesforceAccessToken,
				"The provider authorizes each request");
		return (SalesforceAccessToken) client.getAccessToken();
	}

	private static final class NoAuthorizedClients implements OAuth2AuthorizedClientService {

		@Override
		public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String registrationId,
				String principalName) {
			return null;
		}

		@Override
		public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal) {
			// the session keeps the token
		}

		@Override
		public void removeAuthorizedClient(String registrationId, String principalName) {
			// the session decides when a token is given up
		}

	}

}
