package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3).
 */
final class RetryAfter {

	/** Implausibly long values are capped. */
	private static final Duration MAX = Duration.ofDays(1);

	private static final Pattern SECONDS = Pattern.compile("\\d+");

	private RetryAfter() {
	}

	/**
	 * Return how long an answer asks to wait. A date is compared with that of the answer,
	 * if it has one, so that the clocks need not agree.
	 * @return the time, zero if the date has passed, or {@code null} if the answer does
	 * not say
	 */
	static @Nullable Duration of(HttpHeaders headers, Clock clock) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		if (SECONDS.matcher(value.trim()).matches()) {
			return bounded(seconds(value.trim()));
		}
		Instant until = HttpDate.of(headers, HttpHeaders.RETRY_AFTER);
		Instant date = HttpDate.of(headers, HttpHeaders.DATE);
		return (until != null) ? bounded(Duration.between((date != null) ? date : clock.instant(), until)) : null;
	}

	private static Duration seconds(String digits) {
		try {
			return Duration.ofSeconds(Long.parseLong(digits));
		}
		catch (NumberFormatException ex) {
			return MAX;
		}
	}

	private static Duration bounded(Duration duration) {
		if (duration.isNegative()) {
			return Duration.ZERO;
		}
		return (duration.compareTo(MAX) > 0) ? MAX : duration;
	}

}
