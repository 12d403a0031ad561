package io.github.salesforcejwt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceLoginError}.
 */
class SalesforceLoginErrorTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					invalid_grant          | "user hasn't approved this consumer"                  | USER_NOT_APPROVED
					invalid_grant          | user has not approved this consumer                   | USER_NOT_APPROVED
					invalid_app_access     | user is not admin approved to access this app         | USER_NOT_ADMIN_APPROVED
					invalid_app_acess      | user is not admin approved to access this app         | USER_NOT_ADMIN_APPROVED
					invalid_app_acess      |                                                       | USER_NOT_ADMIN_APPROVED
					invalid_grant          | invalid assertion                                     | INVALID_ASSERTION
					invalid_grant          | audience is invalid                                   | INVALID_AUDIENCE
					invalid_grant          | expired authorization code                            | EXPIRED_ASSERTION
					invalid_request        | refresh_token scope is required and the connected app should be installed and preauthorized. | REFRESH_TOKEN_SCOPE_REQUIRED
					app_not_found          | External client app is not installed in this org      | APP_NOT_FOUND
					app_not_found          | any other words                                       | APP_NOT_FOUND
					invalid_client_id      | client identifier invalid                             | INVALID_CLIENT_ID
					invalid_client         | invalid client credentials                            | INVALID_CLIENT_CREDENTIALS
					invalid_client_credentials |                                                   | INVALID_CLIENT_CREDENTIALS
					invalid_grant          | no client credentials user enabled                    | NO_RUN_AS_USER
					invalid_grant          | request not supported on this domain                  | DOMAIN_NOT_SUPPORTED
					invalid_grant          | no valid scopes defined                               | NO_VALID_SCOPES
					invalid_request        | scope parameter not supported                         | SCOPE_NOT_SUPPORTED
					unsupported_grant_type | grant type not supported                              | UNSUPPORTED_GRANT_TYPE
					invalid_grant          | inactive user                                         | INACTIVE_USER
					inactive_user          |                                                       | INACTIVE_USER
					inactive_org           |                                                       | INACTIVE_ORG
					invalid_grant          | ip restricted                                         | IP_RESTRICTED
					invalid_grant          | login rate exceeded                                   | LOGIN_RATE_EXCEEDED
					rate_limit_exceeded    |                                                       | LOGIN_RATE_EXCEEDED
					invalid_grant          | authentication failure                                | AUTHENTICATION_FAILURE
					invalid_grant          | expired access/refresh token                          | EXPIRED_TOKEN
					invalid_grant          | token request is already being processed              | ALREADY_PROCESSED
					unknown_error          | retry your request                                    | TRY_AGAIN
					unknown_error          |                                                       | TRY_AGAIN
					invalid_grant          | some words of tomorrow                                | UNKNOWN
					invalid_grant          |                                                       | UNKNOWN
					""",
			quoteCharacter = '"')
	void eachAnswerOfSalesforceHasItsEntry(String error, String description, SalesforceLoginError expected) {
		assertThat(SalesforceLoginError.of(400, error, description)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			INVALID_GRANT | User Hasn't Approved This Consumer | USER_NOT_APPROVED
			invalid_grant | user hasn’t approved  this consumer... | USER_NOT_APPROVED
			Invalid_App_Access | . | USER_NOT_ADMIN_APPROVED
			invalid_grant | Invalid assertion. | INVALID_ASSERTION
			""", quoteCharacter = '"')
	void caseSpacesAndTrailingDotsDoNotMatter(String error, String description, SalesforceLoginError expected) {
		assertThat(SalesforceLoginError.of(400, error, description)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "400, UNREADABLE", "401, UNREADABLE", "403, UNREADABLE", "407, UNREADABLE", "404, NOT_TOKEN_ENDPOINT",
			"405, NOT_TOKEN_ENDPOINT", "429, UNAVAILABLE", "500, UNAVAILABLE", "503, UNAVAILABLE", "300, REDIRECTED",
			"302, REDIRECTED", "307, REDIRECTED", "399, REDIRECTED" })
	void answerWithoutAnErrorIsKnownByItsStatus(int status, SalesforceLoginError expected) {
		assertThat(SalesforceLoginError.of(status, null, null)).isEqualTo(expected);
		assertThat(SalesforceLoginError.of(status, null, "inactive org")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "400, UNKNOWN", "401, UNKNOWN", "403, UNKNOWN", "404, NOT_TOKEN_ENDPOINT", "503, UNAVAILABLE",
			"302, REDIRECTED" })
	void errorThatIsNotInTheCatalogueIsUnknown(int status, SalesforceLoginError expected) {
		assertThat(SalesforceLoginError.of(status, "never_heard_of", "anything")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "429, invalid_grant, inactive user, UNAVAILABLE", "503, invalid_client_id, , UNAVAILABLE",
			"429, rate_limit_exceeded, , LOGIN_RATE_EXCEEDED", "500, unknown_error, retry your request, TRY_AGAIN" })
	void statusOfATroubledServerPassesWhateverTheBodySays(int status, String error, String description,
			SalesforceLoginError expected) {
		assertThat(SalesforceLoginError.of(status, error, description)).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void onlyWhatPassesByItselfIsTriedAgainAtOnce(SalesforceLoginError error) {
		assertThat(error.isRetried()).isEqualTo(switch (error) {
			case TRY_AGAIN, ALREADY_PROCESSED, UNAVAILABLE, UNREACHABLE, UNKNOWN_HOST, LOGIN_RATE_EXCEEDED, INTERRUPTED,
					REDIRECTED, NOT_TOKEN_ENDPOINT, UNREADABLE, NOT_SIGNED ->
				true;
			default -> false;
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "TRY_AGAIN", "ALREADY_PROCESSED", "UNAVAILABLE", "UNREACHABLE", "LOGIN_RATE_EXCEEDED",
			"BUDGET_EXHAUSTED", "INTERRUPTED", "UNKNOWN_HOST", "REDIRECTED", "NOT_TOKEN_ENDPOINT", "UNREADABLE",
			"NOT_SIGNED" })
	void failureThatPassesIsNotPermanent(SalesforceLoginError error) {
		assertThat(error.isPermanent()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE,
			names = { "TRY_AGAIN", "ALREADY_PROCESSED", "UNAVAILABLE", "UNREACHABLE", "LOGIN_RATE_EXCEEDED",
					"BUDGET_EXHAUSTED", "INTERRUPTED", "UNKNOWN_HOST", "REDIRECTED", "NOT_TOKEN_ENDPOINT", "UNREADABLE",
					"NOT_SIGNED" })
	void failureOfTheSetUpIsPermanent(SalesforceLoginError error) {
		assertThat(error.isPermanent()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE,
			names = { "UNAVAILABLE", "UNREACHABLE", "UNKNOWN_HOST", "REDIRECTED", "NOT_TOKEN_ENDPOINT", "UNREADABLE",
					"MISSING_INSTANCE_URL", "UNTRUSTED_INSTANCE_URL", "BUDGET_EXHAUSTED", "INTERRUPTED",
					"LOCAL_FAILURE", "NOT_SIGNED", "SIGNED_BY_OTHER_KEY" })
	void onlyAnOAuthErrorIsAnAnswerOfSalesforce(SalesforceLoginError error) {
		assertThat(error.isAnswerOfSalesforce()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAVAILABLE", "UNREACHABLE", "UNKNOWN_HOST", "REDIRECTED", "NOT_TOKEN_ENDPOINT",
			"UNREADABLE", "MISSING_INSTANCE_URL", "UNTRUSTED_INSTANCE_URL", "BUDGET_EXHAUSTED", "INTERRUPTED",
			"LOCAL_FAILURE", "NOT_SIGNED", "SIGNED_BY_OTHER_KEY" })
	void anythingElseIsNone(SalesforceLoginError error) {
		assertThat(error.isAnswerOfSalesforce()).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void onlyTheRateLimitAsksForALongPause(SalesforceLoginError error) {
		assertThat(error.leastPause())
			.isEqualTo((error == SalesforceLoginError.LOGIN_RATE_EXCEEDED) ? Duration.ofMinutes(15) : Duration.ZERO);
	}

	@ParameterizedTest
	@EnumSource
	void everyEntryExplainsInSentences(SalesforceLoginError error) {
		assertThat(error.getMeaning()).endsWith(".");
		assertThat(error.getRemedy()).matches("(?s).+\\.|.+ openssl sha256");
	}

	@Test
	void documentationHoldsTheCatalogue() throws Exception {
		assertThat(Files.readString(Path.of("../docs/troubleshooting.md")))
			.as("docs/troubleshooting.md between its two markers must hold exactly this:%n%s",
					SalesforceLoginError.toMarkdown())
			.contains("<!-- login-errors -->\n" + SalesforceLoginError.toMarkdown() + "<!-- /login-errors -->\n");
	}

}
