package io.github.salesforcejwt;

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
		assertThat(CallFailure.of(status, body)).isEqualTo(CallFailure.SESSION_DEAD);
	}

	@Test
	void sessionOfBulkApiIsDead() {
		assertThat(CallFailure.of(400, BULK)).isEqualTo(CallFailure.SESSION_DEAD);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			401 | [{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]
			401 | [{"message":"This session is not valid for use with the API","errorCode":"INVALID_SESSION_ID"}]
			401 | [{"message":"INVALID_HEADER_TYPE","errorCode":"INVALID_AUTH_HEADER"}]
			401 | <html>proxy says INVALID_SESSION_ID</html>
			403 | [{"message":"The REST API is not enabled for this Organization.","errorCode":"API_DISABLED_FOR_ORG"}]
			401 | [{"errorCode
			""")
	void sessionLivesAndMayNotBeUsedSo(int status, String body) {
		assertThat(CallFailure.of(status, body)).isEqualTo(CallFailure.SESSION_NOT_ALLOWED);
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
		assertThat(CallFailure.of(status, body)).isEqualTo(CallFailure.TRANSIENT);
	}

	@Test
	void callsOfTheDayAreUsedUp() {
		assertThat(CallFailure.of(403,
				"[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]"))
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
		assertThat(CallFailure.of(status, body)).isEqualTo(CallFailure.OTHER);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 300, 304, 399, 404 })
	void answerNeedsNoLook(int status) {
		assertThat(CallFailure.isPossible(status)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 429, 500, 503 })
	void answerNeedsALook(int status) {
		assertThat(CallFailure.isPossible(status)).isTrue();
	}

}
