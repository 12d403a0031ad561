package io.github.salesforcejwt.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Secrets in each property, the wrong ones included: none is in what Actuator shows, nor
 * in what an application prints at the level TRACE that does not start.
 */
class CanaryIntegrationTests {

	private static final String PASSWORD = "CanaryOfTheKeyPassw0rd";

	private static final String CLIENT_SECRET = "C4N4RY0fTheClientSecret5B1D7E9F3A2C8064";

	/** What another property adds to the client secret. */
	private static final String END = "CanaryOfItsEnd4711";

	private static final List<String> TEXTS = List.of("client-id", "username", "private-key", "private-key-password",
			"ssl-bundle", "login-url", "audience", "instance-url", "client-secret", "client-authentication-method",
			"allowed-hosts", "authorize-redirect-uri", "quota.stop-at", "http.ssl-bundle");

	private static final List<String> CONVERTED = List.of("grant-type", "token-lifetime", "verify-on-startup",
			"retry.login.max-retries");

	@TempDir
	private Path directory;

	/**
	 * Boot leaves them set, and the tests that follow would print no log.
	 */
	@AfterAll
	static void resetLog() {
		Stream.of(LoggingSystemProperty.CONSOLE_THRESHOLD, LoggingSystemProperty.LOG_FILE)
			.map(LoggingSystemProperty::getEnvironmentVariableName)
			.forEach(System::clearProperty);
	}

	@Test
	void endpointsShowNoSecret() {
		try (SalesforceServer server = SalesforceServer.start(); ConfigurableApplicationContext context = web(server)) {
			SalesforceClients clients = context.getBean(SalesforceClients.class);
			clients.restClient("salesforce").get().uri("/services/data").retrieve().toBodilessEntity();
			String token = clients.session("salesforce").accessToken().getTokenValue();
			SalesforceOrg acme = server.org("acme");
			acme.refuseLogins("invalid_grant", "words-beside-the-secret " + token + " client_secret=" + CLIENT_SECRET);
			assertThat(catchThrowable(() -> clients.session("acme").accessToken())).isNotNull();

			String shown = shown(context);

			assertThat(shown).contains("words-beside-the-secret", "salesforce.jwt.private-key", "application.alias",
					"salesforce.login.failed", server.org().clientId());
			assertThat(Stream.concat(lines(server.org().privateKey()),
					Stream.of(PASSWORD, CLIENT_SECRET, END, token.substring(token.indexOf('!')))))
				.filteredOn(shown::contains)
				.isEmpty();
		}
	}

	private static ConfigurableApplicationContext web(SalesforceServer server) {
		Map<String, String> acme = server.addOrg("acme").properties("salesforce.jwt.orgs.acme");
		List<String> arguments = new ArrayList<>(List.of("server.port=0", "spring.main.web-application-type=servlet",
				"spring.autoconfigure.exclude=org.springframework.boot.security.autoconfigure.web.servlet."
						+ "ServletWebSecurityAutoConfiguration,org.springframework.boot.security.autoconfigure."
						+ "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
				"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"salesforce.jwt.private-key-password=" + PASSWORD,
				"salesforce.jwt.orgs.acme.client-secret=" + CLIENT_SECRET + "${application.end}",
				"application.end=" + END, "application.alias=" + CLIENT_SECRET,
				"application.within=jdbc:x?p=" + PASSWORD));
		server.properties().forEach((name, value) -> arguments.add(name + "=" + value));
		acme.forEach((name, value) -> arguments.add(name + "=" + value));
		return new SpringApplicationBuilder(TestApplication.class)
			.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
	}

	/**
	 * All that can be read. A dump of the heap holds all that is in memory.
	 */
	private static String shown(ConfigurableApplicationContext context) {
		String url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/actuator";
		String links = get(url);
		List<String> endpoints = new ArrayList<>(JsonPath.<List<String>>read(links, "$._links[*].href"));
		assertThat(endpoints).hasSizeGreaterThan(10);
		endpoints.removeIf((endpoint) -> endpoint.contains("{") || endpoint.endsWith("/heapdump"));
		JsonPath.<List<Map<String, Object>>>read(get(url + "/env"), "$.propertySources[*].properties")
			.forEach((source) -> source.keySet()
				.stream()
				.filter((name) -> name.contains("salesforce") || name.contains("application"))
				.forEach((name) -> endpoints.add(url + "/env/" + name)));
		JsonPath.<List<String>>read(get(url + "/metrics"), "$.names")
			.stream()
			.filter((name) -> name.contains("salesforce") || name.contains("http"))
			.forEach((name) -> endpoints.add(url + "/metrics/" + name));
		Stream.of("salesforce", "acme")
			.forEach((org) -> endpoints.addAll(List.of(url + "/salesforce/" + org, url + "/health/salesforce/" + org)));
		StringBuilder shown = new StringBuilder();
		endpoints.forEach((endpoint) -> shown.append(endpoint).append(get(endpoint)).append('\n'));
		return shown.toString();
	}

	private static String get(String url) {
		return String.valueOf(
				RestClient.create().get().uri(url).retrieve().onStatus(HttpStatusCode::isError, (request, response) -> {
				}).body(String.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "key", "secret", "short secret" })
	void secretInTheWrongPropertyIsNotPrintedAtTrace(String kind) throws IOException {
		String pem = Pem.generate("RSA", 2048).privateKey();
		String secret = switch (kind) {
			case "key" -> pem;
			case "secret" -> CLIENT_SECRET;
			default -> "Canary7";
		};
		String shown = fail(Stream.concat(TEXTS.stream(), CONVERTED.stream()).toList(), secret);
		assertThat(shown)
			.contains("APPLICATION FAILED TO START", " TRACE ", "salesforce.jwt.login-url", "salesforce.jwt.audience")
			.contains(CONVERTED.stream().map("salesforce.jwt."::concat).toList());
		assertThat((kind.equals("key") ? lines(pem) : Stream.of(secret)).toList()).filteredOn(shown::contains)
			.isEmpty();
	}

	private String fail(List<String> properties, String secret) throws IOException {
		Path log = this.directory.resolve(properties.get(0) + ".log");
		List<String> arguments = new ArrayList<>(
				List.of("--logging.level.root=trace", "--logging.file.name=" + log, "--logging.threshold.console=off"));
		properties.forEach((property) -> arguments.add("--salesforce.jwt." + property + "=" + secret));
		Throwable failure = catchThrowable(
				() -> new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
					.run(arguments.toArray(String[]::new))
					.close());
		assertThat(failure).as("%s", properties).isNotNull();
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each.getClass().getName().startsWith("io.github.salesforcejwt")) {
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				new ObjectOutputStream(bytes).writeObject(each);
				text.append(bytes.toString(StandardCharsets.ISO_8859_1));
			}
		}
		return text.append(Files.readString(log)).toString();
	}

	private static Stream<String> lines(String pem) {
		return pem.lines().filter((line) -> !line.startsWith("-----"));
	}

}
