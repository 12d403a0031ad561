package io.github.salesforcejwt.it;

import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

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

	private static TestKeyStore keyStore;

	private final SalesforceServer server = SalesforceServer.start();

	private final Map<String, String> properties = new TreeMap<>(this.server.properties());

	@BeforeAll
	static void createKeyStore() throws Exception {
		keyStore = TestKeyStore.create(directory.resolve("front.p12"));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "reactor", "simple" })
	void sslBundleReachesCallsAndLogin(String library) throws Exception {
		try (Forwarder front = Forwarder.https(this.server.url(), keyStore.sslContext())) {
			useFront(front);
			this.properties.put("spring.http.clients.imperative.factory", library);
			this.properties.put("spring.http.clients.ssl.bundle", "front");
			this.properties.put("spring.ssl.bundle.jks.front.truststore.location", keyStore.file().toUri().toString());
			this.properties.put("spring.ssl.bundle.jks.front.truststore.password", TestKeyStore.PASSWORD);
			try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
				assertThat(blocking(application)).contains("DailyApiRequests");
				assertThat(reactive(application)).contains("DailyApiRequests");
			}
			assertThat(front.paths()).containsExactly(TOKEN, LIMITS, LIMITS);
			assertThat(this.server.org().requests()).hasSize(3);
		}
	}

	@Test
	void serverThatIsNotTrustedGetsNoAssertion() throws Exception {
		try (Forwarder front = Forwarder.https(this.server.url(), keyStore.sslContext())) {
			useFront(front);
			try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
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
			try (ConfigurableApplicationContext application = Applications.run(this.properties,
					ClientHttpRequestFactoryBuilderCustomizer.class, customizer)) {
				assertThat(blocking(application)).contains("DailyApiRequests");
			}
			assertThat(proxy.paths()).containsExactly(TOKEN, LIMITS);
		}
	}

	@Test
	void timeoutOfTheApplicationIsThatOfCallsAndNotOfTheLogin() {
		this.properties.put("spring.http.clients.read-timeout", "300ms");
		this.properties.put("salesforce.jwt.retry.api.max-retries", "0");
		this.server.org().delayLogins(Duration.ofMillis(600));
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			assertThat(blocking(application)).contains("DailyApiRequests");
			this.server.org().delayCalls(Duration.ofSeconds(2));
			assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> blocking(application));
		}
	}

	@Test
	void timeoutOfTheLoginIsSetByItsProperty() {
		this.properties.put("salesforce.jwt.read-timeout", "300ms");
		this.properties.put("salesforce.jwt.retry.login.max-retries", "0");
		this.server.org().delayLogins(Duration.ofSeconds(2));
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> blocking(application))
				.satisfies((ex) -> assertThat(ex.isTransient()).isTrue());
		}
	}

	private void useFront(Forwarder front) {
		this.properties.put("salesforce.jwt.login-url", front.url());
		this.properties.put("salesforce.jwt.instance-url", front.url());
		this.properties.put("salesforce.jwt.audience", this.server.url());
	}

	private static String blocking(ConfigurableApplicationContext application) {
		return application.getBean(RestClient.class).get().uri(LIMITS).retrieve().body(String.class);
	}

	private static String reactive(ConfigurableApplicationContext application) {
		return application.getBean(WebClient.class).get().uri(LIMITS).retrieve().bodyToMono(String.class).block();
	}

}
