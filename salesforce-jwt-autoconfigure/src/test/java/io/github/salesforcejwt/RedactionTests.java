package io.github.salesforcejwt;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Redaction}. What has to go holds the word {@code sEcReT}.
 */
class RedactionTests {

	@ParameterizedTest
	@ValueSource(strings = { "token 00D5g000008fXyZEAU!AR8AsEcReT.abc_DEF used",
			"token 00D5g000008fXyZ%21AR8AsEcReT.abc_DEF used",
			"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOisEcReT.c2lnbmF0dXJlsEcReT_-x",
			"before eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOisEcReT",
			"aGVhZGVyX29mX2p3dHN.cGF5bG9hZF9vZl9qd3sEcReT.c2lnbmF0dXJlX29mX2p3dA",
			"-----BEGIN PRIVATE KEY-----\nMIIsEcReT\n-----END PRIVATE KEY-----",
			"-----BEGIN RSA PRIVATE KEY-----\nMIIsEcReT cut off", "grant_type=x&assertion=sEcReT&y=1",
			"{\"access_token\":\"sEcReT\"}", "{\"access_token\" : \"sEcReT\", \"x\":1}",
			"{\\\"client_secret\\\":\\\"sEcReT\\\"}", "client_secret=sEcReT", "CLIENT_SECRET: sEcReT",
			"access_token&quot;: &quot;sEcReT&quot;", "assertion%3DsEcReT", "Authorization: Bearer sEcReT0123456789",
			"Basic c2VjcmVsEcReTQ6c2VjcmV0", "https://sEcReT@files.acme.example",
			"https://user:sEcReT@files.acme.example/x",
			"blob MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC73BRHhBiKvyfsEcReTx" })
	void whatLooksLikeASecretIsRemoved(String text) {
		assertThat(Redaction.excerpt(text)).doesNotContain("sEcReT").contains("[redacted]");
		assertThat(Redaction.line(text)).doesNotContain("sEcReT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user hasn't approved this consumer", "expired access/refresh token",
			"invalid client credentials", "refresh_token scope is required and the connected app should be installed",
			"https://acme--uat.sandbox.my.salesforce.com/services/oauth2/token", "acme-production.my.salesforce.com",
			"user: integration@acme.example.com", "https://files.acme.example/a@b", "Basic authentication is off",
			"no client_secret, no password" })
	void otherWordsStay(String text) {
		assertThat(Redaction.excerpt(text)).isEqualTo(text);
	}

	@Test
	void markupIsLeftOut() {
		assertThat(Redaction.excerpt("<!DOCTYPE html><html><head><title>Down for\n maintenance</title>"
				+ "<style>p { color: red }</style><script>alert('x')</script></head><body><!-- x --><p>Back at 9</p>"))
			.isEqualTo("Down for maintenance Back at 9");
	}

	@Test
	void controlCharactersCannotForgeALine() {
		assertThat(Redaction.excerpt("one\r\n2026 INFO forged\u0000\u001b[31m\u2028two\u202e"))
			.isEqualTo("one 2026 INFO forged [31m two");
	}

	@Test
	void excerptIsShort() {
		assertThat(Redaction.excerpt("word ".repeat(1000))).hasSize(200).endsWith("…");
		assertThat(Redaction.excerpt("word ".repeat(40) + "x")).hasSize(200).endsWith("…");
		assertThat(Redaction.excerpt("four".repeat(10) + " word".repeat(32))).hasSize(200).endsWith(" word");
	}

	@Test
	void markupThatNeverEndsTakesNoTime() {
		CompletableFuture<Void> excerpts = CompletableFuture.runAsync(() -> {
			Redaction.excerpt("<script".repeat(10_000));
			Redaction.excerpt("<!--".repeat(16_000));
			Redaction.excerpt("a-".repeat(32_000));
			Redaction.excerpt("-----BEGIN ".repeat(6_000));
			Redaction.excerpt("password\"\"\"".repeat(6_000));
			Redaction.excerpt("password" + " ".repeat(200_000));
			Redaction.excerpt("eyJa" + ".".repeat(3_000_000));
			Redaction.excerpt("x.".repeat(100_000));
			Redaction.excerpt("<script></script".repeat(10_000));
			Redaction.excerpt("://".repeat(100_000) + "x".repeat(100_000));
		});
		assertThat(excerpts).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void textOfAnyLengthLeavesTheStackAlone() throws Exception {
		for (String text : List.of("password" + " ".repeat(2_000) + "x", "password" + "%22".repeat(3_000),
				"eyJa" + ".".repeat(30_000), "a.".repeat(30_000), "<!--".repeat(30_000), "\u202e".repeat(50_000))) {
			Throwable[] failure = new Throwable[1];
			Thread thread = new Thread(null, () -> Redaction.excerpt(text), "small-stack", 128 * 1024);
			thread.setUncaughtExceptionHandler((failed, ex) -> failure[0] = ex);
			thread.start();
			thread.join();
			assertThat(failure[0]).isNull();
		}
	}

	@Test
	void secretBehindManyBlanksIsRemoved() {
		assertThat(Redaction.excerpt("password" + " ".repeat(2_000) + ":\n\n" + " ".repeat(2_000) + "sEcReT"))
			.isEqualTo("password : [redacted]");
	}

	@Test
	void lineIsLongerThanAnExcerptAndKeepsMarkup() {
		assertThat(Redaction.line("<b>\n\u001b[31m" + "word ".repeat(1000))).startsWith("<b> [31mword").hasSize(1000);
	}

	@Test
	void nothingGivesNothing() {
		assertThat(Redaction.excerpt(null)).isEmpty();
		assertThat(Redaction.excerpt(" \n")).isEmpty();
	}

}
