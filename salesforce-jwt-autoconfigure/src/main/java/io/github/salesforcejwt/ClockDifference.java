package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Difference between the clock of this machine and that of Salesforce, as the
 * {@code Date} of an answer shows it.
 *
 * @param ahead how far the clock of this machine is ahead; negative if it is behind
 */
public record ClockDifference(Duration ahead) {

	/**
	 * Smaller differences are noise: the {@code Date} header has whole seconds, and a
	 * request takes time.
	 */
	private static final Duration MAX_NOISE = Duration.ofSeconds(30);

	/**
	 * Compare the clock of this machine with the {@code Date} of an answer.
	 * @param headers the headers of the answer
	 * @param clock the clock of this machine
	 * @return the difference, or {@code null} if the answer has no date
	 */
	public static @Nullable ClockDifference of(HttpHeaders headers, Clock clock) {
		Instant date = HttpDate.of(headers, HttpHeaders.DATE);
		return (date != null) ? new ClockDifference(Duration.between(date, clock.instant())) : null;
	}

	/**
	 * Whether the difference is large enough to be the reason why a login fails.
	 * @return {@code true} above 30 seconds
	 */
	public boolean isNotable() {
		return this.ahead.abs().compareTo(MAX_NOISE) > 0;
	}

	/**
	 * Return the difference in words.
	 * @return text such as "40 s behind Salesforce's"
	 */
	@Override
	public String toString() {
		return "%d s %s Salesforce's".formatted(this.ahead.abs().toSeconds(),
				this.ahead.isNegative() ? "behind" : "ahead of");
	}

}
