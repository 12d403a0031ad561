package io.github.salesforcejwt.test.internal.http;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller, and when.
 *
 * @param response the answer, or {@code null} for a scripted delay of the usual one
 * @param connectionReset whether the connection is reset in place of an answer
 * @param delay how long the answer is held back
 */
public record Reply(@Nullable ApiResponse response, boolean connectionReset, Duration delay) {

	public static Reply of(ApiResponse response) {
		return new Reply(response, false, Duration.ZERO);
	}

	public static Reply reset() {
		return new Reply(null, true, Duration.ZERO);
	}

	public static Reply usual() {
		return new Reply(null, false, Duration.ZERO);
	}

	public Reply after(Duration more) {
		return new Reply(this.response, this.connectionReset, this.delay.plus(more));
	}

	/**
	 * Leave the answer to an endpoint, if this is the usual one.
	 * @param usual what gives the usual answer
	 * @return this reply, or the usual one after this one's delay
	 */
	public Reply orElse(Supplier<Reply> usual) {
		return (this.response == null && !this.connectionReset) ? usual.get().after(this.delay) : this;
	}

	public Reply withHeader(String name, String value) {
		return (this.response != null)
				? new Reply(Answers.withHeader(this.response, name, value), this.connectionReset, this.delay) : this;
	}

}
