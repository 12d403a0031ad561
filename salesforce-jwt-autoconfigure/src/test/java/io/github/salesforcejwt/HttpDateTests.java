package io.github.salesforcejwt;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpDate}.
 */
class HttpDateTests {

	@ParameterizedTest
	@CsvSource({ "'Sun, 22 Nov 2026 03:00:00 GMT', 2026-11-22T03:00:00Z",
			"'Thu, 01 Jan 1970 00:00:00 GMT', 1970-01-01T00:00:00Z", "yesterday,", "'Sun, 22 Nov 99999999999',", "'',",
			"," })
	void dateIsReadIfItIsOne(String value, Instant date) {
		HttpHeaders headers = new HttpHeaders();
		if (value != null) {
			headers.set("Date", value);
		}
		assertThat(HttpDate.of(headers, "Date")).isEqualTo(date);
	}

}
