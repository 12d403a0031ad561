package io.github.salesforcejwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClockDifference}.
 */
class ClockDifferenceTests {

	private final MutableClock clock = new MutableClock();

	@ParameterizedTest
	@CsvSource({ "'Sun, 22 Nov 2026 03:00:00 GMT', 0", "'Sun, 22 Nov 2026 02:59:20 GMT', 40",
			"'Sun, 22 Nov 2026 03:00:10 GMT', -10" })
	void dateOfAnAnswerIsComparedWithTheClock(String date, long seconds) {
		assertThat(ClockDifference.of(headers(date), this.clock))
			.isEqualTo(new ClockDifference(Duration.ofSeconds(seconds)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yesterday", "", "2 Nov 402999996 0:0 GMT" })
	void unreadableDateSaysNothing(String date) {
		assertThat(ClockDifference.of(headers(date), this.clock)).isNull();
	}

	@Test
	void answerWithoutADateSaysNothing() {
		assertThat(ClockDifference.of(new HttpHeaders(), this.clock)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0, false, 0 s ahead of Salesforce's", "30, false, 30 s ahead of Salesforce's",
			"31, true, 31 s ahead of Salesforce's", "-30, false, 30 s behind Salesforce's",
			"-31, true, 31 s behind Salesforce's" })
	void differenceIsNotableAboveThirtySeconds(long seconds, boolean notable, String words) {
		ClockDifference difference = new ClockDifference(Duration.ofSeconds(seconds));
		assertThat(difference.isNotable()).isEqualTo(notable);
		assertThat(difference).hasToString(words);
	}

	private static HttpHeaders headers(String date) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.DATE, date);
		return headers;
	}

}
