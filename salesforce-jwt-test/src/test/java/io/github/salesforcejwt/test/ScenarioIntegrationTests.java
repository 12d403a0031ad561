package io.github.salesforcejwt.test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a test has in store for an org, and what it learns about the calls that arrived.
 */
class ScenarioIntegrationTests {

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	@Test
	void nextCallsFailAndThenWorkAgain() {
		String token = TestClient.login(this.org);
		this.org.failNext(2, Faults.serviceUnavailable()).failNext(1, Faults.requestLimitExceeded());
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> response = TestClient.call(this.org, token);
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
		}
		HttpResponse<String> limit = TestClient.call(this.org, token);
		assertThat(limit.statusCode()).isEqualTo(403);
		assertThat(limit.body())
			.isEqualTo("[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
	}

	@Test
	void eachFaultHasItsAnswer() {
		assertFault(Faults.tooManyRequests(Duration.ofSeconds(7)), 429, "Too Many Requests");
		assertFault(Faults.concurrentLimitExceeded(), 403, "ConcurrentRequests (Concurrent API Requests)");
		assertFault(Faults.badOAuthToken(), 403, "Bad_OAuth_Token");
		assertFault(Faults.sessionExpired(), 401, "INVALID_SESSION_ID");
		assertFault(Faults.serverUnavailable(), 503, "SERVER_UNAVAILABLE");
		assertFault(Faults.unableToLockRow(), 400, "UNABLE_TO_LOCK_ROW");
		assertFault(Faults.error(403, "API_DISABLED_FOR_ORG", "off"), 403, "API_DISABLED_FOR_ORG");
		assertFault(Faults.respond(418, "text/plain", "teapot"), 418, "teapot");
	}

	private void assertFault(Fault fault, int status, String text) {
		this.org.failNext(1, fault);
		HttpResponse<String> response = TestClient.call(this.org, "none");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).contains(text);
	}

	@Test
	void retryAfterIsSentInSeconds() {
		this.org.failNext(1, Faults.tooManyRequests(Duration.ofMinutes(2)));
		assertThat(TestClient.call(this.org, "none").headers().firstValue("Retry-After")).contains("120");
	}

	@Test
	void connectionIsReset() {
		this.org.failNextLogins(1, Faults.connectionReset());
		assertThatThrownBy(() -> TestClient.login(this.org)).hasRootCauseInstanceOf(IOException.class);
		assertThat(this.org.loginAttempts()).isEqualTo(1);
		assertThat(TestClient.login(this.org)).isNotEmpty();
	}

	@Test
	void nextLoginsFailBeforeAnythingIsChecked() {
		this.org.failNextLogins(1, Faults.unknownError());
		assertThat(TestClient.loginWith(this.org, Map::clear).body())
			.isEqualTo("{\"error\":\"unknown_error\",\"error_description\":\"retry your request\"}");
		assertThat(this.org.loginHistory()).isEmpty();
	}

	@Test
	void loginsAreRefusedUntilTheyAreAccepted() {
		this.org.refuseLogins("invalid_grant", "authentication failure");
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("authentication failure");
		this.org.acceptLogins();
		assertThat(TestClient.login(this.org)).isNotEmpty();
	}

	@Test
	void delaysHoldTheAnswerBack() {
		Duration delay = Duration.ofMillis(300);
		this.org.delayLogins(delay);
		long start = System.nanoTime();
		String token = TestClient.login(this.org);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
		this.org.failNext(1, Faults.delay(delay));
		start = System.nanoTime();
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
	}

	@Test
	void clearedScenariosAreGone() {
		String token = TestClient.login(this.org);
		this.org.failNext(5, Faults.connectionReset()).failNextLogins(5, Faults.connectionReset());
		this.org.refuseLogins("invalid_grant", "x").delayLogins(Duration.ofHours(1)).delayCalls(Duration.ofHours(1));
		this.server.clearScenarios();
		assertThat(TestClient.login(this.org)).isEqualTo(token);
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
	}

	@Test
	void requestsThatArrivedAreKept() {
		String token = TestClient.login(this.org);
		TestClient.get(this.server.url() + "/services/data/v60.0/limits?a=b%20c", "Authorization", "OAuth " + token);
		assertThat(this.org.requests()).extracting(ReceivedRequest::toString)
			.containsExactly("POST /services/oauth2/token", "GET /services/data/v60.0/limits");
		ReceivedRequest call = this.org.requests().get(1);
		assertThat(call.query()).containsExactly(Map.entry("a", "b c"));
		assertThat(call.header("AUTHORIZATION")).isEqualTo("OAuth " + token);
		assertThat(this.org.tokenRequests()).singleElement()
			.satisfies((form) -> assertThat(form).containsOnlyKeys("grant_type", "assertion")
				.containsEntry("grant_type", TestClient.JWT_BEARER));
		this.org.forgetRequests();
		assertThat(this.org.requests()).isEmpty();
	}

	@Test
	void propertiesAreThoseOfTheStarter() {
		assertThat(this.server.properties()).containsOnlyKeys("salesforce.jwt.client-id", "salesforce.jwt.username",
				"salesforce.jwt.private-key", "salesforce.jwt.login-url");
		assertThat(this.server.properties().get("salesforce.jwt.private-key"))
			.startsWith("-----BEGIN PRIVATE KEY-----\n");
		assertThat(this.server.addOrg("acme").properties("salesforce.jwt.orgs.acme"))
			.containsKey("salesforce.jwt.orgs.acme.client-id");
	}

	@Test
	void whatIsNotThereIsAnsweredAsUnknown() {
		HttpResponse<String> response = TestClient.get(this.server.url() + "/services/Soap/u/60.0");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("NOT_FOUND");
	}

	@Test
	void unknownOrgsAndUsersAreNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.org("acme"))
			.withMessageContaining("addOrg(\"acme\")");
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.addOrg("salesforce"))
			.withMessageContaining("org(\"salesforce\")");
		assertThatIllegalArgumentException().isThrownBy(() -> this.org.approve("x@y.example"))
			.withMessageContaining("addUser(\"x@y.example\")");
	}

}
