package io.github.salesforcejwt.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedirectedCall}.
 */
class RedirectMessageTests {

	@ParameterizedTest
	@CsvSource({ "299, false", "300, true", "302, true", "304, false", "308, true", "400, false" })
	void statusIsARedirectUnlessItIsNotModified(int status, boolean redirect) {
		assertThat(RedirectedCall.isRedirect(HttpStatusCode.valueOf(status))).isEqualTo(redirect);
	}

	@Test
	void redirectNamesItsHost() {
		assertThat(message("https://login.example.com/path?token=secret"))
			.isEqualTo("The Salesforce org 'acme' answered 302, a redirect to the host 'login.example.com'. "
					+ "Nothing was done, since redirects are not followed.");
	}

	@Test
	void redirectNamesNoHostWhenItHasNoneThatIsUsable() {
		String message = "The Salesforce org 'acme' answered 302, a redirect. Nothing was done, since redirects are not "
				+ "followed.";
		assertThat(message(null)).isEqualTo(message);
		assertThat(message("/relative")).isEqualTo(message);
		assertThat(message("https://a b")).isEqualTo(message);
		assertThat(message("https://" + host(254))).isEqualTo(message);
		assertThat(message("https://" + host(253))).contains("a redirect to the host '" + host(253) + "'");
	}

	@Test
	void multipleChoicesAreRecords() {
		assertThat(RedirectedCall.message("acme", HttpStatus.MULTIPLE_CHOICES, new HttpHeaders())).isEqualTo(
				"The Salesforce org 'acme' answered 300: several records match, which is possible if an external "
						+ "id is not unique. Nothing was done. The body of the answer lists their URLs.");
	}

	private static String host(int length) {
		return "a".repeat(length - 4) + ".com";
	}

	private static String message(@Nullable String location) {
		HttpHeaders headers = new HttpHeaders();
		if (location != null) {
			headers.set(HttpHeaders.LOCATION, location);
		}
		return RedirectedCall.message("acme", HttpStatus.FOUND, headers);
	}

}
