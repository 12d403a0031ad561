package io.github.salesforcejwt.test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.common.Json;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

/**
 * The control API as any language sees it.
 */
class ControlApiIntegrationTests {

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	@Test
	void orgsAreListedWithoutTheirSecrets() {
		this.server.addOrg("acme");
		HttpResponse<String> orgs = get("/orgs");
		assertThat(orgs.statusCode()).isEqualTo(200);
		List<Map<String, Object>> list = list(orgs);
		assertThat(list).extracting("id").containsExactly("salesforce", "acme");
		assertThat(list.get(0)).containsEntry("loginUrl", this.org.url())
			.containsEntry("clientId", this.org.clientId())
			.containsEntry("username", this.org.username());
		assertThat(orgs.body()).doesNotContain(this.org.clientSecret()).doesNotContain("PRIVATE KEY");
	}

	@Test
	void propertiesLogAnApplicationIn() {
		this.server.addOrg("acme");
		assertThat(TestClient.json(get("/orgs/salesforce/properties"))).isEqualTo(this.server.properties());
		assertThat(TestClient.json(get("/orgs/acme/properties")))
			.isEqualTo(this.server.org("acme").properties("salesforce.jwt.orgs.acme"));
	}

	@Test
	void faultsAreGivenByNameOrInFull() {
		String token = TestClient.login(this.org);
		assertThat(post("/orgs/salesforce/fail-next", """
				{"count": 1, "fault": "server-unavailable"}""").statusCode()).isEqualTo(204);
		assertThat(post("/orgs/salesforce/fail-next", """
				{"count": 1, "fault": {"name": "too-many-requests", "headers": {"Retry-After": "7"}}}""").statusCode())
			.isEqualTo(204);
		assertThat(post("/orgs/salesforce/fail-next", """
				{"count": 1, "fault": {"status": 418, "headers": {"Content-Type": "text/plain"}, "body": "teapot"}}""")
			.statusCode()).isEqualTo(204);
		assertThat(TestClient.json(get("/orgs/salesforce")).get("scenarios")).asInstanceOf(LIST)
			.containsExactly("next 3 calls: 503 SERVER_UNAVAILABLE");
		assertThat(TestClient.call(this.org, token).body()).contains("SERVER_UNAVAILABLE");
		HttpResponse<String> tooMany = TestClient.call(this.org, token);
		assertThat(tooMany.statusCode()).isEqualTo(429);
		assertThat(tooMany.headers().firstValue("Retry-After")).contains("7");
		assertThat(TestClient.call(this.org, token).body()).isEqualTo("teapot");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
	}

	@Test
	void requestsAreShownWithTheirSecretsMasked() {
		String token = TestClient.login(this.org);
		TestClient.call(this.org, token);
		TestClient.post(this.server.url() + "/services/oauth2/introspect",
				Map.of("token", token, "client_id", this.org.clientId(), "client_secret", this.org.clientSecret()));
		TestClient.get(this.server.url() + "/services/data/v60.0/limits?oauth_token=" + token, "X-SFDC-Session", token);
		List<Map<String, Object>> requests = list(get("/orgs/salesforce/requests"));
		assertThat(requests).extracting("method", "path", "status")
			.containsExactly(tuple("POST", "/services/oauth2/token", 200),
					tuple("GET", "/services/data/v60.0/limits", 200), tuple("POST", "/services/oauth2/introspect", 200),
					tuple("GET", "/services/data/v60.0/limits", 401));
		assertThat(requests.get(3)).containsEntry("query", "oauth_token=***");
		assertThat(list(get("/orgs/salesforce/requests?after=3"))).hasSize(1);
		HttpResponse<String> call = get("/orgs/salesforce/requests/2");
		assertThat(call.body()).contains("\"authorization\":\"Bearer ***\"", "DailyApiRequests");
		HttpResponse<String> login = get("/orgs/salesforce/requests/1");
		assertThat(login.body()).contains("grant_type=", "assertion=***", "instance_url");
		assertThat(get("/orgs/salesforce/request-details").body()).doesNotContain(token, this.org.clientSecret());
		assertThat(get("/orgs/salesforce/requests/77").body()).contains("No request '77'");
	}

