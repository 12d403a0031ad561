package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorBody}.
 */
class ErrorBodyTests {

	@Test
	void textIsReadWithoutItsByteOrderMark() {
		assertThat(text("error".getBytes(StandardCharsets.UTF_8))).isEqualTo("error");
		assertThat(text("\uFEFFerror".getBytes(StandardCharsets.UTF_8))).isEqualTo("error");
		assertThat(text("\uFEFFerror".getBytes(StandardCharsets.UTF_16BE))).isEqualTo("error");
		assertThat(text("\uFEFFerror".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("error");
	}

	@Test
	void byteOrderMarkAloneIsNoText() {
		assertThat(text(new byte[] { (byte) 0xFE, (byte) 0xFF })).isEmpty();
		assertThat(text(new byte[0])).isEmpty();
		assertThat(text(new byte[] { 'x' })).isEqualTo("x");
	}

	private static String text(byte[] bytes) {
		return new ErrorBody(bytes, true).text();
	}

}
