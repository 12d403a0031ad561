package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallFailure}.
 */
class CallFailureTests {

	private static final String BULK = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
			+ "<error xmlns=\"http://www.force.com/2009/06/asyncapi/dataload\">"
			+ "<exceptionCode>InvalidSessionId</exceptionCode><exceptionMessage>Invalid session id</exceptionMessage></error>";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			401 | [{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]
			401 | {"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}
			401 | [ { "errorCode" : "INVALID_SESSION_ID" , "message" : "Session expir
			401 | ''
			403 | Bad_OAuth_Token
			403 | ' Bad_OAuth_Token '
			400 | {"exceptionCode":"InvalidSessionId","exceptionMessage":"Invalid session id"}
			400 | <ns:error><ns:exceptionCode>InvalidSessionId</ns:exceptionCode>
			""")
	void sessionIsDead(int status, String body) {
		assertThat(of(status, body)).isEqualTo(CallFailure.SESSION_DEAD);
	}

	@Test
	void sessionOfBulkApiIsDead() {
		assertThat(of(400, BULK)).isEqualTo(CallFailure.SESSION_DEAD);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			401 | [{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]
			401 | [{"message":"This session is not valid for use with the API","errorCode":"INVALID_SESSION_ID"}]
			403 | [{"message":"The REST API is not enabled for this Organization.","errorCode":"API_DISABLED_FOR_ORG"}]
			""")
	void sessionLivesAndMayNotBeUsedSo(int status, String body) {
		assertThat(of(status, body)).isEqualTo(CallFailure.SESSION_NOT_ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[{\"message\":\"INVALID_HEADER_TYPE\",\"errorCode\":\"INVALID_AUTH_HEADER\"}]",
			"<html>proxy says INVALID_SESSION_ID</html>", "[{\"errorCode", "null" })
	void tokenIsRefusedForAnUnknownReason(String body) {
		assertThat(of(401, body)).isEqualTo(CallFailure.UNAUTHORIZED);
	}

	@Test
	void unauthorizedWhoseBodyHasNotAllComeMayHaveBeenOfADeadSession() {
		assertThat(CallFailure.of(401, new ErrorBody("[{\"errorCode".getBytes(StandardCharsets.UTF_8), false)))
			.isEqualTo(CallFailure.SESSION_DEAD);
		assertThat(CallFailure.of(401, ErrorBody.UNREAD)).isEqualTo(CallFailure.SESSION_DEAD);
		String notAllowed = "[{\"message\":\"not valid for use\",\"errorCode\":\"INVALID_SESSION_ID\"";
		assertThat(CallFailure.of(401, new ErrorBody(notAllowed.getBytes(StandardCharsets.UTF_8), false)))
			.isEqualTo(CallFailure.SESSION_NOT_ALLOWED);
	}

	@Test
	void redirectIsOneWhateverItsBody() {
		assertThat(CallFailure.of(301, ErrorBody.UNREAD)).isEqualTo(CallFailure.REDIRECTED);
		assertThat(CallFailure.isInBody(301)).isFalse();
	}

	@Test
	void bodyOfATransientStatusIsNotNeeded() {
		for (int status : new int[] { 429, 502, 503, 504 }) {
			assertThat(CallFailure.isInBody(status)).isFalse();
			assertThat(CallFailure.of(status, ErrorBody.UNREAD)).isEqualTo(CallFailure.TRANSIENT);
		}
		for (int status : new int[] { 400, 401, 403, 500 }) {
			assertThat(CallFailure.isInBody(status)).isTrue();
		}
	}

	@Test
	void codeIsFoundBehindAByteOrderMarkAndFiller() {
		String filler = " \r\n".repeat(30_000);
		assertThat(of(401, "\uFEFF" + ScriptedServer.SESSION_EXPIRED)).isEqualTo(CallFailure.SESSION_DEAD);
		assertThat(of(401, "\uFEFF" + filler + ScriptedServer.SESSION_EXPIRED)).isEqualTo(CallFailure.SESSION_DEAD);
		assertThat(CallFailure.of(401,
				new ErrorBody(("\uFEFF" + ScriptedServer.SESSION_EXPIRED).getBytes(StandardCharsets.UTF_16LE), true)))
			.isEqualTo(CallFailure.SESSION_DEAD);
		assertThat(of(401, "[{\"message\":\"" + "x".repeat(200_000) + "\",\"errorCode\":\"INVALID_SESSION_ID\"}]"))
			.isEqualTo(CallFailure.SESSION_DEAD);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			textBlock = """
					429 | ''
					502 | <html>
					503 | [{"errorCode":"SERVER_UNAVAILABLE","message":"x"}]
					504 | ''
					500 | [{"errorCode":"SERVER_UNAVAILABLE","message":"x"}]
					400 | [{"message":"unable to obtain exclusive access","errorCode":"UNABLE_TO_LOCK_ROW","fields":[]}]
					403 | [{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded."}]
					403 | [{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"ConcurrentPerOrgLongTxn Limit exceeded."}]
					403 | [{"errorCode":"SERVER_UNAVAILABLE","message":"x"}]
					""")
	void failurePasses(int status, String body) {
		assertThat(of(status, body)).isEqualTo(CallFailure.TRANSIENT);
	}

	@Test
	void callsOfTheDayAreUsedUp() {
		assertThat(
				of(403, "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]"))
			.isEqualTo(CallFailure.DAILY_LIMIT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			400 | [{"message":"too many","errorCode":"LIMIT_EXCEEDED"}]
			400 | [{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]
			403 | [{"message":"another kind","errorCode":"REQUEST_LIMIT_EXCEEDED"}]
			403 | [{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]
			403 | The user wrote Bad_OAuth_Token
			403 | ''
			400 | ''
			500 | <html>
			500 | [{"message":"it says UNABLE_TO_LOCK_ROW","errorCode":"UNKNOWN_EXCEPTION"}]
			400 | [{"message":"\\"errorCode\\":\\"UNABLE_TO_LOCK_ROW\\"","errorCode":"MALFORMED_QUERY"}]
			""")
	void restIsTheBusinessOfTheCaller(int status, String body) {
		assertThat(of(status, body)).isEqualTo(CallFailure.OTHER);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 299, 304, 404 })
	void answerNeedsNoLook(int status) {
		assertThat(CallFailure.isPossible(status)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 302, 308, 399, 400, 401, 403, 429, 500, 503 })
	void answerNeedsALook(int status) {
		assertThat(CallFailure.isPossible(status)).isTrue();
	}

	private static CallFailure of(int status, String body) {
		return CallFailure.of(status, new ErrorBody(body.getBytes(StandardCharsets.UTF_8), true));
	}

}
