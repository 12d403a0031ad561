package io.github.salesforcejwt.test;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The client credentials flow, and the OAuth endpoints beside the token endpoint.
 */
class OAuthEndpointsIntegrationTests {

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	@Test
	void clientCredentialsLogInAsTheRunAsUserBothWays() {
		HttpResponse<String> post = clientCredentials(this.server.url());
		assertThat(TestClient.json(post))
			.containsOnlyKeys("access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at")
			.containsEntry("scope", "api");
		HttpResponse<String> basic = TestClient.token(this.server.url(), Map.of("grant_type", "client_credentials"),
				"Authorization", basic(this.org.clientId(), this.org.clientSecret()));
		assertThat(TestClient.json(basic).get("access_token")).isEqualTo(TestClient.json(post).get("access_token"));
		String token = (String) TestClient.json(basic).get("access_token");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		TestClient.login(this.org);
		assertThat(this.org.loginHistory()).extracting(LoginEvent::username, LoginEvent::subType)
			.containsExactly(tuple(this.org.username(), "OAuth Client Credentials"),
					tuple(this.org.username(), "OAuth Client Credentials"),
					tuple(this.org.username(), "OAuth JWT Bearer"));
	}

	@Test
	void clientCredentialsAreRefusedInTheWordsOfSalesforce() {
		assertThat(clientCredentials(this.server.productionLoginUrl()).body()).contains("invalid_grant",
				"request not supported on this domain");
		assertThat(TestClient
			.token(this.server.url(),
					Map.of("grant_type", "client_credentials", "client_id", this.org.clientId(), "client_secret",
							"wrong"))
			.body()).contains("invalid_client", "invalid client credentials");
		this.org.scopes("refresh_token", "full");
		assertThat(clientCredentials(this.server.url()).body()).contains("no valid scopes defined");
		this.org.runAs("");
		assertThat(clientCredentials(this.server.url()).body()).contains("no client credentials user enabled");
	}

	@Test
	void introspectionTellsAboutALivingToken() {
		String token = TestClient.login(this.org);
		assertThat(introspect(token))
			.containsOnlyKeys("active", "scope", "client_id", "username", "sub", "token_type", "exp", "iat", "nbf")
			.containsEntry("active", true)
			.containsEntry("username", this.org.username())
			.containsEntry("client_id", this.org.clientId());
		this.org.endAllSessions();
		assertThat(introspect(token)).containsExactly(Map.entry("active", false));
	}

	@Test
	void introspectionNeedsTheSecret() {
		HttpResponse<String> response = TestClient.post(this.server.url() + "/services/oauth2/introspect",
				Map.of("token", "x", "client_id", this.org.clientId()));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("invalid_client");
	}

	@Test
	void revocationEndsTheSessionForAllItsHolders() {
		String token = TestClient.login(this.org);
		String url = this.server.url() + "/services/oauth2/revoke";
		assertThat(TestClient.post(url, Map.of("token", token)).statusCode()).isEqualTo(200);
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
		assertThat(TestClient.login(this.org)).isNotEqualTo(token);
		HttpResponse<String> again = TestClient.post(url, Map.of("token", token));
		assertThat(again.statusCode()).isEqualTo(400);
		assertThat(again.body()).contains("invalid_token");
	}

