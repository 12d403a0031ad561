package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;

/**
 * A session with its access token. The time-out of an opaque token slides, but only a use
 * in its second half moves it, so that a token can die half a time-out after its last
 * use. That of a JWT does not slide.
 */
public final class Session {

	private final String token;

	private final User user;

	private final String scope;

	private final Duration timeout;

	private final Instant start;

	private final boolean stillborn;

	private final boolean sliding;

	private Instant lastActive;

	Session(String token, User user, String scope, Duration timeout, Instant start, boolean stillborn,
			boolean sliding) {
		this.token = token;
		this.user = user;
		this.scope = scope;
		this.timeout = timeout;
		this.start = start;
		this.stillborn = stillborn;
		this.sliding = sliding;
		this.lastActive = start;
	}

	public String token() {
		return this.token;
	}

	public User user() {
		return this.user;
	}

	public String scope() {
		return this.scope;
	}

	public Instant start() {
		return this.start;
	}

	/** Whether the token was never of use: handed out, and refused by each API call. */
	boolean stillborn() {
		return this.stillborn;
	}

	public synchronized Instant end() {
		return this.lastActive.plus(this.timeout);
	}

	/** Uses the session, and returns whether it was still alive. */
	synchronized boolean use(Instant now) {
		if (!now.isBefore(end())) {
			return false;
		}
		if (this.sliding && !now.isBefore(this.lastActive.plus(this.timeout.dividedBy(2)))) {
			this.lastActive = now;
		}
		return true;
	}

	/** Never prints the token. */
	@Override
	public String toString() {
		return "Session of " + this.user.username();
	}

}
