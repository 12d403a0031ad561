package io.github.salesforcejwt.test;

import java.time.Duration;

import io.github.salesforcejwt.test.internal.http.Reply;

/**
 * A failure of a call. Created by {@link Faults}.
 *
 * @see SalesforceOrg#failNext
 */
public final class Fault {

	private final Reply reply;

	Fault(Reply reply) {
		this.reply = reply;
	}

	/**
	 * Delay the fault.
	 * @param delay how long the caller waits for it
	 * @return the delayed fault
	 */
	public Fault after(Duration delay) {
		return new Fault(this.reply.after(delay));
	}

	/**
	 * Add a header, for example to make the fault recognizable or to ask for a pause.
	 * @param name the name
	 * @param value the value
	 * @return the fault with the header, if it is an answer
	 */
	public Fault header(String name, String value) {
		return new Fault(this.reply.withHeader(name, value));
	}

	/**
	 * Add {@code Retry-After}.
	 * @param delay the time to wait, sent in whole seconds
	 * @return the fault with the header, if it is an answer
	 */
	public Fault retryAfter(Duration delay) {
		return header("Retry-After", String.valueOf(delay.toSeconds()));
	}

	/**
	 * Let the body arrive slowly, byte by byte.
	 * @param duration how long it takes from its first byte to its last
	 * @return the slow fault
	 */
	public Fault trickling(Duration duration) {
		return new Fault(this.reply.trickling(duration));
	}

	Reply reply() {
		return this.reply;
	}

}
