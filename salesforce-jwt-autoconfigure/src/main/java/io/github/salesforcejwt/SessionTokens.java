package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.salesforcejwt.InvalidSessionPolicy.Verdict;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SessionState.CurrentToken;
import io.github.salesforcejwt.SessionState.Phase;
import io.github.salesforcejwt.TokenSource.Purpose;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the current token of a session, and replaces it with one login at a time, however
 * many callers need it.
 */
final class SessionTokens {

	private static final Log logger = LogFactory.getLog(SessionTokens.class);

	private final String orgId;

	private final LoginRunner logins;

	private final Clock clock;

	private final Ticker ticker;

	private final CallObservation callObservation;

	private final SessionEvents events;

	private final Object monitor = new Object();

	/** Read by every call, written under the monitor. */
	private volatile SessionState state = SessionState.INITIAL;

	private final InvalidSessionPolicy invalidSessions;

	private final FailureMemory failures;

	SessionTokens(String orgId, LoginRunner logins, Clock clock, Ticker ticker, CallObservation callObservation,
			SessionEvents events) {
		this.orgId = orgId;
		this.logins = logins;
		this.clock = clock;
		this.ticker = ticker;
		this.callObservation = callObservation;
		this.events = events;
		this.invalidSessions = new InvalidSessionPolicy(ticker);
		this.failures = new FailureMemory(logins, ticker, this::replace);
	}

	/**
	 * Return the current token, whatever it is good for, without a login.
	 */
	@Nullable SalesforceAccessToken peek() {
		CurrentToken token = this.state.token();
		return (token != null) ? token.token() : null;
	}

	/**
	 * Whether a token is the current one.
	 */
	boolean isCurrent(SalesforceAccessToken token) {
		return token == peek();
	}

	/**
	 * Return the current token unless its renewal is due.
	 */
	@Nullable SalesforceAccessToken fresh() {
		CurrentToken token = this.state.token();
		return (token != null && this.clock.millis() < token.renewAt()) ? token.token() : null;
	}

	/**
	 * Whether the session would lose more than its token if it were forgotten now: a
	 * login that runs, or a refusal that keeps the next one away.
	 */
	boolean isBusy() {
		SessionState state = this.state;
		LoginFailure failure = state.failure();
		return state.login() != null || (failure != null && failure.isRemembered(this.ticker.millis()));
	}

	/**
	 * Whether there is a token within its lifetime.
	 */
	boolean isLive() {
		Phase phase = this.state.phase(this.clock.millis());
		return phase == Phase.FRESH || phase == Phase.STALE;
	}

	/**
	 * Return the current token without waiting, and start its renewal if it is due.
	 * @param cause the observation of the call, if the thread does not know it
	 */
	@Nullable SalesforceAccessToken current(@Nullable Observation cause) {
		SessionState state = this.state;
		CurrentToken token = state.token();
		if (token == null) {
			return null;
		}
		long now = this.clock.millis();
		return (now < token.renewAt()) ? token.token() : renewing(state, token.token(), now, cause);
	}

	private @Nullable SalesforceAccessToken renewing(SessionState state, SalesforceAccessToken token, long now,
			@Nullable Observation cause) {
		boolean usable = state.phase(now) == Phase.STALE || state.isRenewing() || state.isFailingTransiently();
		if (usable && !state.isRenewing() && !this.failures.prevents(state.failure())) {
			login(false, (cause != null) ? cause : this.callObservation.current());
		}
		return usable ? token : null;
	}

