package io.github.salesforcejwt.autoconfigure.properties;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrintableValue}.
 */
class PrintableValueTests {

	@ParameterizedTest
	@ValueSource(strings = { "production", "https://acme--dev.sandbox.my.salesforce.com/services/oauth2/token",
			"https://orgfarm-a1b2c3d4e5-dev-ed.develop.my.salesforce.com", "d5j000005yzzleag-dev-ed.my.salesforce.com",
			"urn:ietf:params:oauth:grant-type:jwt-bearer", "client-secret-post", "CLIENT_CREDENTIALS",
			"authorization_code", "/etc/secrets/0f3a9c2e5b7d4f1a8c6e3b9d2f5a7c1e0b4d8f6a/key.pem",
			"file:/etc/secrets/Production2026ClientKeyOfAcme.pem", "classpath:keys/key.pem", "C:\\keys\\Key2026.pem",
			"~/keys/key.pem", "./keys/key.pem", "1800", "30 minutes", "150%", "1O", "yes", "localhost:8080",
			"*.acme.example", "files.acme.example:9443/x", "sync@acme.example", "http://acme", "prod", "get,fetch",
			"" })
	void wordHostDurationAndLocationAreShown(String value) {
		assertThat(PrintableValue.of(value)).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ",
			"C9FD0E2B5A714F3C8D6E9B0A1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6F7A8B9C0D", "1234567890123456789",
			"123456789012345", "3MVG9lKcPoNINVBIPJjdw1J9LLM82HnFVVX19KY1uA5mu0QqEWhqKpoW3svG3X",
			"00Dxx0000001gPL!AQ8AQFakeTokenValue", "https://acme.my.salesforce.com/C9FD0E2B5A714F3C8D6E",
			"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIzTVZHOSJ9.c2ln", "two\nlines", "a\u0000b", "a\u2028b",
			"abcdefghijklmnopqrstuvwx1", "AbCdEfGhIjKlMnOpQrStUv" })
	void whatMayBeASecretIsNotShown(String value) {
		assertThat(PrintableValue.of(value))
			.isEqualTo("(not shown: " + value.length() + " characters that may be a secret)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hush", "sec7et", "hunter2", "kite-Brass/7#x", "S3cr3t!", "correct horse battery staple",
			"12345678", "CanaryOfAllSecrets", "oauth-hush", "salesforce/hush" })
	void anythingElseIsNotShownHoweverShort(String value) {
		assertThat(PrintableValue.of(value))
			.isEqualTo("(not shown: " + value.length() + " characters that may be a secret)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SALESFORCE_JWT_COLOUR", "salesforce.jwt.colour", "keys/key.pem", "SF_URL" })
	void nameIsShown(String name) {
		assertThat(PrintableValue.ofName(name)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "C9FD0E2B5A714F3C8D6E9B0A1C2D3E4F", "1234567890123456789", "two\nlines" })
	void nameThatMayBeASecretIsNotShown(String name) {
		assertThat(PrintableValue.ofName(name)).startsWith("(not shown: ");
	}

	@ParameterizedTest
	@CsvSource({ "256, true", "257, false" })
	void longTextIsNotShown(int length, boolean shown) {
		String value = "http://" + "a.".repeat((length - 8) / 2) + "b".repeat(length - 7 - (length - 8) / 2 * 2);
		assertThat(PrintableValue.of(value).equals(value)).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource({ "PT10M, 10m", "PT90S, 90s", "PT0S, 0s", "PT0.999S, 999ms", "PT-1S, -1s", "PT24H, 1440m" })
	void durationIsShownAsAPropertyMayHoldIt(Duration duration, String shown) {
		assertThat(PrintableValue.of(duration)).isEqualTo(shown);
	}

}
