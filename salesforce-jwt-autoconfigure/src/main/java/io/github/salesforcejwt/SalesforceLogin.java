package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * One login at the token endpoint, through Spring Security's
 * {@link OAuth2AuthorizedClientManager}. Its authorized-client service keeps nothing: the
 * session alone decides when a login is due, and a service that stored the token would
 * hand it out again after it was invalidated.
 */
final class SalesforceLogin implements TokenSource {

	private static final Log logger = LogFactory.getLog(SalesforceLogin.class);

	static final String ASSERTION_ATTRIBUTE = Jwt.class.getName();

	private final SalesforceRegistration registration;

	private final @Nullable SigningKeys signingKeys;

	private final AssertionSigner assertionSigner;

	private final SessionEvents events;

	private final Clock clock;

	private final LoginBudget budget;

	/** Made for the first login: its class makes HTTP clients when it is loaded. */
	private final SingletonSupplier<OAuth2AuthorizedClientManager> manager;

	SalesforceLogin(SalesforceRegistration registration, @Nullable SigningKeys signingKeys, TokenEndpoint tokenEndpoint,
			TrustedOrigins trustedOrigins, SessionEvents events, Clock clock) {
		Assert.isTrue(signingKeys != null || !registration.isJwtBearer(), "A JWT bearer grant needs a signing key");
		this.registration = registration;
		this.signingKeys = signingKeys;
		this.assertionSigner = new AssertionSigner(registration, clock);
		this.events = events;
		this.clock = clock;
		this.budget = new LoginBudget(clock);
		if (signingKeys != null) {
			recordKey(signingKeys);
		}
		this.manager = SingletonSupplier.of(() -> manager(registration, tokenEndpoint, trustedOrigins, clock));
	}

	private void recordKey(SigningKeys signingKeys) {
		try {
			this.events.signingKey(signingKeys.current().get(0));
		}
		catch (RuntimeException ex) {
			// the first login fails with it
		}
	}

	private static OAuth2AuthorizedClientManager manager(SalesforceRegistration registration,
			TokenEndpoint tokenEndpoint, TrustedOrigins trustedOrigins, Clock clock) {
		AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
				(id) -> registration.getClientRegistration(), new NoAuthorizedClients());
		manager.setContextAttributesMapper(OAuth2AuthorizeRequest::getAttributes);
		manager.setAuthorizedClientProvider(
				new SalesforceAuthorizedClientProvider(registration, tokenEndpoint, trustedOrigins, clock));
		return manager;
	}

	@Override
	public SalesforceAccessToken get() {
		if (this.signingKeys == null) {
			return authorize(new LoginAttempt(this.registration, null, null), null);
		}
		List<SigningKey> keys = this.signingKeys.current();
		this.events.signingKey(keys.get(0));
		try {
			return authorize(keys.get(0));
		}
		catch (SalesforceLoginException ex) {
			if (!isKeyRefused(ex) || keys.size() == 1) {
				throw ex;
			}
			logger.debug("Salesforce refuses the newest key of the org, so the one before is tried");
			return authorize(keys.get(1), ex);
		}
	}

	/**
	 * Log in by the key before the last change: Salesforce may not know the newest yet.
	 */
	private SalesforceAccessToken authorize(SigningKey previous, SalesforceLoginException newestRefused) {
		try {
			return authorize(previous);
		}
		catch (SalesforceLoginException ex) {
			throw isKeyRefused(ex) ? newestRefused : ex;
		}
	}

	private static boolean isKeyRefused(SalesforceLoginException ex) {
		return ex.getLoginError() == SalesforceLoginError.INVALID_ASSERTION;
	}

	@Override
	public String credential() {
		try {
			return (this.signingKeys != null) ? this.signingKeys.current().get(0).getFingerprint() : "";
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

	private SalesforceAccessToken authorize(SigningKey key) {
		Jwt assertion = this.assertionSigner.sign(key);
		return authorize(new LoginAttempt(this.registration, key, assertion.getExpiresAt()), assertion);
	}

	private SalesforceAccessToken authorize(LoginAttempt attempt, @Nullable Jwt assertion) {
		Duration wait = this.budget.take();
		if (!wait.isZero()) {
			throw SalesforceLoginException.budgetExhausted(this.registration.getId(), wait);
		}
		try {
			return request(assertion);
		}
		catch (OAuth2AuthorizationException ex) {
			throw SalesforceLoginException.of(attempt, ex, this.clock.instant());
		}
		catch (UntrustedOriginException ex) {
			throw SalesforceLoginException.local(this.registration.getId(), "untrusted_instance_url",
					SalesforceLoginError.UNTRUSTED_INSTANCE_URL, ex);
		}
	}

	private SalesforceAccessToken request(@Nullable Jwt assertion) {
		String username = this.registration.getUsername();
		OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(this.registration.getId())
			.principal(StringUtils.hasLength(username) ? username : this.registration.getClientId())
			.attributes((attributes) -> {
				if (assertion != null) {
					attributes.put(ASSERTION_ATTRIBUTE, assertion);
				}
			})
			.build();
		OAuth2AuthorizedClient client = this.manager.obtain().authorize(request);
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
