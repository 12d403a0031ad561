package io.github.salesforcejwt.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

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
	void checkWhenTheLoginHostNeverAnswersThenEndsByTheTimeOut() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			MockEnvironment environment = new MockEnvironment()
				.withProperty("salesforce.jwt.grant-type", "client-credentials")
				.withProperty("salesforce.jwt.client-id", "3MVG9")
				.withProperty("salesforce.jwt.client-secret", "sec7et")
				.withProperty("salesforce.jwt.read-timeout", "100ms")
				.withProperty("salesforce.jwt.login-url", "http://127.0.0.1:" + silent.getLocalPort());
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			boolean passed = new SalesforceCheck(environment, getClass().getClassLoader(),
					new PrintStream(out, true, StandardCharsets.UTF_8))
				.run();
			assertThat(passed).isFalse();
			assertThat(out.toString(StandardCharsets.UTF_8)).contains("✗ TLS", "– login");
		}
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

}
