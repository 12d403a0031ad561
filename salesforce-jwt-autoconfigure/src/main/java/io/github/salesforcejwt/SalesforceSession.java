package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.Assert;

/**
 * Session of this application with one Salesforce org: the one place that knows the
 * current token. Blocking and reactive callers share it.
 * <p>
 * Any number of callers without a token cause exactly one login. A token past most of its
 * lifetime is still handed out while one login, started by a caller, renews it in the
 * background. Thread-safe.
 */
public final class SalesforceSession {

	private static final Log logger = LogFactory.getLog(SalesforceSession.class);

	/**
	 * Renewal starts somewhere between these shares of a token's lifetime, so that many
	 * instances of an application do not log in at the same moment.
	 */
	private static final double MIN_RENEWAL_SHARE = 0.75;

	private static final double MAX_RENEWAL_SHARE = 0.9;

	/** A changed key is noticed within this time, after a refusal. */
	private static final Duration CREDENTIAL_COMPARISON_INTERVAL = Duration.ofSeconds(1);

	private final SalesforceRegistration registration;

	private final TrustedOrigins trustedOrigins;

	private final TokenSource login;

	private final LoginRetries loginRetries;

	private final Executor executor;

	private final Clock clock;

	private final CallRules calls;

	private final ObservationRegistry observationRegistry;

	private final CallObservation callObservation;

	private final SessionEvents events;

	private final Object monitor = new Object();

	/** Read by every call, written under the monitor. */
	private volatile @Nullable Held held;

	/** Guarded by the monitor. */
	private @Nullable CompletableFuture<SalesforceAccessToken> running;

	/**
	 * The token whose renewal was started while it lived, and runs: it is used to the end
	 * of that login, however short a lifetime is. Written under the monitor.
	 */
	private volatile @Nullable Held renewed;

	/** Guarded by the monitor. */
	private final InvalidatedTokens invalidated;

	private volatile @Nullable LoginFailure failure;

	private volatile long credentialComparedAt;

	SalesforceSession(SalesforceRegistration registration, TrustedOrigins trustedOrigins, TokenSource login,
			LoginRetries loginRetries, Executor executor, CallRules calls, ObservationRegistry observationRegistry,
			SessionEvents events) {
		this.registration = registration;
		this.invalidated = new InvalidatedTokens(registration.getTokenLifetime());
		this.trustedOrigins = trustedOrigins;
		this.login = login;
		this.loginRetries = loginRetries;
		this.executor = executor;
		this.clock = calls.clock();
		this.calls = calls;
		this.observationRegistry = observationRegistry;
		this.callObservation = new CallObservation(observationRegistry, registration.getId());
		this.events = events;
	}

	/**
	 * Start a session. It logs in when the first token is asked for.
	 * @param registration how to log in
	 * @return a builder
	 */
	public static Builder withRegistration(SalesforceRegistration registration) {
		return new Builder(registration);
	}

	/**
	 * Return how this session logs in.
	 * @return the registration
	 */
	public SalesforceRegistration getRegistration() {
		return this.registration;
	}

	/**
	 * Return how often this session has logged in.
	 * @return the number of logins that succeeded, renewals included
	 */
	public long getLoginCount() {
		return this.events.loginCount();
	}

	/**
	 * Return what is known of this session now. Takes no lock, sends nothing, and never
	 * logs in.
	 * @return a snapshot; it holds no secret
	 */
	public SalesforceSessionStatus getStatus() {
		Held held = this.held;
		return this.events.status((held != null) ? held.token() : null, this.calls.quota().usage());
	}