	@Test
	void loginsAreShownWithTheReasonOfTheRefusal() {
		TestClient.loginWith(this.org, (claims) -> claims.put("sub", "nobody@acme.example"));
		assertThat(list(get("/orgs/salesforce/logins"))).singleElement()
			.satisfies((login) -> assertThat(login).containsEntry("username", "nobody@acme.example")
				.containsEntry("flow", "OAuth JWT Bearer")
				.containsEntry("successful", false)
				.containsEntry("reason", "user hasn't approved this consumer"));
		TestClient.login(this.org);
		assertThat(list(get("/orgs/salesforce/logins?limit=1"))).extracting("username")
			.containsExactly(this.org.username());
	}

	@Test
	void recordsAreShownAsTables() {
		String token = TestClient.login(this.org);
		for (String name : List.of("Acme", "Beta", "Gamma")) {
			TestClient
				.send(HttpRequest.newBuilder(URI.create(this.server.url() + "/services/data/v60.0/sobjects/Account"))
					.header("Authorization", "Bearer " + token)
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString("{\"Name\": \"" + name + "\"}"))
					.build());
		}
		assertThat(list(get("/orgs/salesforce/records"))).contains(Map.of("name", "Account", "count", 3));
		Map<String, Object> page = TestClient.json(get("/orgs/salesforce/records/Account?offset=1&limit=1"));
		assertThat(page).containsEntry("total", 3);
		assertThat(page.get("fields")).asInstanceOf(LIST).contains("Id", "Name");
		assertThat(page.get("records")).asInstanceOf(LIST).singleElement().asString().contains("Name=Beta");
	}

	@Test
	void orgsCanBeAdded() {
		assertThat(TestClient.json(post("/orgs", """
				{"id": "acme", "username": "erp@acme.example"}"""))).containsEntry("username", "erp@acme.example");
		assertThat(TestClient.login(this.server.org("acme"))).isNotEmpty();
		assertThat(post("/orgs", """
				{"id": "acme"}""").body()).contains("already has an org 'acme'");
	}

	@Test
	void loginHostsAreNamed() {
		assertThat(TestClient.json(get("/login-hosts"))).containsEntry("production", this.server.productionLoginUrl())
			.containsEntry("sandbox", this.server.sandboxLoginUrl());
	}

	@Test
	void serverGoesDownAndComesBack() {
		String token = TestClient.login(this.org);
		assertThat(post("/restart", """
				{"outage": "1ms"}""").statusCode()).isEqualTo(204);
		await().ignoreExceptions().until(() -> TestClient.call(this.org, token).statusCode() == 200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					fail-next | {"count": "x", "fault": "session-expired"} | 'count' is 'x': write a whole number
					fail-next | {"fault": "session-expired"} | 'count' is missing: write a whole number
					fail-next | {"count": 1, "fault": "flood"} | 'fault' is 'flood': there are [service-unavailable,
					fail-next | {"count": 1, "fault": {"colour": 1}} | 'colour' of 'fault' is not known
					fail-next | {"count": 1, "fault": "session-expired", "for": 1} | 'for' is not known: there are
					fail-for | {"duration": "2 weeks", "fault": "session-expired"} | 'duration' is '2 weeks': write a time, one such as 200ms, 2s, 5m or 1h
					approve | {"username": "x@y.example"} | has no user 'x@y.example'
					certificate | {"pem": "x"} | No certificate was found in the text
					scopes | {"scopes": "api"} | 'scopes' is 'api': write a list
					approve | [] | the body is []: write an object
					approve | {"username | The body is no JSON: write an object
					""")
	void whatMakesNoSenseIsNamed(String command, String body, String message) {
		HttpResponse<String> response = post("/orgs/salesforce/" + command, body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat((String) TestClient.json(response).get("message")).contains(message);
	}

	@Test
	void whatIsNotThereIsNamed() {
		assertThat(get("/orgs/acme").body()).contains("No org 'acme' among [salesforce]");
		assertThat(get("/colours").statusCode()).isEqualTo(404);
		assertThat(get("/orgs/salesforce/fail-next").statusCode()).isEqualTo(405);
	}

	@Test
	void documentDescribesEachOperation() {
		Map<String, Object> document = TestClient.json(get("/openapi.json"));
		assertThat(document).containsEntry("openapi", "3.1.0");
		Map<String, Object> paths = map(document.get("paths"));
		assertThat(paths).containsKeys("/orgs", "/orgs/{org}/requests/{number}", "/orgs/{org}/fail-next");
		assertThat(paths.values().stream().flatMap((item) -> map(item).values().stream()))
			.extracting((operation) -> map(operation).get("operationId"))
			.doesNotHaveDuplicates();
		paths.forEach((path, item) -> map(item).forEach((method, operation) -> {
			assertThat(map(operation)).as(method + " " + path).containsKeys("operationId", "summary", "responses");
			if (path.contains("{org}")) {
				assertThat(map(operation)).as(method + " " + path).containsKey("parameters");
			}
		}));
		assertThat(Json.write(paths.get("/orgs/{org}/fail-next"))).contains("#/components/schemas/Fault", "How many");
		assertThat(map(map(document.get("components")).get("schemas"))).containsKeys("Fault", "Problem");
	}

	@Test
	void eachChangeOfAnOrgIsAnOperation() {
		Set<String> operations = map(TestClient.json(get("/openapi.json")).get("paths")).keySet()
			.stream()
			.filter((path) -> path.startsWith("/orgs/{org}/"))
			.map((path) -> path.substring("/orgs/{org}/".length()))
			.collect(Collectors.toSet());
		assertThat(Arrays.stream(SalesforceOrg.class.getMethods())
			.filter((method) -> method.getReturnType() == SalesforceOrg.class && !method.getName().equals("at"))
			.map(Method::getName)
			.map((name) -> name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT))).isNotEmpty()
			.allSatisfy((name) -> assertThat(operations).contains(name));
	}

	@Test
	void controlCallsAreNoRequestsOfAnOrg() {
		get("/orgs");
		assertThat(this.org.requests()).isEmpty();
	}

	@Test
	void pagesOfOtherOriginsAreRefused() throws IOException {
		assertThat(raw("Host: evil.example:8089")).startsWith("HTTP/1.1 403").contains("'evil.example:8089'");
		assertThat(raw("Host: localhost:1", "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
		assertThat(raw("Host: localhost:1", "Origin: null")).startsWith("HTTP/1.1 403");
		assertThat(raw("Host: localhost:1", "Origin: http://localhost:2")).startsWith("HTTP/1.1 403");
		assertThat(raw("Host: localhost:1", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
		assertThat(raw("Host: localhost:1", "X-Forwarded-For: 127.0.0.1")).startsWith("HTTP/1.1 403");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8089", "LOCALHOST", "127.0.0.1:8089", "[::1]:8089", "salesforce:8080",
			"host.docker.internal:8089", "sf.localhost" })
	void namesOfThisMachineAreAnswered(String host) throws IOException {
		assertThat(raw("Host: " + host, "Origin: http://" + host)).startsWith("HTTP/1.1 200");
	}

	@Test
	void furtherNamesAreAnsweredOnRequest() throws IOException {
		try (SalesforceServer named = SalesforceServer.builder().host("sf.example.com").start()) {
			assertThat(raw(named, "Host: SF.example.com:8089", "Origin: http://sf.example.com:8089"))
				.startsWith("HTTP/1.1 200");
			assertThat(raw(named, "Host: localhost", "X-Forwarded-Proto: https", "X-Forwarded-Host: sf.example.com",
					"Origin: https://sf.example.com"))
				.startsWith("HTTP/1.1 200");
			assertThat(raw(named, "Host: evil.example", "X-Forwarded-Host: localhost")).startsWith("HTTP/1.1 403");
		}
	}

	@Test
	void controlApiCanBeSwitchedOff() {
		try (SalesforceServer off = SalesforceServer.builder().control(SalesforceServer.Control.OFF).start()) {
			assertThat(TestClient.get(off.url() + "/__stand-in/orgs").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void controlApiAnswersAnyoneOnRequest() throws IOException {
		try (SalesforceServer open = SalesforceServer.builder().control(SalesforceServer.Control.ANYONE).start()) {
			assertThat(raw(open, "Host: localhost:1", "X-Forwarded-For: 203.0.113.9")).startsWith("HTTP/1.1 200");
			assertThat(raw(open, "Host: evil.example")).startsWith("HTTP/1.1 403");
		}
	}

	private String raw(String... headers) throws IOException {
		return raw(this.server, headers);
	}

	/** Sends headers that no client of the JDK sends. */
	private static String raw(SalesforceServer server, String... headers) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", URI.create(server.url()).getPort())) {
			String request = "GET /__stand-in/orgs HTTP/1.1\r\n" + String.join("\r\n", headers)
					+ "\r\nConnection: close\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private HttpResponse<String> get(String path) {
		return TestClient.get(this.server.url() + "/__stand-in" + path);
	}

	private HttpResponse<String> post(String path, String json) {
		return TestClient.send(HttpRequest.newBuilder(URI.create(this.server.url() + "/__stand-in" + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build());
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(HttpResponse<String> response) {
		return Json.read(response.body(), List.class);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object json) {
		return (Map<String, Object>) json;
	}

}
