package io.github.salesforcejwt.test.internal.control;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Masking}.
 */
class MaskingTests {

	@Test
	void jsonIsMaskedWithEscapesAndAll() {
		assertThat(Masking.text("{\"access_token\" : \"a\\\"b\", \"scope\": \"api\"}"))
			.isEqualTo("{\"access_token\" : \"***\", \"scope\": \"api\"}");
	}

	@Test
	void longSecretIsMasked() {
		String secret = "s\\n".repeat(40_000);
		assertThat(Masking.text("{\"password\":\"" + secret + "\"}")).isEqualTo("{\"password\":\"***\"}");
		assertThat(Masking.text("assertion=" + secret)).isEqualTo("assertion=***");
	}

	@Test
	void schemeOfAHeaderIsKept() {
		assertThat(Masking.headers(Map.of("Authorization", "Bearer abc"))).containsEntry("Authorization", "Bearer ***");
	}

}
