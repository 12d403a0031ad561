package io.github.salesforcejwt.test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What a test has in store for an org, and what it learns about the calls that arrived.
 */
class ScenarioIntegrationTests {

	@AutoClose
	final SalesforceServer server = SalesforceServer.start();

	final SalesforceOrg org = org(this.server);

	SalesforceOrg org(SalesforceServer server) {
		return server.org();
	}

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
		assertFault(Faults.empty(401), 401, "");
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
	void retryAfterCanComeWithAnyFault() {
		this.org.failNext(1, Faults.requestLimitExceeded().retryAfter(Duration.ofSeconds(5)));
		assertThat(TestClient.call(this.org, "none").headers().firstValue("Retry-After")).contains("5");
		this.org.failNextLogins(1, Faults.unknownError().header("Retry-After", "soon"));
		assertThat(loginResponse().headers().firstValue("Retry-After")).contains("soon");
	}

	@Test
	void connectionIsClosed() {
		this.org.failNextLogins(1, Faults.connectionClosed());
		assertThatThrownBy(() -> TestClient.login(this.org)).hasRootCauseInstanceOf(IOException.class);
	}

	@Test
	void bodyTricklesAndIsWhole() {
		this.org.failNext(1, Faults.respond(503, "text/plain", "x".repeat(10)).trickling(Duration.ofMillis(300)));
		long start = System.nanoTime();
		assertThat(TestClient.call(this.org, "none").body()).isEqualTo("x".repeat(10));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
	}

	@Test
	void everyThirdCallIsAnsweredByAStray401WhileTheSessionLives() {
		String token = TestClient.login(this.org);
		this.org.failEvery(3, Faults.sessionExpired());
		assertThat(IntStream.range(0, 7).map((i) -> TestClient.call(this.org, token).statusCode())).containsExactly(200,
				200, 401, 200, 200, 401, 200);
		assertThat(TestClient.login(this.org)).isEqualTo(token);
		assertThatIllegalArgumentException().isThrownBy(() -> this.org.failEvery(0, Faults.sessionExpired()))
			.withMessageContaining("An interval of 0 names no call");
	}

	@Test
	void faultsOfATimeEndWithIt() {
		MutableClock clock = MutableClock.of(Instant.now(), ZoneOffset.UTC);
		try (SalesforceServer server = SalesforceServer.builder().clock(clock).start()) {
			SalesforceOrg org = org(server);
			String token = TestClient.login(org);
			org.failFor(Duration.ofSeconds(60), Faults.sessionExpired())
				.failLoginsFor(Duration.ofSeconds(100), Faults.redirect(302, "https://moved.example/login"));
			clock.add(Duration.ofMillis(59_999));
			assertThat(TestClient.call(org, token).statusCode()).isEqualTo(401);
			clock.add(Duration.ofMillis(1));
			assertThat(TestClient.call(org, token).statusCode()).isEqualTo(200);
			HttpResponse<String> login = TestClient.loginWith(org, (claims) -> {
			});
			assertThat(login.statusCode()).isEqualTo(302);
			assertThat(login.headers().firstValue("Location")).contains("https://moved.example/login");
			clock.add(Duration.ofSeconds(40));
			assertThat(TestClient.login(org)).isEqualTo(token);
		}
	}

	@Test
	void callsToAPathFailAndNoOthers() {
		String token = TestClient.login(this.org);
		this.org.failCallsTo("/services/data/v60.0/limits", Faults.redirect(307, "https://moved.example/"))
			.failCallsTo("/services/data/v60.0/query*", Faults.sessionExpired());
		String data = this.server.url() + "/services/data/v60.0";
		assertThat(get(data + "/limits?a=b", token).statusCode()).isEqualTo(307);
		assertThat(get(data + "/queryAll?q=x", token).statusCode()).isEqualTo(401);
		assertThat(get(data + "/sobjects", token).statusCode()).isEqualTo(200);
	}

	@Test
	void apexRestClassHasAnswersOfItsOwnAndIsCounted() {
		String token = TestClient.login(this.org);
		this.org.apexRest("/orders", Faults.empty(401))
			.apexRest("items/*", Faults.sessionExpired().after(Duration.ofMillis(1)));
		String apex = this.server.url() + "/services/apexrest";
		assertThat(get(apex + "/orders", token).statusCode()).isEqualTo(401);
		assertThat(get(apex + "/orders", token).body()).isEmpty();
		assertThat(get(apex + "/orders", "dead").body()).contains("INVALID_SESSION_ID");
		assertThat(get(apex + "/items/7", token).body()).contains("INVALID_SESSION_ID");
		assertThat(get(apex + "/other", token).statusCode()).isEqualTo(404);
		assertThat(this.org.apexRestCalls("orders")).isEqualTo(2);
		assertThat(this.org.apexRestCalls("/items/*")).isEqualTo(1);
		this.org.clearScenarios();
		assertThat(get(apex + "/orders", token).statusCode()).isEqualTo(404);
	}

	@Test
	void dailyLimitIsEnforcedOnRequest() {
		String token = TestClient.login(this.org);
		this.org.apiUsage(9, 10).enforceApiLimit(true);
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		HttpResponse<String> refused = TestClient.call(this.org, token);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("TotalRequests Limit exceeded.");
		assertThat(refused.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=10/10");
		this.org.enforceApiLimit(false);
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
	}

	@Test
	void concurrentLimitIsEnforcedOnRequest() throws Exception {
		String token = TestClient.login(this.org);
		this.org.limitConcurrentCalls(1).apexRest("slow", Faults.empty(200).after(Duration.ofMinutes(5)));
		CompletableFuture<HttpResponse<String>> slow = TestClient
			.getAsync(this.server.url() + "/services/apexrest/slow", "Authorization", "Bearer " + token);
		await().until(() -> this.org.apexRestCalls("slow") == 1);
		HttpResponse<String> refused = TestClient.call(this.org, token);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
		this.org.limitConcurrentCalls(1, Duration.ofSeconds(20));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		slow.cancel(true);
	}

	@Test
	void concurrentLimitCountsNoCallThatIsOver() {
		String token = TestClient.login(this.org);
		this.org.limitConcurrentCalls(1);
		for (int i = 0; i < 3; i++) {
			assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void oldInstanceRedirectsToTheNewOne() {
		String token = TestClient.login(this.org);
		this.org.moveToNewInstance(301);
		HttpResponse<String> moved = get(this.server.url() + "/services/data/v60.0/query?q=SELECT%20Id", token);
		assertThat(moved.statusCode()).isEqualTo(301);
		assertThat(moved.headers().firstValue("Location"))
			.contains(this.org.instanceUrl() + "/services/data/v60.0/query?q=SELECT+Id");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
		assertThat(TestClient.call(this.org, TestClient.login(this.org)).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> loginResponse() {
		return TestClient.loginWith(this.org, (claims) -> {
		});
	}

	private static HttpResponse<String> get(String url, String token) {
		return TestClient.get(url, "Authorization", "Bearer " + token);
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
		assertThat(call.status()).isEqualTo(200);
		assertThat(call.query()).containsExactly(Map.entry("a", "b c"));
		assertThat(call.header("AUTHORIZATION")).isEqualTo("OAuth " + shown(token));
		assertThat(this.org.tokenRequests()).singleElement()
			.satisfies((form) -> assertThat(form).containsOnlyKeys("grant_type", "assertion")
				.containsEntry("grant_type", TestClient.JWT_BEARER));
		this.org.forgetRequests();
		assertThat(this.org.requests()).isEmpty();
	}

	String shown(String secret) {
		return secret;
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