	@Test
	void identityUrlIsListedAndTakesTheTokenAsAParameter() {
		String token = TestClient.login(this.org);
		String bearer = "Bearer " + token;
		Map<String, Object> resources = TestClient
			.json(TestClient.get(this.server.url() + "/services/data/v68.0/", "Authorization", bearer));
		Map<String, Object> userinfo = TestClient
			.json(TestClient.get(this.server.url() + "/services/oauth2/userinfo", "Authorization", bearer));
		assertThat(resources).containsEntry("identity", userinfo.get("sub"));
		HttpResponse<String> identity = TestClient
			.get(resources.get("identity") + "?oauth_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
		assertThat(identity.statusCode()).isEqualTo(200);
		assertThat(TestClient.json(identity)).containsEntry("username", this.org.username());
		assertThat(TestClient.get(resources.get("identity") + "?oauth_token=00Dx").statusCode()).isEqualTo(403);
	}

	@Test
	void recordsNameTheUserWhoCreatedThem() {
		this.org.addUser("clerk@acme.example").approve("clerk@acme.example").addUser("gone@acme.example");
		this.org.deactivate("gone@acme.example");
		String token = (String) TestClient
			.json(TestClient.loginWith(this.org, (claims) -> claims.put("sub", "clerk@acme.example")))
			.get("access_token");
		TestClient.send(HttpRequest.newBuilder(URI.create(this.server.url() + "/services/data/v68.0/sobjects/Account"))
			.header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"Name\":\"Acme\"}"))
			.build());
		assertThat(query(token, "SELECT CreatedBy.Username, Owner.Username FROM Account")).contains("\"CreatedBy\":{",
				"\"Username\":\"clerk@acme.example\"", "\"Owner\":{");
		assertThat(query(token, "SELECT Username FROM User WHERE IsActive = false")).contains("\"totalSize\":1",
				"gone@acme.example");
	}

	private String query(String token, String soql) {
		return TestClient
			.get(this.server.url() + "/services/data/v68.0/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8),
					"Authorization", "Bearer " + token)
			.body();
	}

	@Test
	void userinfoAndIdentityUrlTellWhoIsLoggedIn() {
		Map<String, Object> login = TestClient.json(TestClient.loginWith(this.org, (claims) -> {
		}));
		String bearer = "Bearer " + login.get("access_token");
		Map<String, Object> userinfo = TestClient
			.json(TestClient.get(this.server.url() + "/services/oauth2/userinfo", "Authorization", bearer));
		assertThat(userinfo).containsEntry("preferred_username", this.org.username())
			.containsEntry("organization_id", this.org.orgId())
			.containsEntry("sub", login.get("id"));
		Map<String, Object> identity = TestClient
			.json(TestClient.get((String) login.get("id"), "Authorization", bearer));
		assertThat(identity).containsEntry("username", this.org.username())
			.containsEntry("user_id", userinfo.get("user_id"))
			.containsEntry("id", login.get("id"));
	}

	@Test
	void identityServicesAnswerBadTokenWithTheirOwnForbidden() {
		for (String path : List.of("/services/oauth2/userinfo", "/id/00D/005")) {
			HttpResponse<String> response = TestClient.get(this.server.url() + path, "Authorization", "Bearer x");
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.body()).isEqualTo("Bad_OAuth_Token");
		}
	}

	@Test
	void discoveryDocumentNamesTheEndpoints() {
		Map<String, Object> document = TestClient
			.json(TestClient.get(this.server.url() + "/.well-known/openid-configuration"));
		assertThat(document).containsEntry("issuer", this.server.url())
			.containsEntry("token_endpoint", this.server.url() + "/services/oauth2/token");
	}

	@Test
	void userApprovesTheAppOnThePage() {
		this.org.selfAuthorize().removeApproval(this.org.username());
		String url = this.server.url() + "/services/oauth2/authorize";
		HttpResponse<String> page = TestClient.get(url + "?response_type=code&client_id=" + this.org.clientId()
				+ "&redirect_uri=https://app.example/callback&login_hint=" + this.org.username());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("Allow", this.org.username());
		Map<String, String> form = new HashMap<>(Map.of("client_id", this.org.clientId(), "redirect_uri",
				"https://app.example/callback", "username", this.org.username(), "decision", "Deny"));
		assertThat(TestClient.post(url, form).headers().firstValue("Location").orElse(""))
			.startsWith("https://app.example/callback?error=access_denied");
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("user hasn't approved this consumer");
		form.put("decision", "Allow");
		HttpResponse<String> allowed = TestClient.post(url, form);
		assertThat(allowed.statusCode()).isEqualTo(302);
		assertThat(allowed.headers().firstValue("Location").orElse(""))
			.startsWith("https://app.example/callback?code=");
		assertThat(TestClient.login(this.org)).isNotEmpty();
	}

	@Test
	void approvalPageRefusesUnknownApps() {
		assertThat(TestClient.get(this.server.url() + "/services/oauth2/authorize?client_id=x").body())
			.contains("invalid_client_id");
	}

	private HttpResponse<String> clientCredentials(String url) {
		return TestClient.token(url, Map.of("grant_type", "client_credentials", "client_id", this.org.clientId(),
				"client_secret", this.org.clientSecret()));
	}

	private Map<String, Object> introspect(String token) {
		return TestClient.json(TestClient.post(this.server.url() + "/services/oauth2/introspect",
				Map.of("token", token, "token_type_hint", "access_token"), "Authorization",
				basic(this.org.clientId(), this.org.clientSecret())));
	}

	private static String basic(String id, String secret) {
		return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
	}

}
