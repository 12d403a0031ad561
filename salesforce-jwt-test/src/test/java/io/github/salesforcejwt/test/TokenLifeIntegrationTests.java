package io.github.salesforcejwt.test;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions: how long they live, what ends them, and how APIs answer to a dead token.
 */
class TokenLifeIntegrationTests {

	private final MutableClock clock = MutableClock.of(Instant.parse("2026-09-01T10:00:00Z"), ZoneOffset.UTC);

	@AutoClose
	private final SalesforceServer server = SalesforceServer.builder()
		.clock(this.clock)
		.tokenLifetime(Duration.ofMinutes(60))
		.start();

	private final SalesforceOrg org = this.server.org();

	@Test
	void furtherLoginsAreGivenTheSameTokenWhileItLives() {
		String token = login();
		assertThat(login()).isEqualTo(token);
		this.org.endAllSessions();
		assertThat(login()).isNotEqualTo(token);
		assertThat(this.org.logins()).isEqualTo(3);
	}

	@Test
	void useInTheSecondHalfProlongsASession() {
		String token = login();
		this.clock.add(Duration.ofMinutes(31));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		this.clock.add(Duration.ofMinutes(59));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
	}

	@Test
	void useInTheFirstHalfDoesNotProlongASession() {
		String token = login();
		this.clock.add(Duration.ofMinutes(29));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		this.clock.add(Duration.ofMinutes(31));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
	}

	@Test
	void deadOrMissingTokenIsAnsweredInTheWordsOfSalesforce() {
		this.org.endAllSessions();
		for (HttpResponse<String> response : List.of(TestClient.call(this.org, "00Ddead"),
				TestClient.get(this.server.url() + "/services/data/v60.0/limits"))) {
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
			assertThat(response.body())
				.isEqualTo("[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
			assertThat(response.headers().firstValue("Sforce-Limit-Info")).isEmpty();
		}
	}

	@Test
	void malformedHeaderIsAnsweredInTheWordsOfSalesforce() {
		HttpResponse<String> response = TestClient.get(this.server.url() + "/services/data/v60.0/limits",
				"Authorization", "Basic eDp5");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).contains("INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE");
	}

	@Test
	void bulkApiOneHasItsOwnHeaderAndError() {
		String url = this.server.url() + "/services/async/60.0/job";
		HttpResponse<String> dead = TestClient.get(url, "X-SFDC-SESSION", "00Ddead");
		assertThat(dead.statusCode()).isEqualTo(400);
		assertThat(dead.body()).contains("<exceptionCode>InvalidSessionId</exceptionCode>")
			.contains("<exceptionMessage>Invalid session id</exceptionMessage>");
		HttpResponse<String> living = TestClient.get(url, "X-SFDC-SESSION", login());
		assertThat(living.statusCode()).isEqualTo(404);
	}

	@Test
	void deadTokensAreReissuedAndNeverAccepted() {
		this.org.issueDeadTokens(true);
		String dead = login();
		assertThat(TestClient.call(this.org, dead).statusCode()).isEqualTo(401);
		assertThat(login()).isEqualTo(dead);
		this.org.issueDeadTokens(false);
		assertThat(TestClient.call(this.org, login()).statusCode()).isEqualTo(200);
	}

	@Test
	void jwtTokensNameTheirExpiryAndAreNewAtEachLogin() throws Exception {
		this.org.issueJwtTokens(Duration.ofMinutes(10));
		Map<String, Object> login = TestClient.json(loginResponse());
		String token = (String) login.get("access_token");
		assertThat(login).containsEntry("token_format", "jwt")
			.containsEntry("api_instance_url", this.org.instanceUrl())
			.doesNotContainKey("expires_in");
		long now = this.clock.instant().getEpochSecond();
		assertThat(TestClient.claims(token)).containsEntry("iat", (int) now)
			.containsEntry("exp", (int) now + 600)
			.containsEntry("scp", "refresh_token api");
		assertThat(TestClient.verify(token, this.server.url() + "/id/keys")).isTrue();
		assertThat(login()).isNotEqualTo(token);
		this.clock.add(Duration.ofMinutes(9));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		this.clock.add(Duration.ofMinutes(1));
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
		this.org.issueOpaqueTokens();
		assertThat(login()).startsWith("00D").contains("!");
	}

	@Test
	void jwtTokensEndWithTheSessions() {
		this.org.issueJwtTokens(Duration.ofMinutes(10));
		String token = login();
		this.org.endAllSessions();
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
	}

	@Test
	void lifetimeIsReportedOnRequest() {
		this.org.reportTokenLifetime(true);
		assertThat(TestClient.json(loginResponse())).containsEntry("expires_in", 3600);
		this.clock.add(Duration.ofMinutes(20));
		assertThat(TestClient.json(loginResponse())).containsEntry("expires_in", 2400);
	}

	@Test
	void sessionOfOneOrgIsNoneOfAnother() {
		SalesforceOrg acme = this.server.addOrg("acme");
		assertThat(acme.url()).isNotEqualTo(this.org.url());
		assertThat(TestClient.call(acme, login()).statusCode()).isEqualTo(401);
	}

	@Test
	void orgThatMovesTakesItsLoginsAndItsCallsToTheNewInstance() {
		String old = login();
		this.org.moveToNewInstance();
		assertThat(this.org.instanceUrl()).isNotEqualTo(this.org.url());
		assertThat(TestClient.callAt(this.org.url(), old).statusCode()).isEqualTo(401);
		HttpResponse<String> login = loginResponse();
		assertThat(TestClient.json(login)).containsEntry("instance_url", this.org.instanceUrl());
		String token = (String) TestClient.json(login).get("access_token");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		assertThat(TestClient.callAt(this.org.url(), token).statusCode()).isEqualTo(401);
	}

	@Test
	void deactivatedUserLosesItsSessions() {
		String token = login();
		this.org.deactivate(this.org.username());
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
	}

	@Test
	void eachCallCountsButForTheVersions() {
		String token = login();
		this.org.apiUsage(17, 5000);
		assertThat(TestClient.call(this.org, token).headers().firstValue("Sforce-Limit-Info"))
			.contains("api-usage=18/5000");
		HttpResponse<String> versions = TestClient.get(this.server.url() + "/services/data/");
		assertThat(versions.headers().firstValue("Sforce-Limit-Info")).isEmpty();
		HttpResponse<String> limits = TestClient.call(this.org, token);
		assertThat(limits.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=19/5000");
		assertThat(TestClient.json(limits)).containsEntry("DailyApiRequests", Map.of("Max", 5000, "Remaining", 4981));
		assertThat(this.org.apiCalls()).isEqualTo(19);
	}

	@Test
	void dateHeaderFollowsTheClock() {
		assertThat(loginResponse().headers().allValues("Date")).containsExactly("Tue, 1 Sep 2026 10:00:00 GMT");
	}

	private String login() {
		return (String) TestClient.json(loginResponse()).get("access_token");
	}

	private HttpResponse<String> loginResponse() {
		return TestClient.loginWith(this.org,
				(claims) -> claims.put("exp", this.clock.instant().plusSeconds(180).getEpochSecond()));
	}

}
