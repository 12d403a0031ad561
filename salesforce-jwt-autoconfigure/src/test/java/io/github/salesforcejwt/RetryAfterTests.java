package io.github.salesforcejwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	/** It is 2026-11-22T03:00:00Z. */
	private final MutableClock clock = new MutableClock();

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "0, 0", "17, 17", "' 17 ', 17", "86400, 86400", "86401, 86400", "999999999, 86400",
			"9999999999, 86400", "99999999999999999999999999, 86400" })
	void secondsAreRead(String value, long seconds) {
		this.headers.set("Retry-After", value);
		assertThat(RetryAfter.of(this.headers, this.clock)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource({ "'Sun, 22 Nov 2026 03:02:00 GMT', 120", "'Sunday, 22-Nov-26 03:02:00 GMT', 120",
			"'Sun Nov 22 03:02:00 2026', 120", "'Sun, 22 Nov 2026 02:00:00 GMT', 0",
			"'Sun, 22 Nov 2037 02:00:00 GMT', 86400" })
	void dateIsComparedWithTheClock(String value, long seconds) {
		this.headers.set("Retry-After", value);
		assertThat(RetryAfter.of(this.headers, this.clock)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void dateIsComparedWithThatOfTheAnswerWhereItHasOne() {
		this.headers.set("Retry-After", "Sun, 22 Nov 2026 08:00:30 GMT");
		this.headers.set("Date", "Sun, 22 Nov 2026 08:00:00 GMT");
		assertThat(RetryAfter.of(this.headers, this.clock)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void unreadableDateOfTheAnswerIsIgnored() {
		this.headers.set("Retry-After", "Sun, 22 Nov 2026 03:00:30 GMT");
		this.headers.set("Date", "yesterday");
		assertThat(RetryAfter.of(this.headers, this.clock)).isEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "soon", "-5", "1.5", "1e3", "Sun, 99 Nov 2026 03:02:00 GMT", "2 Nov 402999996 0:0 GMT" })
	void anythingElseSaysNothing(String value) {
		this.headers.set("Retry-After", value);
		assertThat(RetryAfter.of(this.headers, this.clock)).isNull();
	}

	@Test
	void missingHeaderSaysNothing() {
		assertThat(RetryAfter.of(this.headers, this.clock)).isNull();
	}

}
