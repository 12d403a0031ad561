package io.github.salesforcejwt.test;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JWT bearer flow against the token endpoint: what it takes, and the exact words with
 * which it refuses.
 */
class JwtBearerLoginIntegrationTests {

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	@Test
	void answerHasTheFieldsOfSalesforceAndNoExpiry() {
		HttpResponse<String> response = TestClient.loginWith(this.org, (claims) -> {
		});
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
		Map<String, Object> body = TestClient.json(response);
		assertThat(body).containsOnlyKeys("access_token", "scope", "instance_url", "id", "token_type")
			.containsEntry("instance_url", this.server.url())
			.containsEntry("scope", "refresh_token api")
			.containsEntry("token_type", "Bearer");
		assertThat((String) body.get("access_token")).startsWith(this.org.orgId().substring(0, 15) + "!AR");
		assertThat((String) body.get("id")).startsWith(this.server.url() + "/id/" + this.org.orgId() + "/005");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void loginIsRefusedInTheWordsOfSalesforce(String what, Consumer<Map<String, Object>> change, String error,
			String description) {
		HttpResponse<String> response = TestClient.loginWith(this.org, change);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
		assertThat(TestClient.json(response)).containsExactly(Map.entry("error", error),
				Map.entry("error_description", description));
		assertThat(this.org.logins()).isZero();
		assertThat(this.org.loginAttempts()).isEqualTo(1);
	}

	static Stream<Arguments> loginIsRefusedInTheWordsOfSalesforce() {
		return Stream.of(
				refusal("unknown consumer key", (claims) -> claims.put("iss", "3MVG9unknown"), "invalid_client_id",
						"client identifier invalid"),
				refusal("unknown user", (claims) -> claims.put("sub", "nobody@acme.example"), "invalid_grant",
						"user hasn't approved this consumer"),
				refusal("prn wins over sub", (claims) -> claims.put("prn", "nobody@acme.example"), "invalid_grant",
						"user hasn't approved this consumer"),
				refusal("audience of sandboxes", (claims) -> claims.put("aud", "https://test.salesforce.com"),
						"invalid_grant", "audience is invalid"),
				refusal("audience is an array", (claims) -> claims.put("aud", List.of("https://login.salesforce.com")),
						"invalid_grant", "audience is invalid"),
				refusal("audience is a bare host", (claims) -> claims.put("aud", "login.salesforce.com"),
						"invalid_grant", "audience is invalid"),
				refusal("no audience", (claims) -> claims.remove("aud"), "invalid_grant", "audience is invalid"),
				refusal("expired more than three minutes ago",
						(claims) -> claims.put("exp", Instant.now().getEpochSecond() - 181), "invalid_grant",
						"expired authorization code"),
				refusal("no expiry", (claims) -> claims.remove("exp"), "invalid_grant", "expired authorization code"));
	}

	private static Arguments refusal(String what, Consumer<Map<String, Object>> change, String error,
			String description) {
		return Arguments.of(what, change, error, description);
	}

	@ParameterizedTest
	@MethodSource
	void loginIsAcceptedWith(Consumer<Map<String, Object>> change) {
		assertThat(TestClient.loginWith(this.org, change).statusCode()).isEqualTo(200);
	}

	static Stream<Consumer<Map<String, Object>>> loginIsAcceptedWith() {
		return Stream.of((claims) -> claims.put("aud", "https://login.salesforce.com"),
				(claims) -> claims.put("exp", Instant.now().getEpochSecond() - 170),
				(claims) -> claims.put("exp", Instant.now().plusSeconds(300).toEpochMilli()),
				(claims) -> claims.put("exp", String.valueOf(Instant.now().plusSeconds(60).getEpochSecond())),
				(claims) -> claims.put("prn", claims.put("sub", "nobody@acme.example")),
				(claims) -> claims.put("jti", "first use"));
	}

	@Test
	void sandboxTakesTheAudienceOfSandboxes() {
		this.org.asSandbox();
		assertThat(TestClient.loginWith(this.org, (claims) -> claims.put("aud", "https://test.salesforce.com"))
			.statusCode()).isEqualTo(200);
		assertRefused(TestClient.loginWith(this.org, (claims) -> claims.put("aud", "https://login.salesforce.com")),
				"invalid_grant", "audience is invalid");
	}

	@Test
	void repeatedAssertionIdIsRefused() {
		assertThat(TestClient.loginWith(this.org, (claims) -> claims.put("jti", "1")).statusCode()).isEqualTo(200);
		assertThat(TestClient.loginWith(this.org, (claims) -> claims.put("jti", "1")).statusCode()).isEqualTo(400);
	}

	@Test
	void foreignSignatureIsRefused() {
		SalesforceOrg other = this.server.addOrg("other");
		Map<String, Object> claims = Map.of("iss", this.org.clientId(), "sub", this.org.username(), "aud",
				this.org.url(), "exp", Instant.now().getEpochSecond());
		String assertion = TestClient.sign(Map.of("alg", "RS256"), claims, other.privateKey());
		assertRefused(token("grant_type", TestClient.JWT_BEARER, "assertion", assertion), "invalid_grant",
				"invalid assertion");
	}

	@Test
	void otherAlgorithmIsRefused() {
		Map<String, Object> claims = Map.of("iss", this.org.clientId());
		String assertion = TestClient.sign(Map.of("alg", "ES256"), claims, this.org.privateKey());
		assertRefused(token("grant_type", TestClient.JWT_BEARER, "assertion", assertion), "invalid_grant",
				"invalid assertion");
	}

	@Test
	void whatIsNoJwtIsRefused() {
		for (String assertion : List.of("", "a.b", "a.b.c", "e30.e30.%", "bnVsbA.bnVsbA.")) {
			assertThat(token("grant_type", TestClient.JWT_BEARER, "assertion", assertion).statusCode()).isEqualTo(400);
		}
	}

	@Test
	void otherGrantTypeIsRefused() {
		assertRefused(token("grant_type", "password", "assertion", "a.b.c"), "unsupported_grant_type",
				"grant type not supported");
		assertRefused(TestClient.get(this.server.url() + "/services/oauth2/token"), "unsupported_grant_type",
				"grant type not supported");
	}

	@Test
	void scopeParameterIsRefused() {
		assertRefused(token("grant_type", TestClient.JWT_BEARER, "scope", "api"), "invalid_request",
				"scope parameter not supported");
	}

	@Test
	void appWithoutRefreshTokenScopeIsRefused() {
		this.org.scopes("api");
		assertRefused(TestClient.loginWith(this.org, (claims) -> {
		}), "invalid_request",
				"refresh_token scope is required and the connected app should be installed and preauthorized");
	}

	@Test
	void userIsRefusedByPolicyAndByState() {
		String username = this.org.username();
		this.org.removeApproval(username);
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("invalid_app_access", "user is not admin approved to access this app");
		this.org.selfAuthorize();
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("user hasn't approved this consumer");
		this.org.adminPreAuthorize().approve(username).deactivate(username);
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("inactive user");
		this.org.activate(username).restrictLoginIps(true);
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("ip restricted");
		this.org.restrictLoginIps(false);
		assertThat(TestClient.login(this.org)).isNotEmpty();
		assertThat(this.org.loginHistory()).extracting(LoginEvent::status)
			.containsExactly("user is not admin approved to access this app", "user hasn't approved this consumer",
					"inactive user", "ip restricted", "Success");
		assertThat(this.org.loginHistory()).extracting(LoginEvent::username).containsOnly(username);
	}

	@Test
	void loginsPastTheHourlyLimitAreRefused() {
		this.org.limitLogins(2);
		TestClient.login(this.org);
		TestClient.login(this.org);
		assertRefused(TestClient.loginWith(this.org, (claims) -> {
		}), "invalid_grant", "login rate exceeded");
		assertThat(this.org.loginsOf(this.org.username())).isEqualTo(2);
	}

	@Test
	void appOfAnotherOrgIsNotInstalledHere() {
		SalesforceOrg other = this.server.addOrg("other");
		assertRefused(TestClient.loginAt(this.server.url(), other, (claims) -> {
		}), "app_not_found", "External client app is not installed in this org");
	}

	@Test
	void loginHostServesTheOrgsOfItsKind() {
		SalesforceOrg sandbox = this.server.addOrg("uat").asSandbox();
		String login = this.server.productionLoginUrl();
		HttpResponse<String> response = TestClient.loginAt(login, this.org, (claims) -> claims.put("aud", login));
		assertThat(TestClient.json(response)).containsEntry("instance_url", this.org.url());
		assertRefused(TestClient.loginAt(login, sandbox, (claims) -> {
		}), "app_not_found", "External client app is not installed in this org");
		String test = this.server.sandboxLoginUrl();
		assertThat(TestClient.loginAt(test, sandbox, (claims) -> claims.put("aud", test)).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> token(String... pairs) {
		return TestClient.token(this.server.url(), Map.of(pairs[0], pairs[1], pairs[2], pairs[3]));
	}

	private static void assertRefused(HttpResponse<String> response, String error, String description) {
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(TestClient.json(response)).containsExactly(Map.entry("error", error),
				Map.entry("error_description", description));
	}

}