	/**
	 * Return a token to call Salesforce with. Waits only where there is none: for the one
	 * login that all callers share, as long as its time budget allows.
	 * @return the token
	 * @throws SalesforceLoginException if the login is refused or fails, with what it
	 * means and what to do
	 */
	public SalesforceAccessToken accessToken() {
		SalesforceAccessToken token = current();
		if (token != null) {
			return token;
		}
		CompletableFuture<SalesforceAccessToken> login = login(false, false, this.callObservation.current());
		try {
			return login.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw SalesforceLoginException.interrupted(this.registration.getId(), ex);
		}
		catch (ExecutionException ex) {
			return tokenDespite((ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	/**
	 * Return a token to call Salesforce with, without blocking a thread.
	 * @return the future token; it fails with a {@link SalesforceLoginException} where
	 * {@link #accessToken()} throws one. To cancel it releases this caller, and leaves
	 * the login to the others. What depends on it may run in the thread of the login, for
	 * which others wait: it must not block.
	 */
	public CompletableFuture<SalesforceAccessToken> accessTokenAsync() {
		return accessTokenAsync(this.callObservation.current());
	}

	/**
	 * Return a token without blocking.
	 * @param cause the observation of the call that needs it
	 */
	CompletableFuture<SalesforceAccessToken> accessTokenAsync(@Nullable Observation cause) {
		SalesforceAccessToken token = current(cause);
		if (token != null) {
			return CompletableFuture.completedFuture(token);
		}
		return login(false, false, cause).handle((loggedIn, ex) -> (ex != null) ? tokenDespite(ex) : loggedIn);
	}

	/**
	 * Log in anew, whatever token is in hand and whatever refusals are remembered: for an
	 * operator who has mended something, not for each call. The token in hand is served
	 * until the new one is there.
	 * @return the future token; it fails with a {@link SalesforceLoginException}
	 */
	public CompletableFuture<SalesforceAccessToken> renew() {
		return login(true, true, this.callObservation.current()).handle((loggedIn, ex) -> {
			if (ex != null) {
				throw SalesforceLoginException.forCaller(this.registration.getId(), ex);
			}
			return loggedIn;
		});
	}

	/**
	 * Give up a token that Salesforce has answered with a dead session. Does nothing
	 * where the current token is another one already, so that late answers do no harm.
	 * @param token the token that was refused
	 * @return whether it was the current one
	 */
	public boolean invalidate(SalesforceAccessToken token) {
		synchronized (this.monitor) {
			this.invalidated.add(token, this.clock.millis());
			Held held = this.held;
			if (held == null || !held.token().getTokenValue().equals(token.getTokenValue())) {
				return false;
			}
			this.held = null;
		}
		debug("Token given up, since Salesforce has ended its session");
		return true;
	}

	/**
	 * Return the token in hand without waiting, and start its renewal where it is due.
	 */
	@Nullable SalesforceAccessToken current() {
		return current(null);
	}

	/**
	 * Return the token in hand without waiting, and start its renewal where it is due.
	 * @param cause the observation of the call, where the thread does not know it
	 */
	@Nullable SalesforceAccessToken current(@Nullable Observation cause) {
		Held held = this.held;
		if (held == null) {
			return null;
		}
		long now = this.clock.millis();
		return (now < held.renewAt()) ? held.token() : renewing(held, now, cause);
	}

	/**
	 * Give up a token that Salesforce has answered with a dead session.
	 * @param uri the URI of the call that was answered so
	 * @return the URI for the next session, whose instance may be another
	 */
	URI replace(URI uri, SalesforceAccessToken token) {
		invalidate(token);
		return this.trustedOrigins.relativize(uri, token.getInstanceUrl());
	}

	CallRules calls() {
		return this.calls;
	}

	/**
	 * Resolve the URI of a request against the instance URL of a token.
	 * @throws UntrustedOriginException if the token may not go there
	 */
	URI resolve(URI uri, SalesforceAccessToken token) {
		try {
			return this.trustedOrigins.resolve(uri, token.getInstanceUrl());
		}
		catch (UntrustedOriginException ex) {
			this.events.untrustedOriginBlocked(ex);
			throw ex;
		}
	}

	CallObservation callObservation() {
		return this.callObservation;
	}

	SessionEvents events() {
		return this.events;
	}

	private @Nullable SalesforceAccessToken renewing(Held held, long now, @Nullable Observation cause) {
		LoginFailure failure = this.failure;
		boolean usable = now < held.endsAt() || this.renewed == held || (failure != null && failure.isTransient());
		if (usable && this.renewed != held && !isBarred(failure, now)) {
			login(false, false, (cause != null) ? cause : this.callObservation.current());
		}
		return usable ? held.token() : null;
	}

	/**
	 * Whether a failure forbids another login for the time being. A refusal does not
	 * outlive the key that was refused: whether it has changed is looked up aside, since
	 * this thread may be one that must not block.
	 */
	private boolean isBarred(@Nullable LoginFailure failure, long now) {
		if (failure == null || now >= failure.until()) {
			return false;
		}
		if (failure.isTransient() || now - this.credentialComparedAt < CREDENTIAL_COMPARISON_INTERVAL.toMillis()) {
			return true;
		}
		this.credentialComparedAt = now;
		try {
			this.executor.execute(() -> forgetIfCredentialChanged(failure));
		}
		catch (RuntimeException | Error ex) {
			debug("The key is not looked up, since no thread can be had");
		}
		return this.failure == failure;
	}

	private void forgetIfCredentialChanged(LoginFailure failure) {
		if (!failure.credential().equals(this.login.credential())) {
			synchronized (this.monitor) {
				this.failure = (this.failure != failure) ? this.failure : null;
			}
		}
	}

	/**
	 * Join the login that runs, or start one.
	 * @param anew whether the token in hand is to be replaced in any case
	 * @param despiteFailure whether a remembered failure does not matter
	 * @param cause the call that needs the login
	 */
	private CompletableFuture<SalesforceAccessToken> login(boolean anew, boolean despiteFailure,
			@Nullable Observation cause) {
		CompletableFuture<SalesforceAccessToken> login = new CompletableFuture<>();
		LoginFailure failure = this.failure;
		boolean barred = !despiteFailure && isBarred(failure, this.clock.millis());
		synchronized (this.monitor) {
			if (this.running != null) {
				return this.running;
			}
			Held held = this.held;
			long now = this.clock.millis();
			if (!anew && held != null && now < held.renewAt()) {
				return CompletableFuture.completedFuture(held.token());
			}
			LoginFailure latest = this.failure;
			if (latest != null && (barred || latest != failure) && !despiteFailure) {
				return CompletableFuture.failedFuture(latest.cause());
			}
			this.running = login;
			this.renewed = (held != null && now < held.endsAt()) ? held : null;
		}
		debug(anew ? "Login starts, as was asked for" : "Login starts");
		try {
			this.executor.execute(() -> run(login, cause));
		}
		catch (RuntimeException | Error ex) {
			this.events.publish(fail(login, ex, this.clock.instant(), ""));
		}
		return login;
	}

	private void run(CompletableFuture<SalesforceAccessToken> login, @Nullable Observation cause) {
		Instant start = this.clock.instant();
		String credential = "";
		AtomicReference<@Nullable Published> published = new AtomicReference<>();
		try {
			credential = this.login.credential();
			LoginObservation.observe(this.observationRegistry, this.registration.getId(), cause,
					() -> published.set(logIn(start)));
		}
		catch (Throwable ex) {
			if (published.get() == null) {
				this.events.publish(fail(login, ex, start, credential));
				return;
			}
			logger.warn("An observation handler failed after a login to the Salesforce org '"
					+ this.registration.getId() + "'", ex);
		}
		Published result = published.get();
		if (result != null) {
			login.complete(result.token());
			this.events.publish(result.event());
		}
	}

	private Published logIn(Instant start) {
		return this.loginRetries.run(() -> {
			long invalidationsBefore = invalidations();
			return publish(this.login.get(), invalidationsBefore, start);
		});
	}

	private long invalidations() {
		synchronized (this.monitor) {
			return this.invalidated.count();
		}
	}

	/**
	 * Make a token the current one.
	 * @return the token, or {@code null} if it was invalidated while this login ran, so
	 * that another login is due
	 */
	private @Nullable Published publish(SalesforceAccessToken token, long invalidationsBefore, Instant start) {
		synchronized (this.monitor) {
			long now = this.clock.millis();
			if (this.invalidated.contains(token, now)) {
				if (this.invalidated.isAddedSince(token, invalidationsBefore)) {
					return null;
				}
				throw SalesforceLoginException.sameToken(this.registration.getId());
			}
			SalesforceSessionEvent event = this.events.loggedIn(token, start, this.held == null);
			this.held = Held.of(token, now, this.registration.getTokenLifetime());
			this.failure = null;
			this.running = null;
			this.renewed = null;
			return new Published(token, event);
		}
	}

	private SalesforceSessionEvent fail(CompletableFuture<SalesforceAccessToken> login, Throwable ex, Instant start,
			String credential) {
		try {
			synchronized (this.monitor) {
				this.running = null;
				this.renewed = null;
				this.failure = LoginFailure.after(this.failure, ex, credential, this.clock.millis());
				return this.events.loginFailed(ex, start);
			}
		}
		finally {
			login.completeExceptionally(ex);
		}
	}

	/**
	 * A token past its lifetime may well be alive: use it while nothing definite speaks
	 * against it.
	 */
	private SalesforceAccessToken tokenDespite(Throwable ex) {
		Held held = this.held;
		if (held != null && LoginFailure.isTransient(ex)) {
			debug("Token used past its lifetime, since logins fail for the time being");
			return held.token();
		}
		throw SalesforceLoginException.forCaller(this.registration.getId(), ex);
	}

	private void debug(String decision) {
		if (logger.isDebugEnabled()) {
			logger.debug("Salesforce org '" + this.registration.getId() + "': " + decision);
		}
	}

	/**
	 * The current token, and the milliseconds of the clock at which it is to be renewed
	 * and at which its lifetime ends.
	 */
	private record Held(SalesforceAccessToken token, long renewAt, long endsAt) {

		static Held of(SalesforceAccessToken token, long now, Duration lifetime) {
			double share = ThreadLocalRandom.current().nextDouble(MIN_RENEWAL_SHARE, MAX_RENEWAL_SHARE);
			long millis = lifetime.toMillis();
			return new Held(token, now + (long) (millis * share), now + millis);
		}

	}

	private record Published(SalesforceAccessToken token, SalesforceSessionEvent event) {
	}

	/**
	 * Builds a {@link SalesforceSession}.
	 */
	public static final class Builder {

		private final SalesforceRegistration registration;

		private @Nullable SigningKeys signingKeys;

		private @Nullable ClientHttpRequestFactory requestFactory;

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private SalesforceRetryPolicy loginRetry = SalesforceRetryPolicy.LOGIN_DEFAULTS;

		private SalesforceRetryPolicy apiRetry = SalesforceRetryPolicy.API_DEFAULTS;

		private Set<HttpMethod> retriedMethods = CallRules.SAFE_METHODS;

		private @Nullable Double quotaStopAt;

		private Clock clock = Clock.systemUTC();

		private final List<SalesforceSessionListener> listeners = new ArrayList<>();

		private Builder(SalesforceRegistration registration) {
			this.registration = registration;
		}

		/**
		 * Set the keys that sign assertions.
		 * @param signingKeys the keys, or {@code null} for client credentials
		 * @return this builder
		 */
		public Builder signingKeys(@Nullable SigningKeys signingKeys) {
			this.signingKeys = signingKeys;
			return this;
		}

		/**
		 * Set what sends token requests.
		 * @param requestFactory a factory that follows no redirect and needs no thread
		 * pool that callers of the session may fill
		 * @return this builder
		 */
		public Builder requestFactory(ClientHttpRequestFactory requestFactory) {
			this.requestFactory = requestFactory;
			return this;
		}

		/**
		 * Set where logins are observed.
		 * @param observationRegistry the registry; by default none
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = observationRegistry;
			return this;
		}

		/**
		 * Set how a login is tried again.
		 * @param loginRetry the policy; by default
		 * {@link SalesforceRetryPolicy#LOGIN_DEFAULTS}
		 * @return this builder
		 */
		public Builder loginRetry(SalesforceRetryPolicy loginRetry) {
			this.loginRetry = loginRetry;
			return this;
		}

		/**
		 * Set how API calls are tried again, and which.
		 * @param apiRetry the policy; by default
		 * {@link SalesforceRetryPolicy#API_DEFAULTS}
		 * @param methods the methods that are sent again without being asked; by default
		 * GET and HEAD
		 * @return this builder
		 * @see SalesforceRequestAttributes#retry(boolean)
		 */
		public Builder apiRetry(SalesforceRetryPolicy apiRetry, Set<HttpMethod> methods) {
			this.apiRetry = apiRetry;
			this.retriedMethods = methods;
			return this;
		}

		/**
		 * Set the share of the daily API calls past which calls fail fast.
		 * @param quotaStopAt the share, such as 0.9, or {@code null} for none
		 * @return this builder
		 */
		public Builder quotaStopAt(@Nullable Double quotaStopAt) {
			this.quotaStopAt = quotaStopAt;
			return this;
		}

		/**
		 * Set the clock.
		 * @param clock the clock; by default the system's
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Add a listener.
		 * @param listener is told what happens to the session
		 * @return this builder
		 */
		public Builder listener(SalesforceSessionListener listener) {
			this.listeners.add(listener);
			return this;
		}

		/**
		 * Build the session.
		 * @return the session
		 * @throws IllegalArgumentException if the request factory is missing, or the keys
		 * where the grant needs them
		 */
		public SalesforceSession build() {
			Assert.notNull(this.requestFactory, "'requestFactory' must be set");
			TrustedOrigins trustedOrigins = new TrustedOrigins(this.registration);
			SessionEvents events = new SessionEvents(this.registration.getId(), this.clock, this.listeners);
			CallRules calls = new CallRules(this.registration.getId(), this.apiRetry, this.retriedMethods,
					new ApiQuota(this.registration.getId(), this.quotaStopAt, this.clock), events, this.clock,
					Sleeper.THREAD);
			SalesforceLogin login = new SalesforceLogin(this.registration, this.signingKeys,
					new TokenEndpoint(this.requestFactory, this.observationRegistry, events), trustedOrigins, events,
					this.clock);
			String threadName = "salesforce-login-" + this.registration.getId();
			return new SalesforceSession(this.registration, trustedOrigins, login,
					new LoginRetries(this.loginRetry, this.clock, Sleeper.THREAD), (task) -> {
						Thread thread = new Thread(task, threadName);
						thread.setDaemon(true);
						thread.start();
					}, calls, this.observationRegistry, events);
		}

	}

}
