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

	@Test
	void tokensAreMaskedWhereverTheyAre() {
		String sessionId = "00D5g000004abcD!AR" + "x1._".repeat(20);
		String jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl-_";
		assertThat(Masking.text("the token " + sessionId + ", or " + jwt + " for short"))
			.isEqualTo("the token ***, or *** for short");
		assertThat(Masking.text(sessionId.replace("!", "%21"))).isEqualTo("***");
		assertThat(Masking.text("<urn:sessionId>secret</urn:sessionId>"))
			.isEqualTo("<urn:sessionId>***</urn:sessionId>");
		assertThat(Masking.text("{\"id\":\"00D5g000004abcDEFG\"}")).isEqualTo("{\"id\":\"00D5g000004abcDEFG\"}");
	}

	@Test
	void parametersAreMaskedByTheirNames() {
		assertThat(Masking.parameters(Map.of("oauth_token", "abc"))).containsEntry("oauth_token", "***");
		assertThat(Masking.parameters(Map.of("q", "SELECT Id FROM Account"))).containsEntry("q",
				"SELECT Id FROM Account");
	}

}
