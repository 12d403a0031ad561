package io.github.salesforcejwt.test.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * What a test has in store for the next calls and logins of an org.
 */
public final class Script {

	private final Deque<Reply> calls = new ArrayDeque<>();

	private final Deque<Reply> logins = new ArrayDeque<>();

	private Duration loginDelay = Duration.ZERO;

	private Duration callDelay = Duration.ZERO;

	private @Nullable OAuthError refusal;

	public synchronized void nextCalls(int count, Reply reply) {
		for (int i = 0; i < count; i++) {
			this.calls.add(reply);
		}
	}

	public synchronized void nextLogins(int count, Reply reply) {
		for (int i = 0; i < count; i++) {
			this.logins.add(reply);
		}
	}

	public synchronized void delayLogins(Duration delay) {
		this.loginDelay = delay;
	}

	public synchronized void delayCalls(Duration delay) {
		this.callDelay = delay;
	}

	public synchronized void refuseLogins(@Nullable OAuthError refusal) {
		this.refusal = refusal;
	}

	synchronized @Nullable OAuthError refusal() {
		return this.refusal;
	}

	synchronized Reply takeCall() {
		Reply reply = this.calls.poll();
		return ((reply != null) ? reply : Reply.usual()).after(this.callDelay);
	}

	synchronized Reply takeLogin() {
		Reply reply = this.logins.poll();
		return ((reply != null) ? reply : Reply.usual()).after(this.loginDelay);
	}

	public synchronized void clear() {
		this.calls.clear();
		this.logins.clear();
		this.loginDelay = Duration.ZERO;
		this.callDelay = Duration.ZERO;
		this.refusal = null;
	}

}
