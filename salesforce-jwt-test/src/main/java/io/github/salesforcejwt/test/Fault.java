package io.github.salesforcejwt.test;

import java.time.Duration;

import io.github.salesforcejwt.test.internal.http.Reply;

/**
 * Something that goes wrong with a call. Made by {@link Faults}.
 *
 * @see SalesforceOrg#failNext
 */
public final class Fault {

	private final Reply reply;

	Fault(Reply reply) {
		this.reply = reply;
	}

	/**
	 * Let the same happen later.
	 * @param delay how long the caller waits for it
	 * @return the delayed fault
	 */
	public Fault after(Duration delay) {
		return new Fault(this.reply.after(delay));
	}

	Reply reply() {
		return this.reply;
	}

}