	/**
	 * Return a token, and wait for a login if there is none.
	 * @throws SalesforceLoginException if the login fails
	 */
	SalesforceAccessToken get() {
		SalesforceAccessToken token = current(null);
		if (token != null) {
			return token;
		}
		CompletableFuture<SalesforceAccessToken> login = login(false, this.callObservation.current());
		try {
			return login.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw SalesforceLoginException.interrupted(this.orgId, ex);
		}
		catch (ExecutionException ex) {
			return tokenDespite((ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	/**
	 * Return a token without waiting.
	 */
	CompletableFuture<SalesforceAccessToken> getAsync(@Nullable Observation cause) {
		SalesforceAccessToken token = current(cause);
		if (token != null) {
			return CompletableFuture.completedFuture(token);
		}
		return login(false, cause).handle((loggedIn, ex) -> (ex != null) ? tokenDespite(ex) : loggedIn);
	}

	/**
	 * Log in, even if the current token is fresh or a failure is remembered.
	 */
	CompletableFuture<SalesforceAccessToken> renew() {
		return login(true, this.callObservation.current()).handle((loggedIn, ex) -> {
			if (ex != null) {
				throw SalesforceLoginException.forCaller(this.orgId, ex);
			}
			return loggedIn;
		});
	}

	/**
	 * Weigh an answer that calls the session invalid, and give its token up if a login is
	 * to tell whether its session lives.
	 */
	Verdict refused(SessionRefusal refusal) {
		Verdict verdict;
		synchronized (this.monitor) {
			SessionState state = this.state;
			verdict = this.invalidSessions.weigh(refusal, state.isCurrent(refusal.token()), this.logins.isAvailable());
			if (verdict.giveUp()) {
				this.state = state.withoutToken();
			}
		}
		debug(verdict.giveUp() ? "Token given up: a login tells whether Salesforce has ended its session"
				: "Token kept, although an answer calls its session invalid");
		return verdict;
	}

	/**
	 * Let a login tell whether the session of a token lives, and where, although no
	 * answer has called it invalid. The token stays in use meanwhile, and if the login
	 * fails.
	 * @return completes when the login has ended, or at once if none is due; never fails
	 */
	CompletableFuture<@Nullable Void> verify(SalesforceAccessToken token) {
		synchronized (this.monitor) {
			SessionState state = this.state;
			if (!state.isCurrent(token) || state.isFailureRemembered(this.ticker.millis())
					|| !this.invalidSessions.verify(token, this.logins.isAvailable())) {
				return CompletableFuture.completedFuture(null);
			}
		}
		debug("Token kept: a login tells whether its session lives");
		return login(true, this.callObservation.current()).handle((loggedIn, ex) -> null);
	}

	/**
	 * Whether it matters that a call has succeeded. Costs one volatile read.
	 */
	boolean awaitsSuccess() {
		return this.invalidSessions.isPaused();
	}

	/**
	 * Take note of a call that succeeded.
	 * @param startedAt when it was sent, in milliseconds of the ticker
	 */
	void succeeded(SalesforceAccessToken token, URI target, long startedAt) {
		this.invalidSessions.succeeded(token, target, startedAt);
	}

	/**
	 * A token past its lifetime may still be valid: use it until a login is definitively
	 * refused.
	 */
	private SalesforceAccessToken tokenDespite(Throwable ex) {
		SalesforceAccessToken token = peek();
		if (token != null && LoginFailure.isTransient(ex)) {
			debug("Using an expired token because logins are failing temporarily");
			return token;
		}
		throw SalesforceLoginException.forCaller(this.orgId, ex);
	}

	private boolean replace(LoginFailure failure, @Nullable LoginFailure replacement) {
		synchronized (this.monitor) {
			if (this.state.failure() != failure) {
				return false;
			}
			this.state = this.state.withFailure(replacement);
			return true;
		}
	}

	/**
	 * Join the login that runs, or start one.
	 * @param forced whether neither a fresh token nor a remembered failure matters
	 */
	private CompletableFuture<SalesforceAccessToken> login(boolean forced, @Nullable Observation cause) {
		CompletableFuture<SalesforceAccessToken> login = new CompletableFuture<>();
		LoginFailure failure = this.state.failure();
		boolean barred = !forced && this.failures.prevents(failure);
		synchronized (this.monitor) {
			SessionState state = this.state;
			if (state.login() != null) {
				return state.login().future();
			}
			long now = this.clock.millis();
			if (!forced && state.token() != null && state.phase(now) == Phase.FRESH) {
				return CompletableFuture.completedFuture(state.token().token());
			}
			LoginFailure latest = state.failure();
			if (latest != null && (barred || latest != failure) && !forced) {
				return CompletableFuture.failedFuture(latest.cause());
			}
			this.state = state.withLogin(login, now);
		}
		debug(forced ? "Starting login (requested explicitly)" : "Starting login");
		this.logins.start(cause, new Outcome(login, forced));
		return login;
	}

	private Purpose purpose(boolean forced) {
		synchronized (this.monitor) {
			return new Purpose((this.state.token() == null) ? this.invalidSessions.givenUpToken() : null, forced);
		}
	}

	/**
	 * Make a token the current one.
	 * @param givenUpBefore how many tokens had been given up when the login started
	 * @return the event, or {@code null} if the token was given up while the login ran,
	 * so that another login is due
	 */
	private @Nullable SalesforceSessionEvent loggedIn(SalesforceAccessToken token, long givenUpBefore, Instant start) {
		synchronized (this.monitor) {
			if (this.invalidSessions.isGivenUpSince(token, givenUpBefore)) {
				return null;
			}
			boolean replacement = this.state.token() == null;
			boolean same = this.invalidSessions.loggedIn(token, replacement);
			this.state = this.state.loggedIn(CurrentToken.of(token, this.clock.millis()));
			return this.events.loggedIn(token, start,
					same ? LoginReason.CONFIRMATION : replacement ? LoginReason.REPLACEMENT : LoginReason.RENEWAL);
		}
	}

	private SalesforceSessionEvent loginFailed(Throwable ex, Instant start, String credential) {
		synchronized (this.monitor) {
			this.invalidSessions.loginFailed();
			this.state = this.state.loginFailed(ex, credential, this.ticker.millis());
			return this.events.loginFailed(ex, start);
		}
	}

	private void debug(String decision) {
		if (logger.isDebugEnabled()) {
			logger.debug(this.events.owner() + ": " + decision);
		}
	}

	/**
	 * Releases the callers of a login, then informs the listeners.
	 */
	private final class Outcome implements LoginRunner.Outcome {

		private final CompletableFuture<SalesforceAccessToken> login;

		private final boolean forced;

		Outcome(CompletableFuture<SalesforceAccessToken> login, boolean forced) {
			this.login = login;
			this.forced = forced;
		}

		@Override
		public @Nullable Runnable attempt(TokenSource source, Instant start) {
			long givenUpBefore = SessionTokens.this.invalidSessions.givenUpCount();
			SalesforceAccessToken token = source.get(purpose(this.forced));
			SalesforceSessionEvent event = loggedIn(token, givenUpBefore, start);
			return (event == null) ? null : () -> {
				this.login.complete(token);
				SessionTokens.this.events.publish(event);
			};
		}

		@Override
		public void failed(Throwable ex, Instant start, String credential) {
			SalesforceSessionEvent event;
			try {
				event = loginFailed(ex, start, credential);
			}
			finally {
				this.login.completeExceptionally(ex);
			}
			SessionTokens.this.events.publish(event);
		}

	}

}
