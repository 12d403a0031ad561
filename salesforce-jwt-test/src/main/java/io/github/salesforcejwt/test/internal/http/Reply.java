package io.github.salesforcejwt.test.internal.http;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller, and when.
 *
 * @param response the answer, or {@code null} for none and for the usual one
 * @param connection what happens to the connection
 * @param delay how long the answer is held back
 * @param trickle how long the body takes to arrive, byte by byte
 */
public record Reply(@Nullable ApiResponse response, Connection connection, Duration delay, Duration trickle) {

	public static Reply of(ApiResponse response) {
		return new Reply(response, Connection.KEPT, Duration.ZERO, Duration.ZERO);
	}

	public static Reply reset() {
		return new Reply(null, Connection.RESET, Duration.ZERO, Duration.ZERO);
	}

	/** The connection is closed in place of an answer. */
	public static Reply closed() {
		return new Reply(null, Connection.CLOSED, Duration.ZERO, Duration.ZERO);
	}

	public static Reply usual() {
		return new Reply(null, Connection.KEPT, Duration.ZERO, Duration.ZERO);
	}

	public Reply after(Duration more) {
		return new Reply(this.response, this.connection, this.delay.plus(more), this.trickle);
	}

	public Reply trickling(Duration more) {
		return new Reply(this.response, this.connection, this.delay, this.trickle.plus(more));
	}

	/**
	 * Leave the answer to an endpoint, if this is the usual one.
	 * @param usual what gives the usual answer
	 * @return this reply, or the usual one as late and as slow as this one
	 */
	public Reply orElse(Supplier<Reply> usual) {
		return (this.response == null && this.connection == Connection.KEPT)
				? usual.get().after(this.delay).trickling(this.trickle) : this;
	}

	public Reply withHeader(String name, String value) {
		return (this.response != null)
				? new Reply(Answers.withHeader(this.response, name, value), this.connection, this.delay, this.trickle)
				: this;
	}

	/**
	 * Print the status and the code of an error, never the body.
	 */
	@Override
	public String toString() {
		String text = switch (this.connection) {
			case RESET -> "connection reset";
			case CLOSED -> "connection closed";
			case KEPT -> (this.response != null) ? Answers.summary(this.response) : "the usual answer";
		};
		return this.delay.isZero() ? text : text + " after " + Durations.format(this.delay);
	}

	/**
	 * What happens to the connection.
	 */
	public enum Connection {

		/**
		 * It carries the answer.
		 */
		KEPT,

		/**
		 * It is reset in place of an answer.
		 */
		RESET,

		/**
		 * It is closed in place of an answer.
		 */
		CLOSED

	}

}
