package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;

/**
 * A session with its access token. The timeout of an opaque token is sliding, but only a
 * use in its second half extends it, so a token can expire half a timeout after its last
 * use. The expiry of a JWT is fixed.
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

	/** Whether the token was never valid: issued, but refused by each API call. */
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
