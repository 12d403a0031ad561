package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;
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

	/**
	 * Renewal starts somewhere between these shares of a token's lifetime, so that many
	 * instances of an application do not log in at the same moment.
	 */
	private static final double EARLIEST_RENEWAL = 0.75;

	private static final double LATEST_RENEWAL = 0.9;

	private final SalesforceRegistration registration;

	private final TrustedOrigins trustedOrigins;

	private final Supplier<SalesforceAccessToken> login;

	private final Executor executor;

	private final Clock clock;

	private final CallRules calls;

	private final LongAdder logins = new LongAdder();

	private final Object monitor = new Object();

	/** Read by every call, written under the monitor. */
	private volatile @Nullable Held held;

	/** Guarded by the monitor. */
	private @Nullable CompletableFuture<SalesforceAccessToken> running;

	/** Guarded by the monitor. */
	private @Nullable Invalidated invalidated;

	/** Guarded by the monitor. */
	private long invalidations;

	private volatile @Nullable Failure failure;

	SalesforceSession(SalesforceRegistration registration, TrustedOrigins trustedOrigins,
			Supplier<SalesforceAccessToken> login, Executor executor, Clock clock, CallRules calls) {
		this.registration = registration;
		this.trustedOrigins = trustedOrigins;
		this.login = login;
		this.executor = executor;
		this.clock = clock;
		this.calls = calls;
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
		return this.logins.sum();
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
		CompletableFuture<SalesforceAccessToken> login = login();
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
	 * the login to the others.
	 */
	public CompletableFuture<SalesforceAccessToken> accessTokenAsync() {
		SalesforceAccessToken token = current();
		if (token != null) {
			return CompletableFuture.completedFuture(token);
		}
		return login().handle((loggedIn, ex) -> (ex != null) ? tokenDespite(ex) : loggedIn);
	}

	/**
	 * Give up a token that Salesforce has answered with a dead session. Does nothing
	 * where the current token is another one already, so that late answers do no harm.
	 * @param token the token that was refused
	 * @return whether it was the current one
	 */
	public boolean invalidate(SalesforceAccessToken token) {
		synchronized (this.monitor) {
			long until = this.clock.millis() + this.registration.getTokenLifetime().toMillis();
			this.invalidations++;
			this.invalidated = new Invalidated(token.getTokenValue(), until);
			Held held = this.held;
			if (held == null || !held.token().getTokenValue().equals(token.getTokenValue())) {
				return false;
			}
			this.held = null;
			return true;
		}
	}

	/**
	 * Return the token in hand without waiting, and start its renewal where it is due.
	 */
	@Nullable SalesforceAccessToken current() {
		Held held = this.held;
		if (held == null) {
			return null;
		}
		long now = this.clock.millis();
		return (now < held.renewAt()) ? held.token() : renewing(held, now);
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
		return this.trustedOrigins.resolve(uri, token.getInstanceUrl());
	}

	private @Nullable SalesforceAccessToken renewing(Held held, long now) {
		Failure failure = this.failure;
		boolean usable = now < held.endsAt() || (failure != null && failure.isTransient());
		if (usable && (failure == null || now >= failure.until())) {
			login();
		}
		return usable ? held.token() : null;
	}

	/**
	 * Join the login that runs, or start one.
	 */
	private CompletableFuture<SalesforceAccessToken> login() {
		CompletableFuture<SalesforceAccessToken> login = new CompletableFuture<>();
		synchronized (this.monitor) {
			if (this.running != null) {
				return this.running;
			}
			long now = this.clock.millis();
			Held held = this.held;
			if (held != null && now < held.renewAt()) {
				return CompletableFuture.completedFuture(held.token());
			}
			Failure failure = this.failure;
			if (failure != null && now < failure.until()) {
				return CompletableFuture.failedFuture(failure.cause());
			}
			this.running = login;
		}
		try {
			this.executor.execute(() -> run(login));
		}
		catch (RuntimeException | Error ex) {
			fail(login, ex);
		}
		return login;
	}

	private void run(CompletableFuture<SalesforceAccessToken> login) {
		try {
			SalesforceAccessToken token = null;
			while (token == null) {
				long invalidationsBefore = invalidations();
				token = publish(this.login.get(), invalidationsBefore);
			}
			login.complete(token);
		}
		catch (Throwable ex) {
			fail(login, ex);
		}
	}

	private long invalidations() {
		synchronized (this.monitor) {
			return this.invalidations;
		}
	}

	/**
	 * Make a token the current one.
	 * @return the token, or {@code null} if it was invalidated while this login ran, so
	 * that another login is due
	 */
	private @Nullable SalesforceAccessToken publish(SalesforceAccessToken token, long invalidationsBefore) {
		synchronized (this.monitor) {
			long now = this.clock.millis();
			this.logins.increment();
			Invalidated invalidated = this.invalidated;
			if (invalidated != null && now < invalidated.until()
					&& invalidated.tokenValue().equals(token.getTokenValue())) {
				if (this.invalidations != invalidationsBefore) {
					return null;
				}
				throw SalesforceLoginException.sameToken(this.registration.getId());
			}
			this.held = Held.of(token, now, this.registration.getTokenLifetime());
			this.failure = null;
			this.running = null;
			return token;
		}
	}

	private void fail(CompletableFuture<SalesforceAccessToken> login, Throwable ex) {
		synchronized (this.monitor) {
			this.failure = Failure.after(this.failure, ex, this.clock.millis());
			this.running = null;
		}
		login.completeExceptionally(ex);
	}

	/**
	 * A token past its lifetime may well be alive: use it while nothing definite speaks
	 * against it.
	 */
	private SalesforceAccessToken tokenDespite(Throwable ex) {
		Held held = this.held;
		if (held != null && isTransient(ex)) {
			return held.token();
		}
		throw SalesforceLoginException.forCaller(this.registration.getId(), ex);
	}

	private static boolean isTransient(Throwable ex) {
		return ex instanceof SalesforceLoginException login && login.isTransient();
	}

	/**
	 * The current token, and the milliseconds of the clock at which it is to be renewed
	 * and at which its lifetime ends.
	 */
	private record Held(SalesforceAccessToken token, long renewAt, long endsAt) {

		static Held of(SalesforceAccessToken token, long now, Duration lifetime) {
			double share = ThreadLocalRandom.current().nextDouble(EARLIEST_RENEWAL, LATEST_RENEWAL);
			long millis = lifetime.toMillis();
			return new Held(token, now + (long) (millis * share), now + millis);
		}

	}

	/**
	 * The last token that was invalidated, refused until then when a login returns it.
	 * The end lets a session heal by itself where the refusal was not the token's fault.
	 */
	private record Invalidated(String tokenValue, long until) {
	}

	private record Failure(Throwable cause, int count, long until) {

		static Failure after(@Nullable Failure previous, Throwable cause, long now) {
			int count = (previous != null) ? previous.count() + 1 : 1;
			Duration pause = Duration.ofSeconds(isTransientFailure(cause) ? 1 : 5)
				.multipliedBy(1L << Math.min(count, 7) - 1);
			return new Failure(cause, count, now + pause.toMillis());
		}

		boolean isTransient() {
			return isTransientFailure(this.cause);
		}

		private static boolean isTransientFailure(Throwable cause) {
			return SalesforceSession.isTransient(cause);
		}

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
		 * Build the session.
		 * @return the session
		 * @throws IllegalArgumentException if the request factory is missing, or the keys
		 * where the grant needs them
		 */
		public SalesforceSession build() {
			Assert.notNull(this.requestFactory, "'requestFactory' must be set");
			TrustedOrigins trustedOrigins = new TrustedOrigins(this.registration);
			SalesforceLogin login = new SalesforceLogin(this.registration, this.signingKeys,
					new TokenEndpoint(this.requestFactory, this.observationRegistry), trustedOrigins, this.clock);
			String threadName = "salesforce-login-" + this.registration.getId();
			return new SalesforceSession(this.registration, trustedOrigins, login, (task) -> {
				Thread thread = new Thread(task, threadName);
				thread.setDaemon(true);
				thread.start();
			}, this.clock, new CallRules(this.registration.getId(), this.apiRetry, this.retriedMethods,
					this.quotaStopAt, this.clock, Sleeper.THREAD));
		}

	}

}
