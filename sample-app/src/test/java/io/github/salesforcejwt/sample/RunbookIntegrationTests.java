package io.github.salesforcejwt.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.salesforcejwt.test.SalesforceServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The steps of the runbook, on a service that runs. Those that need no service are in
 * {@link ErpSyncApplicationIntegrationTests}.
 */
class RunbookIntegrationTests {

	@TempDir
	private Path directory;

	private final SalesforceServer salesforce = SalesforceServer.start();

	private ConfigurableApplicationContext service;

	private JdbcClient jdbc;

	private RestClient actuator;

	@BeforeEach
	void start() throws Exception {
		Map<String, String> properties = new HashMap<>(this.salesforce.properties());
		Path key = Files.writeString(this.directory.resolve("key.pem"), this.salesforce.org().privateKey());
		properties.putAll(Map.of("salesforce.jwt.private-key", "file:" + key, "spring.profiles.active", "service",
				"spring.datasource.url", "jdbc:h2:" + this.directory.resolve("erp") + ";MODE=PostgreSQL", "server.port",
				"0", "erp.interval", "100ms", "erp.demo-customers", "3"));
		this.service = new SpringApplicationBuilder(ErpSyncApplication.class).run(properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new));
		this.jdbc = this.service.getBean(JdbcClient.class);
		this.actuator = RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.baseUrl("http://localhost:" + this.service.getEnvironment().getProperty("local.server.port") + "/actuator")
			.defaultHeader("Content-Type", MediaType.APPLICATION_JSON_VALUE)
			.build();
		awaitSynced(3);
	}

	@AfterEach
	void stop() {
		this.service.close();
		this.salesforce.close();
	}

	@Test
	void keyIsRotatedWithoutRestart() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		KeyPair key = generator.generateKeyPair();
		this.salesforce.org().certificate(pem("PUBLIC KEY", key.getPublic().getEncoded())).endAllSessions();
		Files.writeString(this.directory.resolve("key.pem"), pem("PRIVATE KEY", key.getPrivate().getEncoded()));
		change("name = 'After the rotation'");
		awaitSynced(3);
		assertThat(this.salesforce.org().records("Account")).extracting((account) -> account.get("Name"))
			.containsOnly("After the rotation");
	}

	@Test
	void refusedLoginIsLiftedAtOnce() {
		this.salesforce.org().removeApproval(this.salesforce.org().username()).endAllSessions();
		change("name = 'After the refusal'");
		await(() -> get("/health/salesforce").contains("invalid_app_access"));
		this.salesforce.org().approve(this.salesforce.org().username());
		assertThat(this.actuator.post().uri("/salesforce/salesforce").retrieve().toBodilessEntity().getStatusCode())
			.isEqualTo(HttpStatus.OK);
		awaitSynced(3);
	}

	@Test
	void rejectedRowsAreListedAndReplayed() {
		change("name = null");
		List<Map<String, @Nullable Object>> rejected = awaitRejected();
		assertThat(rejected).extracting((row) -> row.get("id")).contains("C-100001");
		assertThat(rejected.get(0)).containsEntry("source", "customer")
			.hasEntrySatisfying("message", (message) -> assertThat(message).asString().startsWith("REQUIRED_FIELD"));
		this.jdbc.sql("update customer set name = 'Mended'").update();
		assertThat(this.actuator.post().uri("/rejected").retrieve().body(String.class)).isEqualTo("{\"replayed\":3}");
		awaitSynced(3);
	}

	private List<Map<String, @Nullable Object>> awaitRejected() {
		await(() -> rejected().size() == 3);
		return rejected();
	}

	private List<Map<String, @Nullable Object>> rejected() {
		return this.actuator.get()
			.uri("/rejected")
			.retrieve()
			.requiredBody(new ParameterizedTypeReference<List<Map<String, @Nullable Object>>>() {
			});
	}

	private String get(String path) {
		return this.actuator.get()
			.uri(path)
			.exchangeForRequiredValue(
					(request, response) -> new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
	}

	private void change(String assignment) {
		this.jdbc.sql("update customer set version = version + 1, " + assignment).update();
	}

	private void awaitSynced(int rows) {
		await(() -> this.jdbc
			.sql("select count(*) from customer c join sync s on s.id = c.id where s.synced_version = c.version")
			.query(Integer.class)
			.single() == rows);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
	}

	private static String pem(String label, byte[] der) {
		return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
				+ "-----\n";
	}

}
