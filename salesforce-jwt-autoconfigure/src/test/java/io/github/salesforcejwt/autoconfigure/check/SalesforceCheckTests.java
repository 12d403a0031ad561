package io.github.salesforcejwt.autoconfigure.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceCheck} and {@link SalesforceCheckInitializer}.
 */
class SalesforceCheckTests {

	@Test
	@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
	void checkEndsByTheTimeOutWhenTheLoginHostNeverAnswers() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertThat(check("http://127.0.0.1:" + silent.getLocalPort(), "100ms")).contains("✗ TLS", "– login");
		}
	}

	@Test
	void checkGoesOnWhenTheLoginHostReportsADateBeyondAllTime() {
		WireMockServer host = new WireMockServer(WireMockConfiguration.options().dynamicPort());
		host.stubFor(WireMock.any(WireMock.anyUrl())
			.willReturn(WireMock.unauthorized().withHeader("Date", "2 Nov 402999996 0:0 GMT")));
		host.start();
		try {
			assertThat(check(host.baseUrl(), "10s")).contains("– clock", "sends no usable Date header", "✗ login");
		}
		finally {
			host.stop();
		}
	}

	@Test
	void checkSaysSoWhenTheStarterIsDisabled() {
		MockEnvironment environment = new MockEnvironment().withProperty("salesforce.jwt.enabled", "false")
			.withProperty("salesforce.jwt.client-id", "3MVG9");
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		boolean passed = new SalesforceCheck(environment, getClass().getClassLoader(),
				new PrintStream(out, true, StandardCharsets.UTF_8))
			.run();
		assertThat(passed).isFalse();
		assertThat(out.toString(StandardCharsets.UTF_8)).contains("'salesforce.jwt.enabled' is not 'true'");
	}

	@Test
	void checkDoesNotPrintItWhenAValueCannotBeConverted() {
		MockEnvironment environment = new MockEnvironment().withProperty("salesforce.jwt.client-id", "3MVG9")
			.withProperty("salesforce.jwt.token-lifetime", "C9FD0E2B5A714F3C8D6E1F0A7B");
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new SalesforceCheck(environment, getClass().getClassLoader(),
				new PrintStream(out, true, StandardCharsets.UTF_8))
			.run();
		assertThat(out.toString(StandardCharsets.UTF_8))
			.contains("'salesforce.jwt.token-lifetime': it is", "(not shown: 26 characters")
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

	private static String check(String loginUrl, String readTimeout) {
		MockEnvironment environment = new MockEnvironment()
			.withProperty("salesforce.jwt.grant-type", "client-credentials")
			.withProperty("salesforce.jwt.client-id", "3MVG9")
			.withProperty("salesforce.jwt.client-secret", "sec7et")
			.withProperty("salesforce.jwt.read-timeout", readTimeout)
			.withProperty("salesforce.jwt.login-url", loginUrl);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		boolean passed = new SalesforceCheck(environment, SalesforceCheckTests.class.getClassLoader(),
				new PrintStream(out, true, StandardCharsets.UTF_8))
			.run();
		assertThat(passed).isFalse();
		return out.toString(StandardCharsets.UTF_8);
	}

}
