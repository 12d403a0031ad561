package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
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

	private final SalesforceRegistration registration;

	private final Grant<?> grant;

	private final Clock clock;

	private final LoginDeadline deadline;

	private final Supplier<LoginBudget> budget;

	/** Created for the first login: its class creates HTTP clients when it is loaded. */
	private final SingletonSupplier<OAuth2AuthorizedClientManager> manager;

	SalesforceLogin(SalesforceRegistration registration, Grant<?> grant, SalesforceTokenClient tokenClient,
			TrustedOrigins trustedOrigins, Consumer<ClockDifference> clockListener, Clock clock,
			Supplier<LoginBudget> budget, LoginDeadline deadline) {
		this.registration = registration;
		this.grant = grant;
		this.clock = clock;
		this.deadline = deadline;
		this.budget = budget;
		this.manager = SingletonSupplier
			.of(() -> manager(registration, new SalesforceAuthorizedClientProvider(registration, tokenClient,
					trustedOrigins, clock, clockListener)));
	}

	private static OAuth2AuthorizedClientManager manager(SalesforceRegistration registration,
			OAuth2AuthorizedClientProvider provider) {
		AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
				(id) -> registration.getClientRegistration(), new NoAuthorizedClients());
		manager.setContextAttributesMapper(OAuth2AuthorizeRequest::getAttributes);
		manager.setAuthorizedClientProvider(provider);
		return manager;
	}

	@Override
	public SalesforceAccessToken get() {
		return this.grant.logIn(this::send);
	}

	@Override
	public String credential() {
		return this.grant.credential();
	}

	@Override
	public boolean isAvailable() {
		return this.budget.get().isAvailable();
	}

	private SalesforceAccessToken send(Grant.Request<?> request) {
		Duration wait = this.budget.get().take();
		if (!wait.isZero()) {
			throw SalesforceLoginException.budgetExhausted(this.registration.getId(), wait);
		}
		LoginAttempt attempt = new LoginAttempt(this.registration, request.description());
		try {
			return this.deadline.run(() -> authorize(request));
		}
		catch (OAuth2AuthorizationException ex) {
			throw SalesforceLoginException.of(attempt, ex, this.clock);
		}
		catch (LoginDeadline.ExceededException ex) {
			throw SalesforceLoginException.unreachable(attempt, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw SalesforceLoginException.interrupted(this.registration.getId(), ex);
		}
		catch (MissingInstanceUrlException ex) {
			throw SalesforceLoginException.local(this.registration.getId(), "missing_instance_url",
					SalesforceLoginError.MISSING_INSTANCE_URL, null);
		}
		catch (UntrustedOriginException ex) {
			throw SalesforceLoginException.local(this.registration.getId(), "untrusted_instance_url",
					SalesforceLoginError.UNTRUSTED_INSTANCE_URL, ex);
		}
	}

	private SalesforceAccessToken authorize(Grant.Request<?> request) {
		String username = this.registration.getUsername();
		OAuth2AuthorizedClient client = this.manager.obtain()
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(this.registration.getId())
				.principal(StringUtils.hasLength(username) ? username : this.registration.getClientId())
				.attribute(SalesforceAuthorizedClientProvider.REQUEST_ATTRIBUTE, request)
				.build());
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
