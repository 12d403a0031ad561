package io.github.salesforcejwt.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.test.LoginEvent;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The key is replaced while the application runs, on its side and on Salesforce's.
 */
class KeyRotationIntegrationTests {

	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	private final Map<String, String> properties = new TreeMap<>(this.server.properties());

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void keyInAFileIsReplacedWithoutALostCall() throws Exception {
		Path key = this.directory.resolve("key.pem");
		replace(key, this.org.privateKey());
		this.properties.put("salesforce.jwt.private-key", "file:" + key);
		Pem next = Pem.generate("RSA", 2048);
		AtomicBoolean stopped = new AtomicBoolean();
		AtomicInteger calls = new AtomicInteger();
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			RestClient restClient = application.getBean(RestClient.class);
			CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
				while (!stopped.get()) {
					assertThat(restClient.get().uri("/services/data/v68.0/limits").retrieve().body(String.class))
						.contains("DailyApiRequests");
					calls.incrementAndGet();
				}
			});
			try {
				awaitMoreThan(calls, 5);
				replace(key, next.privateKey());
				this.org.endAllSessions();
				awaitMoreThan(calls, calls.get() + 5);
				this.org.certificate(next.publicKey()).endAllSessions();
				awaitMoreThan(calls, calls.get() + 5);
			}
			finally {
				stopped.set(true);
			}
			load.get();
		}
		assertThat(this.org.loginHistory()).extracting(LoginEvent::status)
			.containsExactly("Success", "invalid assertion", "Success", "Success");
	}

	@Test
	void keyInAnSslBundleIsReplacedWhenTheBundleIsReloaded() throws Exception {
		TestKeyStore first = TestKeyStore.create(this.directory.resolve("first.p12"));
		TestKeyStore second = TestKeyStore.create(this.directory.resolve("second.p12"));
		this.org.certificate(first.certificate());
		this.properties.remove("salesforce.jwt.private-key");
		this.properties.putAll(
				Map.of("salesforce.jwt.ssl-bundle", "salesforce", "spring.ssl.bundle.jks.salesforce.keystore.location",
						"file:" + first.file(), "spring.ssl.bundle.jks.salesforce.keystore.password",
						TestKeyStore.PASSWORD, "spring.ssl.bundle.jks.salesforce.reload-on-update", "true",
						"spring.ssl.bundle.watch.file.quiet-period", "50ms"));
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			SalesforceSession session = application.getBean(SalesforceClients.class).session("salesforce");
			session.accessToken();
			this.org.certificate(second.certificate());
			replace(first.file(), Files.readAllBytes(second.file()));
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(session.renew()).succeedsWithin(Duration.ofSeconds(10)));
			assertThat(this.org.logins()).isEqualTo(2);
		}
	}

	private void replace(Path file, String pem) throws IOException {
		replace(file, pem.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Replace a file at once, as a mounted secret is.
	 */
	private void replace(Path file, byte[] content) throws IOException {
		Path written = Files.write(this.directory.resolve("written"), content);
		Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static void awaitMoreThan(AtomicInteger calls, int count) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> calls.get() > count);
	}

}
