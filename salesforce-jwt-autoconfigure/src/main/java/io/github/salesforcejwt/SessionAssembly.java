package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Assembles the parts of a session from what its builder was given.
 */
final class SessionAssembly implements Cloneable {

	/** Logins of further users at once. Others wait for a thread. */
	private static final int MAX_USER_LOGINS = 64;

	private static final Duration MAX_LEASE = Duration.ofSeconds(20);

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

	int maxUsers = 1000;

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
		return copy().assembleOrg();
	}

	/**
	 * Further users need these settings later, whatever becomes of the builder.
	 */
	private SessionAssembly copy() {
		try {
			return (SessionAssembly) clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Parts assembleOrg() {
		String id = this.registration.getId();
		TrustedOrigins trustedOrigins = new TrustedOrigins(this.registration);
		SessionEvents events = new SessionEvents(id, this.clock, this.listeners);
		CallObservation callObservation = new CallObservation(this.observationRegistry, id, null);
		AssertionSigner signer = new AssertionSigner(this.clock);
		LoginBudget budget = new LoginBudget(this.ticker);
		TokenSource login = login(this.registration, trustedOrigins, events, signer, () -> budget);
		SessionTokens tokens = tokens(null, login, this.executor, callObservation, events);
		ApiQuota quota = new ApiQuota(id, this.quotaStopAt, this.ticker);
		CallRules calls = new CallRules(this.apiRetry, this.retriedMethods, quota, events, this.clock, this.ticker,
				this.sleeper);
		boolean anyUser = JwtBearerGrant.TYPE
			.equals(this.registration.getClientRegistration().getAuthorizationGrantType());
		return new Parts(this.registration, tokens, trustedOrigins, calls, callObservation, events,
				anyUser ? new Users(trustedOrigins, calls, callObservation, events, signer) : null);
	}

	private SessionTokens tokens(@Nullable String username, TokenSource login, Executor executor,
			CallObservation callObservation, SessionEvents events) {
		String id = this.registration.getId();
		LoginRetries retries = new LoginRetries(this.loginRetry, this.ticker, this.sleeper);
		LoginRunner logins = new LoginRunner(id, username, login, retries, executor, this.clock,
				this.observationRegistry);
		return new SessionTokens(id, new SessionLogins(logins, this.clock, this.ticker, events), this.clock,
				this.ticker, callObservation);
	}

	private TokenSource login(SalesforceRegistration registration, TrustedOrigins trustedOrigins, SessionEvents events,
			AssertionSigner signer, Supplier<LoginBudget> budget) {
		if (this.tokenSource != null) {
			return this.tokenSource;
		}
		Assert.notNull(this.tokenClient, "'tokenClient' must be set");
		Grant<?> grant = Grants.of(registration, this.signingKeys, signer, events);
		if (registration == this.registration) {
			grant.recordCredential();
		}
		LoginDeadline deadline = new LoginDeadline(this.loginTimeout, this.executor, this.observationRegistry);
		SalesforceLogin login = new SalesforceLogin(registration, grant, this.tokenClient, trustedOrigins,
				events::clockDifference, this.clock, budget, deadline);
		return (this.sharedSessionStore != null)
				? new SharedLogin(login, sharedSession(this.sharedSessionStore, registration, grant), trustedOrigins,
						events, this.clock, this.ticker, this.sleeper)
				: login;
	}

	/**
	 * The holder of a lease may send one request with the current key and one with the
	 * previous one. It may also be dead by then, and the others wait without a token: a
	 * slower login is rather made twice.
	 */
	private SharedLogin.Store sharedSession(SharedSessionStore store, SalesforceRegistration registration,
			Grant<?> grant) {
		String username = registration.getUsername();
		String user = StringUtils.hasLength(username) ? username : registration.getClientId();
		String org = registration.getLoginUrl() + " " + registration.getClientId();
		return new SharedLogin.Store(
				(store instanceof PunctualSharedSessionStore) ? store : new PunctualSharedSessionStore(store),
				SharedSessionCipher.id(registration.getId(), org, user), lease(),
				() -> new SharedSessionCipher(grant.secrets(), org, user));
	}

	private Duration lease() {
		Duration lease = this.loginTimeout.multipliedBy(2).plusSeconds(5);
		return (lease.compareTo(MAX_LEASE) < 0) ? lease : MAX_LEASE;
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
	 * @param users the parts of the sessions of further users, or {@code null} if there
	 * can be none: it is one of them, or no assertion names the user
	 */
	record Parts(SalesforceRegistration registration, SessionTokens tokens, TrustedOrigins trustedOrigins,
			CallRules calls, CallObservation callObservation, SessionEvents events, @Nullable Users users) {
	}

	/**
	 * Assembles the parts of the sessions of further users of an org. They have a token,
	 * refusals and a login budget of their own; all else is the org's.
	 */
	final class Users {

		private final TrustedOrigins trustedOrigins;

		private final CallRules calls;

		private final CallObservation callObservation;

		private final SessionEvents events;

		private final AssertionSigner signer;

		private final LoginBudgets budgets;

		private final Executor executor;

		private Users(TrustedOrigins trustedOrigins, CallRules calls, CallObservation callObservation,
				SessionEvents events, AssertionSigner signer) {
			this.trustedOrigins = trustedOrigins;
			this.calls = calls;
			this.callObservation = callObservation;
			this.events = events;
			this.signer = signer;
			this.budgets = new LoginBudgets(SessionAssembly.this.ticker);
			this.executor = new BoundedExecutor(SessionAssembly.this.executor, MAX_USER_LOGINS);
		}

		private Parts assemble(String username) {
			SalesforceRegistration registration = SessionAssembly.this.registration.ofUser(username);
			SessionEvents events = this.events.ofUser(username);
			CallObservation callObservation = this.callObservation.ofUser(username);
			TokenSource login = login(registration, this.trustedOrigins, events, this.signer,
					() -> this.budgets.of(username));
			SessionTokens tokens = tokens(username, login, this.executor, callObservation, events);
			return new Parts(registration, tokens, this.trustedOrigins, this.calls.ofUser(events), callObservation,
					events, null);
		}

		/**
		 * Create the sessions, each when it is first asked for.
		 * @param factory creates a session from its parts and the name of its user
		 * @param tokens returns the token of a session
		 */
		<S> SessionCache<S> sessions(BiFunction<Parts, String, S> factory, Function<S, SessionTokens> tokens) {
			int max = SessionAssembly.this.maxUsers;
			return new SessionCache<>(max, SessionAssembly.this.ticker,
					(username) -> factory.apply(assemble(Usernames.check(username)), username),
					(session) -> tokens.apply(session).isBusy(), (evicted) -> {
						if (tokens.apply(evicted).isLive()) {
							this.calls.warn(
									"More users have called than sessions are kept, so users whose session was discarded log in "
											+ "again. Increase 'max-users' of the org.",
									() -> " It is " + max + " now.");
						}
					});
		}

	}

}
