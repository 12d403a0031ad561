package io.github.salesforcejwt.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application's settings of HTTP clients reach API calls and logins.
 */
class HttpSettingsIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	private static final String TOKEN = "/services/oauth2/token";

	@TempDir
	private static Path directory;

	private static Path keyStore;

	private final SalesforceServer server = SalesforceServer.start();

	private final Map<String, Object> properties = new TreeMap<>(this.server.properties());

	@BeforeAll
	static void createKeyStore() throws Exception {
		keyStore = directory.resolve("front.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "front", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost",
				"-ext", "san=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-storepass", "changeit",
				"-keystore", keyStore.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes());
		assertThat(keytool.waitFor()).as(output).isZero();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "reactor", "simple" })
	void sslBundleReachesCallsAndLogin(String library) throws Exception {
		try (Forwarder front = Forwarder.https(this.server.url(), sslContext())) {
			useFront(front);
			this.properties.put("spring.http.clients.imperative.factory", library);
			this.properties.put("spring.http.clients.ssl.bundle", "front");
			this.properties.put("spring.ssl.bundle.jks.front.truststore.location", keyStore.toUri().toString());
			this.properties.put("spring.ssl.bundle.jks.front.truststore.password", "changeit");
			try (ConfigurableApplicationContext application = run()) {
				assertThat(blocking(application)).contains("DailyApiRequests");
				assertThat(reactive(application)).contains("DailyApiRequests");
			}
			assertThat(front.paths()).containsExactly(TOKEN, LIMITS, LIMITS);
			assertThat(this.server.org().requests()).hasSize(3);
		}
	}

	@Test
	void serverThatIsNotTrustedGetsNoAssertion() throws Exception {
		try (Forwarder front = Forwarder.https(this.server.url(), sslContext())) {
			useFront(front);
			try (ConfigurableApplicationContext application = run()) {
				assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> blocking(application));
			}
			assertThat(front.paths()).isEmpty();
		}
	}

	@Test
	void proxyReachesCallsAndLogin() {
		try (Forwarder proxy = Forwarder.http(this.server.url())) {
			this.properties.put("spring.http.clients.imperative.factory", "jdk");
			ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> customizer = (
					builder) -> builder
						.withHttpClientCustomizer((client) -> client.proxy(ProxySelector.of(proxy.address())));
			try (ConfigurableApplicationContext application = run(ClientHttpRequestFactoryBuilderCustomizer.class,
					customizer)) {
				assertThat(blocking(application)).contains("DailyApiRequests");
			}
			assertThat(proxy.paths()).containsExactly(TOKEN, LIMITS);
		}
	}

	@Test
	void timeoutOfTheApplicationIsThatOfCallsAndNotOfTheLogin() {
		this.properties.put("spring.http.clients.read-timeout", "300ms");
		this.properties.put("salesforce.jwt.retry.api.attempts", "1");
		this.server.org().delayLogins(Duration.ofMillis(600));
		try (ConfigurableApplicationContext application = run()) {
			assertThat(blocking(application)).contains("DailyApiRequests");
			this.server.org().delayCalls(Duration.ofSeconds(2));
			assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> blocking(application));
		}
	}

	@Test
	void timeoutOfTheLoginIsSetByItsProperty() {
		this.properties.put("salesforce.jwt.read-timeout", "300ms");
		this.properties.put("salesforce.jwt.retry.login.attempts", "1");
		this.server.org().delayLogins(Duration.ofSeconds(2));
		try (ConfigurableApplicationContext application = run()) {
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> blocking(application))
				.satisfies((ex) -> assertThat(ex.isTransient()).isTrue());
		}
	}

	@Test
	void observationsReachCallsAndLoginAndTellTheHost() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		try (ConfigurableApplicationContext application = run(ObservationRegistry.class, observations)) {
			blocking(application);
			reactive(application);
		}
		assertThat(observations).hasNumberOfObservationsWithNameEqualTo("http.client.requests", 3)
			.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("client.name", "localhost")
				.hasHighCardinalityKeyValue("http.url", this.server.url() + TOKEN))
			.hasAnObservation((observation) -> observation.hasLowCardinalityKeyValue("client.name", "localhost")
				.hasHighCardinalityKeyValue("http.url", this.server.url() + LIMITS));
	}

	private void useFront(Forwarder front) {
		this.properties.put("salesforce.jwt.login-url", front.url());
		this.properties.put("salesforce.jwt.instance-url", front.url());
		this.properties.put("salesforce.jwt.audience", this.server.url());
	}

	private ConfigurableApplicationContext run() {
		return application().run();
	}

	private <T> ConfigurableApplicationContext run(Class<T> type, T bean) {
		return application()
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(type, () -> bean))
			.run();
	}

	private SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties(this.properties);
	}

	private static String blocking(ConfigurableApplicationContext application) {
		return application.getBean(RestClient.class).get().uri(LIMITS).retrieve().body(String.class);
	}

	private static String reactive(ConfigurableApplicationContext application) {
		return application.getBean(WebClient.class).get().uri(LIMITS).retrieve().bodyToMono(String.class).block();
	}

	private static SSLContext sslContext() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keyStore)) {
			store.load(in, "changeit".toCharArray());
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, "changeit".toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context;
	}

}
