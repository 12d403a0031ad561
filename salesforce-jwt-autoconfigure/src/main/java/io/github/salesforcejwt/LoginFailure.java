package io.github.salesforcejwt;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The last login's failure, remembered for a while in which no other login is made: the
 * longer, the more often it has come in a row.
 *
 * @param cause the failure
 * @param count how often failures of its kind came in a row
 * @param until the end of the while, in milliseconds of the clock
 * @param credential what the login was made with
 */
record LoginFailure(Throwable cause, int count, long until, String credential) {

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration FIRST_PAUSE_IF_PERMANENT = Duration.ofSeconds(5);

	private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

	private static final Duration MAX_PAUSE_IF_PERMANENT = Duration.ofMinutes(5);

	/** Whoever asks for more, by {@code Retry-After}, may be a proxy. */
	private static final Duration MAX_PAUSE_IF_ASKED = Duration.ofMinutes(15);

	private static final int MAX_DOUBLINGS = 10;

	static LoginFailure after(@Nullable LoginFailure previous, Throwable cause, String credential, long now) {
		boolean passing = isTransient(cause);
		int count = (previous != null && previous.isTransient() == passing) ? previous.count() + 1 : 1;
		Duration pause = (passing ? FIRST_PAUSE : FIRST_PAUSE_IF_PERMANENT)
			.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
		Duration longest = passing ? MAX_PAUSE : MAX_PAUSE_IF_PERMANENT;
		pause = (pause.compareTo(longest) < 0) ? pause : longest;
		if (cause instanceof SalesforceLoginException login && login.leastPause().compareTo(pause) > 0) {
			pause = (login.leastPause().compareTo(MAX_PAUSE_IF_ASKED) < 0) ? login.leastPause() : MAX_PAUSE_IF_ASKED;
		}
		return new LoginFailure(cause, count, now + pause.toMillis(), credential);
	}

	boolean isTransient() {
		return isTransient(this.cause);
	}

	static boolean isTransient(Throwable cause) {
		return cause instanceof SalesforceLoginException login && login.isTransient();
	}

}
