package io.github.salesforcejwt;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoginAttempt}.
 */
class LoginAttemptTests {

	@ParameterizedTest
	@CsvSource({ "ab, secret ab is wrong", "abc, secret [redacted] is wrong" })
	void secretIsLeftOutOfAnAnswerUnlessItIsTooShortToBeOne(String secret, String excerpt) {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.loginUrl(URI.create("https://acme.my.salesforce.com"))
			.clientCredentials(secret, ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.build();
		assertThat(new LoginAttempt(registration, "x").excerpt("secret " + secret + " is wrong")).isEqualTo(excerpt);
	}

}
