package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

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
 * The state of a session, which one login at a time replaces, however many callers need
 * it.
 */
final class SessionLogins {

	private static final Log logger = LogFactory.getLog(SessionLogins.class);

	private final LoginRunner logins;

	private final Clock clock;

	private final Ticker ticker;

	private final SessionEvents events;

	private final Object monitor = new Object();

	/** Read by every call, written under the monitor. */
	private volatile SessionState state = SessionState.INITIAL;

	private final InvalidSessionPolicy invalidSessions;

	private final FailureMemory failures;

	SessionLogins(LoginRunner logins, Clock clock, Ticker ticker, SessionEvents events) {
		this.logins = logins;
		this.clock = clock;
		this.ticker = ticker;
		this.events = events;
		this.invalidSessions = new InvalidSessionPolicy(ticker);
		this.failures = new FailureMemory(logins, ticker, this::replace);
	}

	SessionState state() {
		return this.state;
	}

	/**
	 * Whether the failure of the last login prevents another one for the time being.
	 */
	boolean arePrevented(SessionState state) {
		return this.failures.prevents(state.failure());
	}

	/**
	 * Evaluate an answer that calls the session invalid, and give up its token if a login
	 * should find out whether the session is still valid.
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
		debug(verdict.giveUp() ? "Token given up: a login will show whether Salesforce has ended its session"
				: "Token kept, although an answer reports its session as invalid");
		return verdict;
	}

	/**
	 * Whether a login may check that the session of a token is still valid, although no
	 * answer has called it invalid. If so, the next login is taken for that one.
	 */
	boolean mayVerify(SalesforceAccessToken token) {
		synchronized (this.monitor) {
			SessionState state = this.state;
			return state.isCurrent(token) && !state.isFailureRemembered(this.ticker.millis())
					&& this.invalidSessions.verify(token, this.logins.isAvailable());
		}
	}

	/**
	 * Whether it matters that a call has succeeded. Costs one volatile read.
	 */
	boolean awaitsSuccess() {
		return this.invalidSessions.isPaused();
	}

	/**
	 * Record a call that succeeded.
	 * @param startedAt when it was sent, in milliseconds of the ticker
	 */
	void succeeded(SalesforceAccessToken token, URI target, long startedAt) {
		this.invalidSessions.succeeded(token, target, startedAt);
	}

	/**
	 * Join the login that runs, or start one.
	 * @param forced whether neither a fresh token nor a remembered failure matters
	 */
	CompletableFuture<SalesforceAccessToken> join(boolean forced, @Nullable Observation cause) {
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

	private boolean replace(LoginFailure failure, @Nullable LoginFailure replacement) {
		synchronized (this.monitor) {
			if (this.state.failure() != failure) {
				return false;
			}
			this.state = this.state.withFailure(replacement);
			return true;
		}
	}

	void debug(String decision) {
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
			long givenUpBefore = SessionLogins.this.invalidSessions.givenUpCount();
			SalesforceAccessToken token = source.get(purpose(this.forced));
			SalesforceSessionEvent event = loggedIn(token, givenUpBefore, start);
			return (event == null) ? null : () -> {
				this.login.complete(token);
				SessionLogins.this.events.publish(event);
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
			SessionLogins.this.events.publish(event);
		}

	}

}
