package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Assembles the parts of a session from what its builder was given.
 */
final class SessionAssembly {

	private final SalesforceRegistration registration;

	@Nullable SigningKeys signingKeys;

	@Nullable SalesforceTokenClient tokenClient;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	SalesforceRetryPolicy loginRetry = SalesforceRetryPolicy.LOGIN_DEFAULTS;

	Duration loginTimeout = Duration.ofSeconds(35);

	SalesforceRetryPolicy apiRetry = SalesforceRetryPolicy.API_DEFAULTS;

	Set<HttpMethod> retriedMethods = CallRules.SAFE_METHODS;

	@Nullable Double quotaStopAt;

	@Nullable SharedSessionStore sharedSessionStore;

	Clock clock = Clock.systemUTC();

	Ticker ticker = Ticker.SYSTEM;

	Sleeper sleeper = Sleeper.THREAD;

	Executor executor;

	@Nullable TokenSource tokenSource;

	final List<SalesforceSessionListener> listeners = new ArrayList<>();

	SessionAssembly(SalesforceRegistration registration) {
		this.registration = registration;
		this.executor = new LoginThreads(registration.getId());
	}

	/**
	 * Assemble the parts.
	 * @throws IllegalArgumentException if something that logins need is missing
	 */
	Parts assemble() {
		String id = this.registration.getId();
		TrustedOrigins trustedOrigins = new TrustedOrigins(this.registration);
		SessionEvents events = new SessionEvents(id, this.clock, this.listeners);
		CallObservation callObservation = new CallObservation(this.observationRegistry, id);
		LoginRetries retries = new LoginRetries(this.loginRetry, this.ticker, this.sleeper);
		LoginRunner logins = new LoginRunner(id, login(trustedOrigins, events), retries, this.executor, this.clock,
				this.observationRegistry);
		SessionTokens tokens = new SessionTokens(id, logins, this.clock, this.ticker, callObservation, events);
		ApiQuota quota = new ApiQuota(id, this.quotaStopAt, this.ticker);
		CallRules calls = new CallRules(id, this.apiRetry, this.retriedMethods, quota, events, this.clock, this.ticker,
				this.sleeper);
		return new Parts(this.registration, tokens, trustedOrigins, calls, callObservation, events);
	}

	private TokenSource login(TrustedOrigins trustedOrigins, SessionEvents events) {
		if (this.tokenSource != null) {
			return this.tokenSource;
		}
		Assert.notNull(this.tokenClient, "'tokenClient' must be set");
		Grant<?> grant = Grants.of(this.registration, this.signingKeys, this.clock, events);
		LoginDeadline deadline = new LoginDeadline(this.loginTimeout, this.executor, this.observationRegistry);
		SalesforceLogin login = new SalesforceLogin(this.registration, grant, this.tokenClient, trustedOrigins,
				events::clockDifference, this.clock, this.ticker, deadline);
		return (this.sharedSessionStore != null) ? new SharedLogin(login, sharedSession(this.sharedSessionStore, grant),
				trustedOrigins, events, this.clock, this.ticker, this.sleeper) : login;
	}

	/**
	 * The holder of a lease may send one request with the current key and one with the
	 * previous one.
	 */
	private SharedLogin.Store sharedSession(SharedSessionStore store, Grant<?> grant) {
		String username = this.registration.getUsername();
		String user = StringUtils.hasLength(username) ? username : this.registration.getClientId();
		String org = this.registration.getLoginUrl() + " " + this.registration.getClientId();
		return new SharedLogin.Store(
				(store instanceof PunctualSharedSessionStore) ? store : new PunctualSharedSessionStore(store),
				SharedSessionCipher.id(this.registration.getId(), org, user),
				this.loginTimeout.multipliedBy(2).plusSeconds(5),
				() -> new SharedSessionCipher(grant.secrets(), org, user));
	}

	/**
	 * The parts of a session.
	 *
	 * @param registration how it logs in
	 * @param tokens its current token
	 * @param trustedOrigins where the token may go
	 * @param calls the rules for its calls
	 * @param callObservation observes its calls
	 * @param events what happens to it
	 */
	record Parts(SalesforceRegistration registration, SessionTokens tokens, TrustedOrigins trustedOrigins,
			CallRules calls, CallObservation callObservation, SessionEvents events) {
	}

}
