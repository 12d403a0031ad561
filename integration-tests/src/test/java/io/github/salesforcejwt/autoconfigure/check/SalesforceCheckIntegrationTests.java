package io.github.salesforcejwt.autoconfigure.check;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceCheck} against the stand-in, in each state in which a step
 * fails.
 */
class SalesforceCheckIntegrationTests {

	private SalesforceServer server = SalesforceServer.start();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private String table = "";

	@BeforeEach
	void configure() {
		this.properties.putAll(this.server.properties());
	}

	@AfterEach
	void stop() {
		assertThat(this.table).doesNotContain(this.server.org().privateKey().lines().skip(1).findFirst().orElseThrow());
		this.server.close();
	}

	@Test
	void allIsWell() {
		assertThat(check()).isTrue();
		assertThat(
				this.table.lines().filter((line) -> line.startsWith("  ✓")).map((line) -> line.substring(4, 19).trim()))
			.containsExactly("configuration", "key", "DNS", "TLS", "clock", "login", "instance URL", "REST versions",
					"user info", "API permission", "quota");
		assertThat(this.table).doesNotContain("✗")
			.contains(this.server.org().username(), "SHA-256", "up to v68.0", this.server.org().orgId());
	}

	@Test
	void orgsAreCheckedOneByOneAndOneThatFailsFailsAll() {
		this.properties.putAll(this.server.addOrg("acme").properties("salesforce.jwt.orgs.acme"));
		assertThat(check()).isTrue();
		this.server.org("acme").refuseLogins("invalid_grant", "inactive user");
		assertThat(check()).isFalse();
		assertThat(this.table.substring(this.table.indexOf("Salesforce org 'salesforce'"))).contains("✓ quota");
		assertThat(this.table.substring(this.table.indexOf("Salesforce org 'acme'"))).contains("✗ login")
			.contains("activate or unfreeze");
	}

	@Test
	void noProperty() {
		this.properties.clear();
		assertFailed("configuration", "no property 'salesforce.jwt.*' is set", "salesforce.jwt.client-id");
	}

	@Test
	void missingProperty() {
		this.properties.remove("salesforce.jwt.client-id");
		assertFailed("configuration", "'salesforce.jwt.client-id'", "consumer key");
		assertThat(this.table).contains("– login           not reached");
	}

	@Test
	void propertyOfTheWrongType() {
		this.properties.put("salesforce.jwt.token-lifetime", "soon");
		assertFailed("configuration", "'salesforce.jwt.token-lifetime' cannot be used: it is '(not shown: 4 characters",
				"a duration such as 30s");
	}

	@Test
	void missingKey() {
		this.properties.put("salesforce.jwt.private-key", "file:/nowhere/key.pem");
		assertFailed("key", "/nowhere/key.pem", "What to do");
	}

	@Test
	void unknownSslBundle() {
		this.properties.remove("salesforce.jwt.private-key");
		this.properties.put("salesforce.jwt.ssl-bundle", "nobody");
		assertFailed("key", "there is no SSL bundle", "What to do");
	}

	@Test
	void unknownHost() {
		this.properties.put("salesforce.jwt.login-url", "https://acme.my.salesforce.invalid");
		this.properties.put("salesforce.jwt.allowed-hosts", "acme.my.salesforce.invalid");
		assertFailed("DNS", "acme.my.salesforce.invalid cannot be resolved", "DNS server");
	}

	@Test
	void closedPort() {
		this.properties.put("salesforce.jwt.login-url", "http://localhost:1");
		assertFailed("TLS", "ConnectException", "firewall");
	}

	@Test
	void hostThatSpeaksNoTls() {
		this.properties.put("salesforce.jwt.login-url", this.server.url().replace("http:", "https:"));
		assertFailed("TLS", "SSL", "spring.http.clients.ssl.bundle");
	}

	@Test
	void clockThatIsBehind() {
		this.server.close();
		this.server = SalesforceServer.builder().clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2))).start();
		configure();
		assertFailed("clock", "s behind Salesforce's", "NTP");
		assertThat(this.table).contains("✓ quota");
	}

	@Test
	void refusedLogin() {
		this.server.org().refuseLogins("invalid_grant", "user hasn't approved this consumer");
		assertFailed("login", "user hasn't approved this consumer", "pre-authorized");
		assertThat(this.table).contains("– quota           not reached");
	}

	@Test
	void noRestVersions() {
		this.server.org().failNext(2, Faults.error(404, "NOT_FOUND", "not here"));
		assertFailed("REST versions", "HTTP 404", "instance-url");
	}

	@Test
	void userWithoutApiPermission() {
		// the login host is asked for its versions before the login, and after it
		this.server.org()
			.failNext(2, Faults.delay(Duration.ZERO))
			.failNext(1,
					Faults.error(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization."));
		assertFailed("API permission", "API_DISABLED_FOR_ORG", "API Enabled");
	}

	@Test
	void quotaThatIsUsedUp() {
		this.server.org().failNext(2, Faults.delay(Duration.ZERO)).failNext(1, Faults.requestLimitExceeded());
		assertFailed("quota", "REQUEST_LIMIT_EXCEEDED", "ask Salesforce");
	}

	@Test
	void quotaThatIsNearlyUsedUp() {
		this.server.org().apiUsage(95_000, 100_000);
		assertFailed("quota", "of 100000 API calls of 24 hours are used", "what calls so often");
	}

	@ParameterizedTest
	@ValueSource(strings = { "client-id", "username", "private-key", "private-key-password", "ssl-bundle", "login-url",
			"audience", "instance-url", "allowed-hosts", "grant-type", "client-authentication-method", "token-lifetime",
			"authorize-redirect-uri", "quota.stop-at", "http.ssl-bundle" })
	void secretInAnyPropertyIsNotPrinted(String property) {
		for (String secret : List.of("C4N4RY0fTheClientSecret5B1D7E9F3A2C8064",
				"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC73BRHhBiKvyf4")) {
			configure();
			this.properties.put("salesforce.jwt." + property, secret);
			check();
			assertThat(this.table).contains("configuration").doesNotContain(secret);
		}
	}

	@Test
	void secretInAnAnswerIsNotPrinted() {
		String secret = "C4N4RY0fTheClientSecret5B1D7E9F3A2C8064";
		this.server.org().refuseLogins("invalid_grant", "words-beside-the-secret client_secret=" + secret);
		assertFailed("login", "words-beside-the-secret", "");
		assertThat(this.table).doesNotContain(secret);
		this.server.org().acceptLogins();
		this.server.org().failNext(2, Faults.error(400, "words-beside-the-secret", "access_token=" + secret));
		assertFailed("REST versions", "words-beside-the-secret", "");
		assertThat(this.table).doesNotContain(secret);
	}

	@Test
	void appWithoutIdentityScopeIsToldAndDoesNotFail() {
		this.server.org().scopes("refresh_token", "api");
		assertThat(check()).isTrue();
	}

	private void assertFailed(String step, String found, String remedy) {
		assertThat(check()).isFalse();
		assertThat(this.table.lines().filter((line) -> line.contains("✗"))).singleElement()
			.satisfies((line) -> assertThat(line).startsWith("  ✗ " + step).contains(found));
		assertThat(this.table.lines().filter((line) -> line.contains("What to do:"))).singleElement()
			.satisfies((line) -> assertThat(line).contains(remedy));
	}

	private boolean check() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		boolean passed = new SalesforceCheck(environment, getClass().getClassLoader(),
				new PrintStream(out, true, StandardCharsets.UTF_8))
			.run();
		this.table = out.toString(StandardCharsets.UTF_8);
		return passed;
	}

}
