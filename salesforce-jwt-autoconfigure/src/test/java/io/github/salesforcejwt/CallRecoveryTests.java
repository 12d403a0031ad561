package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.salesforcejwt.CallRecovery.Action;
import io.github.salesforcejwt.SalesforceSessionEvent.CallRetried;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link CallRecovery}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CallRecoveryTests {

	private static final String BULK_DEAD = "<error><exceptionCode>InvalidSessionId</exceptionCode></error>";

	private static final String LOCKED = "[{\"errorCode\":\"UNABLE_TO_LOCK_ROW\",\"message\":\"x\"}]";

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final SalesforceAccessToken token = this.test.token("token");

	private CallRecovery recovery = recovery(true);

	@ParameterizedTest
	@ValueSource(strings = { "https://acme.my.salesforce.com/x", "HTTPS://ACME.my.salesforce.com:443/x" })
	void deadSessionIsReplacedWhereTheInstanceAnswers(URI target) {
		assertThat(after(401, ScriptedServer.SESSION_EXPIRED, target)).isEqualTo(Action.REPLAY);
	}

	@ParameterizedTest
	@CsvSource({ "401, https://files.acme.example/x", "401, https://acme.my.salesforce.com:8443/x",
			"401, https://acme.file.force.com/x", "403, https://files.acme.example/x" })
	void answerOfAnyOtherHostSaysNothingOfTheSession(int status, URI target) {
		String body = (status == 401) ? ScriptedServer.SESSION_EXPIRED : "Bad_OAuth_Token";
		assertThat(after(status, body, target)).isEqualTo(Action.DELIVER);
		assertThat(after(status, body, URI.create("https://acme.my.salesforce.com/x"))).isEqualTo(Action.REPLAY);
	}

	@Test
	void badRequestTellsOfTheSessionInBulkApiAlone() {
		assertThat(after(400, BULK_DEAD, URI.create("https://acme.my.salesforce.com/services/data")))
			.isEqualTo(Action.DELIVER);
		assertThat(after(400, BULK_DEAD, URI.create("https://files.acme.example/services/async/68.0/job")))
			.isEqualTo(Action.DELIVER);
		assertThat(after(400, BULK_DEAD, URI.create("https://acme.my.salesforce.com/services/async/68.0/job")))
			.isEqualTo(Action.REPLAY);
	}

	@Test
	void answerThatNoLoginWouldChangeIsLogged(CapturedOutput output) {
		assertThat(after(401, "[{\"errorCode\":\"INVALID_AUTH_HEADER\"}]")).isEqualTo(Action.DELIVER);
		assertThat(output).contains("A call was answered 401, and not because its session has ended. The answer: ",
				"INVALID_AUTH_HEADER");
	}

	@Test
	void refusalOfTheReplayIsLogged(CapturedOutput output) {
		after(401, "");
		assertThat(output).doesNotContain("although it has just confirmed it");
		after(401, "");
		assertThat(output).contains("Salesforce reports that a session is invalid, although it has just confirmed it.");
	}

	@Test
	void callIsReplayedOnceAndOnceMoreAfterARetry() {
		assertThat(after(401, "")).isEqualTo(Action.REPLAY);
		assertThat(after(503, "")).isEqualTo(Action.RETRY);
		assertThat(after(401, "")).isEqualTo(Action.REPLAY);
		assertThat(after(401, "")).isEqualTo(Action.DELIVER);
	}

	@Test
	void passingFailureIsRetriedAsOftenAsThePolicyAllows() {
		assertThat(after(503, "")).isEqualTo(Action.RETRY);
		assertThat(this.recovery.after(new IOException())).isNotNull();
		assertThat(after(400, LOCKED)).isEqualTo(Action.DELIVER);
		assertThat(this.test.events).filteredOn(CallRetried.class::isInstance)
			.extracting("attempt", "status")
			.containsExactly(tuple(1, 503), tuple(2, null));
	}

	@Test
	void callThatMayNotBeRetriedIsNot() {
		this.recovery = recovery(false);
		assertThat(after(503, "")).isEqualTo(Action.DELIVER);
		assertThat(this.recovery.after(new IOException())).isNull();
		assertThat(this.test.events).isEmpty();
	}

	@Test
	void callThatWasNotProcessedIsSentAgainUnlessItsCallerForbidsIt() {
		IOException refused = new H2StreamResetException(H2Error.REFUSED_STREAM, "refused");
		assertThat(recovery(HttpMethod.POST, Map.of(), true).after(refused)).isNotNull();
		assertThat(recovery(HttpMethod.POST, Map.of(), false).after(refused)).isNull();
		assertThat(recovery(HttpMethod.POST, Map.of(), true).after(new IOException("reset"))).isNull();
		Map<String, Object> attributes = new HashMap<>();
		SalesforceRequestAttributes.retry(false).accept(attributes);
		assertThat(recovery(HttpMethod.POST, attributes, true).after(refused)).isNull();
	}

	@Test
	void retryAfterIsWaitedFor() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", "7");
		CallRecovery.Step step = this.recovery.after(429, headers, ErrorBody.UNREAD, this.token.getInstanceUrl(),
				this.token);
		assertThat(step.action()).isEqualTo(Action.RETRY);
		assertThat(step.pause()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7010));
		assertThat(this.test.events).extracting("pause").containsExactly(step.pause());
	}

	@Test
	void lostConnectionPassesWhereverItIsInTheChain() {
		assertThat(this.recovery.after(new IllegalStateException(new IOException()))).isNotNull();
		assertThat(this.recovery.after(new IllegalStateException(new TimeoutException()))).isNotNull();
	}

	@Test
	void failureThatNoAttemptCuresDoesNotPass() {
		assertThat(this.recovery.after(new IllegalStateException())).isNull();
		assertThat(this.recovery.after(new IOException(new SSLHandshakeException("untrusted")))).isNull();
		assertThat(this.recovery.after(new IOException(new SSLPeerUnverifiedException("other host")))).isNull();
		assertThat(this.test.events).isEmpty();
	}

	private Action after(int status, String body) {
		return after(status, body, this.token.getInstanceUrl());
	}

	private Action after(int status, String body, URI target) {
		ErrorBody answer = new ErrorBody(body.getBytes(StandardCharsets.UTF_8), true);
		return this.recovery.after(status, new HttpHeaders(), answer, target, this.token).action();
	}

	private CallRecovery recovery(boolean repeatable) {
		return recovery(HttpMethod.GET, Map.of(), repeatable);
	}

	private CallRecovery recovery(HttpMethod method, Map<String, Object> attributes, boolean repeatable) {
		SalesforceSession session = this.test.build();
		return CallRecovery.of(session, method, attributes, repeatable, session.calls().now());
	}

}
