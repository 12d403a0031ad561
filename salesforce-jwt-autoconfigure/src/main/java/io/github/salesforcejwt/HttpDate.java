package io.github.salesforcejwt;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads a header that holds a date and that anybody may have written: {@link HttpHeaders}
 * fails with another exception if the value is not a date and if it is out of range.
 */
final class HttpDate {

	private HttpDate() {
	}

	/**
	 * Return the date of a header, or {@code null} if it holds none.
	 */
	static @Nullable Instant of(HttpHeaders headers, String name) {
		try {
			long date = headers.getFirstDate(name);
			return (date >= 0) ? Instant.ofEpochMilli(date) : null;
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

}
