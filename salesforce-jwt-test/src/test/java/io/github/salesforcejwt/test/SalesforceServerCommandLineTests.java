package io.github.salesforcejwt.test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The server that runs alone: its options, and what it prints.
 */
class SalesforceServerCommandLineTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final Map<String, String> environment = new HashMap<>();

	@Test
	void printedPropertiesLogIn() throws Exception {
		try (SalesforceServer server = start("--user=erp@acme.example", "--client-id=3MVG9mine", "--org=acme")) {
			Properties properties = printed();
			assertThat(properties).containsEntry("salesforce.jwt.client-id", "3MVG9mine")
				.containsEntry("salesforce.jwt.username", "erp@acme.example")
				.containsEntry("salesforce.jwt.login-url", server.url())
				.containsEntry("salesforce.jwt.private-key", server.org().privateKey().strip())
				.containsKey("salesforce.jwt.orgs.acme.private-key");
			assertThat(TestClient.login(server.org())).isNotEmpty();
			assertThat(this.out.toString())
				.contains("runs at " + server.url() + ", and shows its console to a browser");
		}
	}

	@Test
	void consoleThatIsSwitchedOffIsNotNamed() {
		try (SalesforceServer server = start("--control=off")) {
			assertThat(this.out.toString()).contains("runs at " + server.url() + ". Properties");
		}
	}

	@Test
	void certificateStandsForAKeyThatIsElsewhere(@TempDir Path directory) throws Exception {
		TestKeyStore keyStore = TestKeyStore.create(directory);
		Path file = Files.writeString(directory.resolve("server.crt"), keyStore.certificate());
		try (SalesforceServer server = start("--certificate=" + file)) {
			assertThat(printed()).hasSize(3).doesNotContainKey("salesforce.jwt.private-key");
			assertThat(TestClient.loginWith(server.org(), keyStore.privateKey()).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void propertiesAndCertificatesAreWrittenToADirectory(@TempDir Path directory) throws Exception {
		try (SalesforceServer server = start("--https", "--host=salesforce", "--output=" + directory.resolve("out"))) {
			Properties properties = new Properties();
			properties.load(Files.newBufferedReader(directory.resolve("out/application.properties")));
			assertThat(properties).containsEntry("salesforce.jwt.login-url", server.url())
				.containsEntry("spring.ssl.bundle.pem.salesforce.truststore.certificate",
						server.caCertificate().strip());
			assertThat(directory.resolve("out/ca.pem")).hasContent(server.caCertificate());
			assertThat(server.url()).startsWith("https://");
		}
	}

	@Test
	void optionsComeFromTheEnvironmentToo() {
		this.environment
			.putAll(Map.of("STAND_IN_USER", "erp@acme.example", "STAND_IN_ORG", "acme,beta", "PATH", "/bin"));
		try (SalesforceServer server = start("--client-id=3MVG9mine")) {
			assertThat(server.org().username()).isEqualTo("erp@acme.example");
			assertThat(server.org("beta").clientId()).isNotEqualTo("3MVG9mine");
		}
	}

	@Test
	void latencyHoldsEachAnswerBack() {
		try (SalesforceServer server = start("--latency=200ms")) {
			long start = System.nanoTime();
			TestClient.get(server.url() + "/services/data");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
		}
	}

	@Test
	void wrongOptionsAreNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> start("--colour=blue"))
			.withMessageContaining("'--colour'")
			.withMessageContaining("--port=8089");
		assertThatIllegalArgumentException().isThrownBy(() -> start("blue")).withMessageContaining("'blue'");
		assertThatIllegalArgumentException().isThrownBy(() -> start("--port=http"))
			.withMessageContaining("--port=http");
		assertThatIllegalArgumentException().isThrownBy(() -> start("--latency=2 weeks"))
			.withMessageContaining("one such as 200ms, 2s");
		assertThatIllegalArgumentException().isThrownBy(() -> start("--https=maybe"))
			.withMessageContaining("--https=mutual");
		assertThatIllegalArgumentException().isThrownBy(() -> start("--control=maybe"))
			.withMessageContaining("off, this-machine or anyone");
		assertThatIllegalArgumentException().isThrownBy(() -> start("--certificate=none.crt"))
			.withMessageContaining("name a PEM file");
	}

	private SalesforceServer start(String... arguments) {
		return CommandLine.start(new PrintStream(this.out, true, StandardCharsets.UTF_8), this.environment, arguments);
	}

	private Properties printed() throws Exception {
		Properties properties = new Properties();
		properties.load(new StringReader(this.out.toString(StandardCharsets.UTF_8)));
		return properties;
	}

}
