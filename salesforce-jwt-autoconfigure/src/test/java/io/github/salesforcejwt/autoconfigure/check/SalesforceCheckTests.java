package io.github.salesforcejwt.autoconfigure.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.salesforcejwt.ScriptedServer;
import io.github.salesforcejwt.autoconfigure.keys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceCheck} and {@link SalesforceCheckInitializer}.
 */
class SalesforceCheckTests {

	private static final String REMEDY = " ".repeat(20) + "What to do: ";

	private String report = "";

	@Test
	@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
	void checkEndsByTheTimeOutWhenTheLoginHostNeverAnswers() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertThat(check(environment("salesforce.jwt", "http://127.0.0.1:" + silent.getLocalPort())
				.withProperty("salesforce.jwt.read-timeout", "100ms"))).isFalse();
			assertThat(this.report).contains("✗ TLS", "– login");
		}
	}

	@Test
	void checkGoesOnWhenTheLoginHostReportsADateBeyondAllTime() {
		WireMockServer host = new WireMockServer(WireMockConfiguration.options().dynamicPort());
		host.stubFor(WireMock.any(WireMock.anyUrl())
			.willReturn(WireMock.unauthorized().withHeader("Date", "2 Nov 402999996 0:0 GMT")));
		host.start();
		try {
			assertThat(check(environment("salesforce.jwt", host.baseUrl())
				.withProperty("salesforce.jwt.retry.login.max-retries", "0"))).isFalse();
			assertThat(this.report).contains("– clock", "sends no usable Date header", "✗ login");
		}
		finally {
			host.stop();
		}
	}

	@Test
	void checkNamesThePropertiesToSetWhenThereAreNone() {
		assertThat(check(new MockEnvironment())).isFalse();
		assertThat(this.report.lines()).containsSequence("Salesforce org 'salesforce'",
				"  ✗ configuration   no property 'salesforce.jwt.*' is set",
				REMEDY + "Set 'salesforce.jwt.client-id', 'salesforce.jwt.username', 'salesforce.jwt.private-key' and "
						+ "'salesforce.jwt.login-url'.",
				"  – key             not reached");
	}

	@Test
	void checkFailsWhenThatOfAnyOrgDoes() {
		try (ScriptedServer host = new ScriptedServer()) {
			MockEnvironment environment = environment("salesforce.jwt.orgs.apac", host.url().toString())
				.withProperty("salesforce.jwt.orgs.emea.client-id", "3MVG9");
			answerWell(host);
			assertThat(check(environment)).isFalse();
			assertThat(this.report).contains("Salesforce org 'apac'", "Salesforce org 'emea'", "  ✗ configuration ");
			answerWell(host);
			assertThat(check(environment("salesforce.jwt.orgs.apac", host.url().toString()))).isTrue();
			assertThat(this.report).contains("Salesforce org 'apac'").doesNotContain("✗");
		}
	}

	@Test
	void checkReportsAFaultOfTheKeyUnderKeyAndAnyOtherUnderConfiguration() {
		MockEnvironment environment = environment("salesforce.jwt", "http://127.0.0.1")
			.withProperty("salesforce.jwt.grant-type", "jwt-bearer")
			.withProperty("salesforce.jwt.username", "erp@acme.example")
			.withProperty("salesforce.jwt.private-key", "classpath:nowhere.pem");
		environment.setProperty("salesforce.jwt.client-secret", "");
		assertThat(check(environment)).isFalse();
		assertThat(this.report).contains(
				"  ✗ key             The configuration property 'salesforce.jwt.private-key' cannot be used: ",
				"  – configuration   not reached");
		environment.setProperty("salesforce.jwt.private-key", TestKeys.text("pkcs8.pem"));
		environment.setProperty("salesforce.jwt.client-id", "");
		assertThat(check(environment)).isFalse();
		assertThat(this.report).contains(
				"  ✗ configuration   The configuration property 'salesforce.jwt.client-id' cannot be used: ",
				"  – key             not reached");
	}

	@Test
	void checkFindsTheKeyByTheClassLoaderOfTheApplication(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("key-of-the-application.pem"), TestKeys.text("pkcs8.pem"));
		MockEnvironment environment = environment("salesforce.jwt", "http://127.0.0.1:1")
			.withProperty("salesforce.jwt.grant-type", "jwt-bearer")
			.withProperty("salesforce.jwt.username", "erp@acme.example")
			.withProperty("salesforce.jwt.private-key", "classpath:key-of-the-application.pem");
		environment.setProperty("salesforce.jwt.client-secret", "");
		try (URLClassLoader classLoader = new URLClassLoader(new URL[] { directory.toUri().toURL() },
				getClass().getClassLoader())) {
			assertThat(check(environment, classLoader)).isFalse();
		}
		assertThat(this.report).contains("  ✓ key             salesforce.jwt.private-key "
				+ "(classpath:key-of-the-application.pem) (public key SHA-256 " + TestKeys.FINGERPRINT + ")");
	}

	@Test
	void checkNamesTheKindOfAnyOtherFaultAndNoValue() {
		assertThat(check(environment("salesforce.jwt", "http://127.0.0.1")
			.withProperty("spring.http.clients.read-timeout", "C9FD0E2B"))).isFalse();
		assertThat(this.report).containsPattern("  ✗ configuration   it fails with \\w+Exception\\R")
			.contains(REMEDY + "Start the application without the check to see why.")
			.doesNotContain("C9FD0E2B");
	}

	@Test
	void checkEndsTheApplicationWithItsOutcome() {
		List<Integer> exits = new ArrayList<>();
		SalesforceCheckInitializer initializer = new SalesforceCheckInitializer(exits::add);
		try (ScriptedServer host = new ScriptedServer();
				GenericApplicationContext context = new GenericApplicationContext();
				GenericApplicationContext child = new GenericApplicationContext()) {
			MockEnvironment environment = environment("salesforce.jwt", host.url().toString());
			context.setEnvironment(environment);
			initializer.initialize(context);
			assertThat(exits).isEmpty();
			environment.setProperty("salesforce.check", "");
			answerWell(host);
			initializer.initialize(context);
			assertThat(exits).containsExactly(0);
			environment.setProperty("salesforce.jwt.client-id", "");
			initializer.initialize(context);
			assertThat(exits).containsExactly(0, 1);
			child.setEnvironment(environment);
			child.setParent(context);
			initializer.initialize(child);
			assertThat(exits).hasSize(2);
		}
	}

	@Test
	void checkSaysSoWhenTheStarterIsDisabled() {
		MockEnvironment environment = new MockEnvironment().withProperty("salesforce.jwt.enabled", "false")
			.withProperty("salesforce.jwt.client-id", "3MVG9");
		assertThat(check(environment)).isFalse();
		assertThat(this.report.lines()).containsSequence("  ✗ configuration   'salesforce.jwt.enabled' is not 'true'",
				REMEDY + "Remove it.");
	}

	@Test
	void checkDoesNotPrintItWhenAValueCannotBeConverted() {
		MockEnvironment environment = new MockEnvironment().withProperty("salesforce.jwt.client-id", "3MVG9")
			.withProperty("salesforce.jwt.token-lifetime", "C9FD0E2B5A714F3C8D6E1F0A7B");
		assertThat(check(environment)).isFalse();
		assertThat(this.report).contains("'salesforce.jwt.token-lifetime': it is", "(not shown: 26 characters")
			.doesNotContain("C9FD0E2B");
	}

	@ParameterizedTest
	@CsvSource({ "'', true", "true, true", "TRUE, true", "false, false", "0, false", "off, false", "1, false",
			", false" })
	void checkIsRequestedByNothingButAnEmptyValueOrTrue(String value, boolean requested) {
		MockEnvironment environment = new MockEnvironment();
		if (value != null) {
			environment.setProperty("salesforce.check", value);
		}
		assertThat(SalesforceCheckInitializer.isRequested(environment)).isEqualTo(requested);
	}

	private static MockEnvironment environment(String prefix, String loginUrl) {
		return new MockEnvironment().withProperty(prefix + ".grant-type", "client-credentials")
			.withProperty(prefix + ".client-id", "3MVG9")
			.withProperty(prefix + ".client-secret", "sec7et")
			.withProperty(prefix + ".login-url", loginUrl);
	}

	private static void answerWell(ScriptedServer host) {
		String[] json = { "Content-Type", "application/json" };
		host.answer(200, "[]", json)
			.answer(200,
					"{\"access_token\":\"token-1\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
						.formatted(host.url()),
					json)
			.answer(200, "[{\"version\":\"68.0\"}]", json)
			.answer(200, "{}", json)
			.answer(200, "{}", json);
	}

	private boolean check(MockEnvironment environment) {
		return check(environment, getClass().getClassLoader());
	}

	private boolean check(MockEnvironment environment, ClassLoader classLoader) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		boolean passed = new SalesforceCheck(environment, classLoader,
				new PrintStream(out, true, StandardCharsets.UTF_8))
			.run();
		this.report = out.toString(StandardCharsets.UTF_8);
		return passed;
	}

}
