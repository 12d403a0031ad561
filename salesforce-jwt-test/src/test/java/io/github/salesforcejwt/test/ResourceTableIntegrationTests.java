package io.github.salesforcejwt.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.salesforcejwt.test.internal.standin.OrgSpec;
import io.github.salesforcejwt.test.internal.standin.StandIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of resources in the documentation, held against the server: what it lists is
 * there with just these methods, what the server has is listed.
 */
class ResourceTableIntegrationTests {

	private static final Pattern ROW = Pattern
		.compile("\\| `(/[^`]+)` \\| ([A-Z, ]*)\\| (there|partly|not there) \\|.*");

	private static final Pattern ALLOWED = Pattern.compile("Allowed are ([A-Z,]+)");

	private static final Map<String, String> VALUES = new TreeMap<>();

	private static final SalesforceServer SERVER = SalesforceServer.start();

	private static String token;

	@BeforeAll
	static void fill() {
		SalesforceOrg org = SERVER.org().apexRest("*", Faults.empty(200));
		Map<String, Object> login = TestClient.json(TestClient.loginWith(org, (claims) -> {
		}));
		token = (String) login.get("access_token");
		VALUES.put("version", "68.0");
		VALUES.put("type", "Account");
		VALUES.put("externalIdField", "ERP_Id__c");
		VALUES.put("value", "C-1");
		VALUES.put("class", "orders");
		Matcher id = Pattern.compile(".*/id/(\\w+)/(\\w+)").matcher((String) login.get("id"));
		assertThat(id.matches()).isTrue();
		VALUES.put("org", id.group(1));
		VALUES.put("user", id.group(2));
		VALUES.put("id", created("/sobjects/Account", "{\"Name\": \"Acme\", \"ERP_Id__c\": \"C-1\"}"));
		VALUES.put("ingestJob", created("/jobs/ingest", "{\"object\": \"Account\", \"operation\": \"insert\"}"));
		VALUES.put("queryJob",
				created("/jobs/query", "{\"operation\": \"query\", \"query\": \"SELECT Id FROM Account\"}"));
		for (int i = 0; i < 2; i++) {
			send("POST", data("/composite/sobjects"), IntStream.range(0, 150)
				.mapToObj((number) -> "{\"attributes\": {\"type\": \"Contact\"}, \"LastName\": \"" + number + "\"}")
				.collect(Collectors.joining(",", "{\"records\": [", "]}")));
		}
		HttpResponse<String> page = TestClient.get(data("/query?q=SELECT+Id+FROM+Contact"), "Authorization",
				"Bearer " + token, "Sforce-Query-Options", "batchSize=200");
		VALUES.put("locator", ((String) TestClient.json(page).get("nextRecordsUrl")).replaceFirst(".*/", ""));
	}

	@AfterAll
	static void close() {
		SERVER.close();
	}

	static List<Row> rows() throws IOException {
		try (Stream<String> lines = Files.lines(Path.of("../docs/stand-in.md"))) {
			return lines.map(ROW::matcher)
				.filter(Matcher::matches)
				.map((row) -> new Row(row.group(1),
						Arrays.stream(row.group(2).split(","))
							.map(String::strip)
							.filter((method) -> !method.isEmpty())
							.collect(Collectors.toCollection(TreeSet::new)),
						row.group(3)))
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("rows")
	void rowSaysWhatTheServerDoes(Row row) {
		String url = SERVER.url() + row.filled();
		HttpResponse<String> unknown = send("PURGE", url, "");
		if (row.state().equals("not there")) {
			assertThat(unknown.statusCode()).isEqualTo(404);
			assertThat(send("GET", url, "").statusCode()).isEqualTo(404);
			return;
		}
		Matcher allowed = ALLOWED.matcher(unknown.body());
		if (allowed.find()) {
			Set<String> methods = new TreeSet<>(List.of(allowed.group(1).split(",")));
			methods.remove("HEAD");
			assertThat(row.methods()).isEqualTo(methods);
		}
		else {
			// what takes any method
			assertThat(row.path()).doesNotStartWith("/services/data");
			row.methods()
				.forEach((method) -> assertThat(send(method, url, "").body()).as(method)
					.doesNotContain("NOT_FOUND")
					.doesNotContain("METHOD_NOT_ALLOWED"));
		}
	}

	@Test
	void eachRouteHasARow() throws IOException {
		List<String> paths = rows().stream().map(Row::path).toList();
		StandIn.Settings settings = new StandIn.Settings(Clock.systemUTC(), Duration.ofHours(2), Duration.ZERO,
				"127.0.0.1", null);
		try (StandIn standIn = new StandIn(settings)) {
			Set<String> routes = standIn.endpoints()
				.stream()
				.flatMap((endpoint) -> endpoint.paths().stream())
				.map((path) -> path.replace("*", ""))
				.collect(Collectors.toCollection(TreeSet::new));
			standIn.addOrg(new OrgSpec("acme", "3MVG9", "sync@acme.example", null, 0, ""))
				.org()
				.data()
				.paths()
				.forEach((path) -> routes.add("/services/data/v{version}/" + path));
			assertThat(routes).hasSizeGreaterThan(15)
				.allSatisfy((route) -> assertThat(paths).as(route).anyMatch((path) -> isAtOrBelow(path, route)));
		}
	}

	private static boolean isAtOrBelow(String path, String route) {
		return path.equals(route) || path.startsWith(route.endsWith("/") ? route : route + "/");
	}

	private static String created(String path, String json) {
		Object id = TestClient.json(send("POST", data(path), json)).get("id");
		return (String) id;
	}

	private static String data(String path) {
		return SERVER.url() + "/services/data/v68.0" + path;
	}

	private static HttpResponse<String> send(String method, String url, String json) {
		return TestClient.send(HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString(json))
			.build());
	}

	/**
	 * A row of the table.
	 *
	 * @param path the path with variables in braces
	 * @param methods the methods, {@code HEAD} left out
	 * @param state there, partly or not there
	 */
	record Row(String path, Set<String> methods, String state) {

		String filled() {
			return Pattern.compile("\\{(\\w+)}")
				.matcher(this.path)
				.replaceAll((variable) -> VALUES.get(variable.group(1)));
		}

	}

}
