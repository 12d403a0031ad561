package io.github.salesforcejwt.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * A service on the network signs the logins of an org, like a key management service: it
 * may be slow, refuse, or hold another key.
 */
@Timeout(60)
class RemoteSignerIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	private final SalesforceServer server = SalesforceServer.start();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger signatures = new AtomicInteger();

	private final Map<String, String> properties = new TreeMap<>(this.server.properties());

	private volatile CountDownLatch slow = new CountDownLatch(0);

	private volatile int status = 200;

	private volatile PrivateKey key;

	private HttpServer service;

	@TempDir
	private Path directory;

	@BeforeEach
	void start() throws Exception {
		TestKeyStore keyStore = TestKeyStore.create(this.directory.resolve("kms.p12"));
		this.key = keyStore.privateKey();
		this.server.org().certificate(keyStore.certificate());
		this.properties.remove("salesforce.jwt.private-key");
		this.properties.put("salesforce.jwt.certificate", keyStore.certificate());
		this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.service.setExecutor(this.threads);
		this.service.createContext("/sign", this::sign);
		this.service.start();
	}

	@AfterEach
	void stop() {
		this.slow.countDown();
		this.service.stop(0);
		this.server.close();
		this.threads.shutdownNow();
	}

	private void sign(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.signatures.incrementAndGet();
			byte[] input = exchange.getRequestBody().readAllBytes();
			this.slow.await();
			byte[] answer = (this.status == 200) ? sign(input)
					: "AccessDenied\nFORGED LINE for token=00D000000000001!canary".getBytes();
			exchange.sendResponseHeaders(this.status, answer.length);
			exchange.getResponseBody().write(answer);
		}
		catch (InterruptedException | GeneralSecurityException ex) {
			throw new IOException(ex);
		}
	}

	private byte[] sign(byte[] input) throws GeneralSecurityException {
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign(this.key);
		signature.update(input);
		return signature.sign();
	}

	@Test
	void callersOfASlowSignerShareOneSignatureAndOneLogin() {
		this.slow = new CountDownLatch(1);
		try (ConfigurableApplicationContext application = run()) {
			RestClient restClient = application.getBean(RestClient.class);
			WebClient webClient = application.getBean(WebClient.class);
			List<CompletableFuture<String>> calls = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				calls.add(CompletableFuture
					.supplyAsync(() -> restClient.get().uri(LIMITS).retrieve().body(String.class), this.threads));
				calls.add(webClient.get().uri(LIMITS).retrieve().bodyToMono(String.class).toFuture());
			}
			await().until(() -> this.signatures.get() == 1);
			this.slow.countDown();
			assertThat(calls).allSatisfy((call) -> assertThat(call).succeedsWithin(Duration.ofSeconds(20))
				.asString()
				.contains("DailyApiRequests"));
		}
		assertThat(this.signatures).hasValue(1);
		assertThat(this.server.org().logins()).isOne();
	}

	@Test
	void noCallWaitsForASlowSignerWhileThereIsAToken() {
		try (ConfigurableApplicationContext application = run()) {
			RestClient restClient = application.getBean(RestClient.class);
			assertCallSucceeds(restClient);
			this.slow = new CountDownLatch(1);
			application.getBean(AdjustableClock.class).advance(Duration.ofMinutes(29));
			assertCallSucceeds(restClient);
			await().until(() -> this.signatures.get() == 2);
			assertCallSucceeds(restClient);
			assertThat(this.server.org().logins()).isOne();
			this.slow.countDown();
			await().until(() -> this.server.org().logins() == 2);
		}
	}

	@Tag("long")
	@Test
	void signerThatRefusesIsExplainedAndCallsGoOnWithTheirToken() {
		try (ConfigurableApplicationContext application = run()) {
			SalesforceSession session = application.getBean(SalesforceClients.class).session("salesforce");
			RestClient restClient = application.getBean(RestClient.class);
			assertCallSucceeds(restClient);
			this.status = 403;
			Throwable failure = catchThrowableOfType(ExecutionException.class, () -> session.renew().get()).getCause();
			assertThat(failure)
				.isInstanceOfSatisfying(SalesforceLoginException.class,
						(ex) -> assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.NOT_SIGNED))
				.hasMessageContaining("bean 'salesforce', with salesforce.jwt.certificate (PEM text) fails with "
						+ "JOSEException 'HTTP 403 AccessDenied FORGED LINE for token=[redacted]'")
				.hasNoCause();
			assertCallSucceeds(restClient);
			assertThat(health(application).getDetails()).containsEntry("error", "NOT_SIGNED");
			assertThat(health(application).getStatus().getCode()).isEqualTo("UP");
			this.status = 200;
			assertThat(session.renew()).succeedsWithin(Duration.ofSeconds(20));
			assertThat(health(application).getDetails()).doesNotContainKey("error");
		}
	}

	@Test
	void signerThatHoldsAnotherKeyIsNoticedBeforeAnythingIsSent() throws Exception {
		this.key = TestKeyStore.create(this.directory.resolve("other.p12")).privateKey();
		try (ConfigurableApplicationContext application = run()) {
			RestClient restClient = application.getBean(RestClient.class);
			SalesforceLoginException failure = catchThrowableOfType(SalesforceLoginException.class,
					() -> restClient.get().uri(LIMITS).retrieve().toBodilessEntity());
			assertThat(failure.getLoginError()).isEqualTo(SalesforceLoginError.SIGNED_BY_OTHER_KEY);
			assertThat(failure).hasMessageContaining("has signed with a key that does not match its certificate");
		}
		assertThat(this.server.org().loginHistory()).isEmpty();
	}

	private static Health health(ConfigurableApplicationContext application) {
		CompositeHealthContributor orgs = (CompositeHealthContributor) application
			.getBean(HealthContributorRegistry.class)
			.getContributor("salesforce");
		return ((HealthIndicator) orgs.getContributor("salesforce")).health(true);
	}

	private static void assertCallSucceeds(RestClient restClient) {
		assertThat(restClient.get().uri(LIMITS).retrieve().body(String.class)).contains("DailyApiRequests");
	}

	private ConfigurableApplicationContext run() {
		return new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties(Map.copyOf(this.properties))
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("salesforce", JWSSigner.class,
					() -> new RemoteSigner(this.service.getAddress().getPort())))
			.run();
	}

	/**
	 * What an application writes for its key management service.
	 */
	private record RemoteSigner(URI uri, HttpClient http, JCAContext context) implements JWSSigner {

		RemoteSigner(int port) {
			this(URI.create("http://localhost:" + port + "/sign"), HttpClient.newHttpClient(), new JCAContext());
		}

		@Override
		public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
			try {
				HttpResponse<byte[]> answer = this.http.send(HttpRequest.newBuilder(this.uri)
					.POST(HttpRequest.BodyPublishers.ofByteArray(signingInput))
					.build(), HttpResponse.BodyHandlers.ofByteArray());
				if (answer.statusCode() != 200) {
					throw new JOSEException("HTTP " + answer.statusCode() + " " + new String(answer.body()));
				}
				return Base64URL.encode(answer.body());
			}
			catch (IOException ex) {
				throw new JOSEException("The service is not there", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new JOSEException("Interrupted", ex);
			}
		}

		@Override
		public Set<JWSAlgorithm> supportedJWSAlgorithms() {
			return Set.of(JWSAlgorithm.RS256);
		}

		@Override
		public JCAContext getJCAContext() {
			return this.context;
		}

	}

}
