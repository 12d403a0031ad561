package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.salesforcejwt.test.internal.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What a test has in store for the next calls and logins of an org.
 */
public final class Script {

	private final Deque<Reply> calls = new ArrayDeque<>();

	private final Deque<Reply> logins = new ArrayDeque<>();

	private Duration loginDelay = Duration.ZERO;

	private Duration callDelay = Duration.ZERO;

	private @Nullable Refusal refusal;

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

	public synchronized void refuseLogins(@Nullable Refusal refusal) {
		this.refusal = refusal;
	}

	public synchronized @Nullable Refusal refusal() {
		return this.refusal;
	}

	public synchronized Reply takeCall() {
		Reply reply = this.calls.poll();
		return ((reply != null) ? reply : Reply.usual()).after(this.callDelay);
	}

	public synchronized Reply takeLogin() {
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

	/**
	 * How each login is refused that would have succeeded.
	 *
	 * @param error the code
	 * @param description the description
	 */
	public record Refusal(String error, String description) {
	}

}
