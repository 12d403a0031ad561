package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates answers that call the session invalid. Salesforce returns the identical token
 * while its session is valid, so a login that returns the same token shows that the
 * answer was stray, or came from the endpoint itself. From then on such answers start no
 * login for a pause, which grows with each login of that kind.
 * <p>
 * Guarded by the monitor of the session, except for {@link #succeeded} and
 * {@link #givenUpCount}.
 */
final class InvalidSessionPolicy {

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

	private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

	/** A session that ends is replaced within 30 seconds, the login included. */
	private static final Duration MAX_PAUSE_WITHOUT_SUCCESS = Duration.ofSeconds(25);

	/** After this time without such an answer, the next pause is the first one again. */
	private static final Duration MEMORY = Duration.ofMinutes(10);

	/**
	 * The class of an Apex REST call may have run, unless the session is so old that it
	 * may have expired.
	 */
	private static final Duration MIN_AGE_TO_REPLAY_APEX = Duration.ofMinutes(5);

	private static final int MAX_DOUBLINGS = 10;

	private final Ticker ticker;

	/** When the last login succeeded. */
	private long loggedInAt;

	/** Whether a pause has started since then: each login starts no more than one. */
	private boolean pauseStarted;

	/** The token that was given up last, and the number of all of them. */
	private @Nullable GivenUp givenUp;

	private volatile long givenUpCount;

	/**
	 * Whether the login in progress checks a session that no answer has called invalid.
	 */
	private boolean verifying;

	/** Read by each call that succeeds. */
	private volatile @Nullable Pause pause;

	InvalidSessionPolicy(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Evaluate an answer that calls the session invalid.
	 * @param isCurrent whether its token is still the current one
	 * @param mayLogIn whether the login budget has a login left; without one, nothing can
	 * be evaluated
	 */
	Verdict weigh(SessionRefusal refusal, boolean isCurrent, boolean mayLogIn) {
		if (refusal.isOfApex() && refusal.empty()) {
			return Verdict.KEEP_AND_DELIVER;
		}
		long now = this.ticker.millis();
		noteRefusal(now);
		if (refusal.isOfReplay()) {
			if (isCurrent && refusal.isOfReplacement()) {
				startPause(refusal.token().getTokenValue(), now);
			}
			return Verdict.KEEP_AND_DELIVER;
		}
		if (!isCurrent) {
			return new Verdict(false, replay(refusal));
		}
		if (!mayLogIn || isPaused(refusal.token(), now)) {
			return new Verdict(false, refusal.isOfApex() ? Replay.NEVER : Replay.ALWAYS);
		}
		boolean old = now - this.loggedInAt > MIN_AGE_TO_REPLAY_APEX.toMillis();
		this.givenUp = new GivenUp(refusal.token().getTokenValue(), this.givenUpCount + 1, old, refusal.isOfApex());
		this.givenUpCount++;
		return new Verdict(true, replay(refusal));
	}

	private Replay replay(SessionRefusal refusal) {
		if (!refusal.isOfApex()) {
			return Replay.ALWAYS;
		}
		GivenUp givenUp = this.givenUp;
		return (givenUp != null && givenUp.is(refusal.token()) && givenUp.old()) ? Replay.IF_REPLACED : Replay.NEVER;
	}

	/**
	 * Whether a login may check that the session of the current token is still valid,
	 * although no answer has called it invalid: the same pause limits such logins. The
	 * token stays in use meanwhile.
	 * @param mayLogIn whether the login budget has a login left
	 */
	boolean verify(SalesforceAccessToken token, boolean mayLogIn) {
		long now = this.ticker.millis();
		noteRefusal(now);
		this.verifying = mayLogIn && !isPaused(token, now);
		return this.verifying;
	}

	/**
	 * Return the token that was given up last.
	 */
	@Nullable String givenUpToken() {
		GivenUp givenUp = this.givenUp;
		return (givenUp != null) ? givenUp.token() : null;
	}

	/**
	 * Return how many tokens were given up so far.
	 */
	long givenUpCount() {
		return this.givenUpCount;
	}

	/**
	 * Whether a token was given up after a login had started, which may therefore have
	 * returned it before its session ended.
	 * @param count what {@link #givenUpCount()} returned when the login started
	 */
	boolean isGivenUpSince(SalesforceAccessToken token, long count) {
		GivenUp givenUp = this.givenUp;
		return givenUp != null && givenUp.is(token) && givenUp.number() > count;
	}

	/**
	 * Record a login.
	 * @param replacement whether the token before was given up
	 * @return whether its session lives on, since the login returned it again
	 */
	boolean loggedIn(SalesforceAccessToken token, boolean replacement) {
		this.loggedInAt = this.ticker.millis();
		this.pauseStarted = false;
		GivenUp givenUp = replacement ? this.givenUp : null;
		boolean same = givenUp != null && givenUp.is(token);
		// no replay will show whether a class has an answer of its own
		boolean youngOfApex = givenUp != null && givenUp.ofApex() && !givenUp.old();
		if (same || youngOfApex || this.verifying) {
			startPause(token.getTokenValue(), this.loggedInAt);
		}
		this.verifying = false;
		return same;
	}

	void loginFailed() {
		this.verifying = false;
	}

	/**
	 * Whether there is a pause, which each call that succeeds prolongs.
	 */
	boolean isPaused() {
		return this.pause != null;
	}

	/**
	 * Record a call that succeeded.
	 * @param target where the call went
	 * @param startedAt when it was sent, in milliseconds of the ticker: its session lived
	 * then, and may have ended while it ran
	 */
	void succeeded(SalesforceAccessToken token, URI target, long startedAt) {
		Pause pause = this.pause;
		if (pause != null && pause.token.equals(token.getTokenValue()) && needsSession(target)) {
			pause.succeeded(startedAt);
		}
	}

	/**
	 * The list of versions needs no session.
	 */
	private static boolean needsSession(URI target) {
		String path = target.getRawPath();
		return path != null && !path.matches("/services/data/?");
	}

	private void noteRefusal(long now) {
		Pause pause = this.pause;
		if (pause != null && now - pause.lastRefusalAt >= MEMORY.toMillis()) {
			this.pause = null;
		}
		else if (pause != null) {
			pause.lastRefusalAt = now;
		}
	}

	private boolean isPaused(SalesforceAccessToken token, long now) {
		Pause pause = this.pause;
		return pause != null && pause.token.equals(token.getTokenValue()) && pause.lasts(now);
	}

	private void startPause(String token, long now) {
		Pause pause = this.pause;
		if (pause == null || !this.pauseStarted) {
			this.pause = new Pause(token, (pause != null) ? pause.count + 1 : 1, now);
			this.pauseStarted = true;
		}
	}

	/**
	 * What follows from an answer.
	 *
	 * @param giveUp whether the token is given up, so that a login shows whether its
	 * session is still valid
	 * @param replay whether the call is sent again
	 */
	record Verdict(boolean giveUp, Replay replay) {

		private static final Verdict KEEP_AND_DELIVER = new Verdict(false, Replay.NEVER);

	}

	/**
	 * Whether a call is sent again.
	 */
	enum Replay {

		/** With the current token, whichever that is by then. */
		ALWAYS,

		/** If the current token is another one by then. */
		IF_REPLACED,

		/** The answer goes to the caller. */
		NEVER

	}

	/**
	 * A token that was given up.
	 *
	 * @param token its value
	 * @param number which in the row it was
	 * @param old whether its session may have expired
	 * @param ofApex whether an Apex REST call was refused
	 */
	private record GivenUp(String token, long number, boolean old, boolean ofApex) {

		boolean is(SalesforceAccessToken token) {
			return this.token.equals(token.getTokenValue());
		}

	}

	/**
	 * Time in which no answer gives the current token up.
	 */
	private static final class Pause {

		private static final long SUCCESS_INTERVAL = Duration.ofSeconds(1).toMillis();

		private final String token;

		private final int count;

		private final long startedAt;

		private long lastRefusalAt;

		private volatile long lastSuccessAt;

		Pause(String token, int count, long now) {
			this.token = token;
			this.count = count;
			this.startedAt = now;
			this.lastRefusalAt = now;
			this.lastSuccessAt = now;
		}

		void succeeded(long startedAt) {
			// rarely, since many threads come here
			if (startedAt - this.lastSuccessAt >= SUCCESS_INTERVAL) {
				this.lastSuccessAt = startedAt;
			}
		}

		boolean lasts(long now) {
			long length = FIRST_PAUSE.toMillis() << Math.min(this.count - 1, MAX_DOUBLINGS);
			return now - this.startedAt < Math.min(length, MAX_PAUSE.toMillis())
					&& now - this.lastSuccessAt < MAX_PAUSE_WITHOUT_SUCCESS.toMillis();
		}

	}

}
