package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * HTTP settings of each org against a server that demands the certificate of a client:
 * each org shows its own, at logins and calls, whatever the library.
 */
@Timeout(60)
class MutualTlsIntegrationTests {

	private final List<String> clients = new CopyOnWriteArrayList<>();

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();

	private HttpsServer server;

	@BeforeEach
	void start() throws IOException {
		this.bundles.registerBundle("a", bundle("client-a", "server.pem"));
		this.bundles.registerBundle("b", bundle("client-b", "server.pem"));
		SslBundle serverBundle = bundle("server", "client-a.pem", "client-b.pem");
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(new HttpsConfigurator(serverBundle.createSslContext()) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
				ssl.setNeedClientAuth(true);
				parameters.setSSLParameters(ssl);
			}

		});
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String client = ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
		this.clients.add(client + " " + exchange.getRequestURI());
		exchange.getRequestBody().readAllBytes();
		byte[] body = "{\"access_token\":\"t\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}".formatted(url())
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	static Stream<ClientHttpRequestFactoryBuilder<?>> blocking() {
		return Stream.of(ClientHttpRequestFactoryBuilder.jdk(), ClientHttpRequestFactoryBuilder.httpComponents(),
				ClientHttpRequestFactoryBuilder.jetty(), ClientHttpRequestFactoryBuilder.reactor(),
				ClientHttpRequestFactoryBuilder.simple());
	}

	static Stream<ClientHttpConnectorBuilder<?>> reactive() {
		return Stream.of(ClientHttpConnectorBuilder.jdk(), ClientHttpConnectorBuilder.httpComponents(),
				ClientHttpConnectorBuilder.jetty(), ClientHttpConnectorBuilder.reactor());
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void restClientShowsTheCertificateOfItsOrg(ClientHttpRequestFactoryBuilder<?> builder) throws Exception {
		SalesforceHttp http = new SalesforceHttp(builder, settings("a", "b"));
		for (String id : List.of("acme", "emea", "acme")) {
			RestClient client = RestClient.builder()
				.requestFactory(new SalesforceClientHttpRequestFactory(session(http, id), http.forApi(id)))
				.build();
			client.get().uri("/limits").retrieve().toBodilessEntity();
		}
		assertClients();
		http.destroy();
	}

	@ParameterizedTest
	@MethodSource("reactive")
	void webClientShowsTheCertificateOfItsOrg(ClientHttpConnectorBuilder<?> builder) throws Exception {
		SalesforceHttp http = new SalesforceHttp(ClientHttpRequestFactoryBuilder.jdk(), settings("a", "b"));
		WebClientAuthorizer authorizer = new WebClientAuthorizer(builder, settings("a", "b"), () -> null, List.of());
		for (String id : List.of("acme", "emea", "acme")) {
			WebClient client = authorizer.authorize(WebClientAuthorizer.capture(WebClient.builder()), session(http, id))
				.build();
			client.get().uri("/limits").retrieve().toBodilessEntity().block();
		}
		assertClients();
		authorizer.destroy();
		http.destroy();
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void loginWithoutACertificateFailsAsUnreachable(ClientHttpRequestFactoryBuilder<?> builder) throws Exception {
		this.bundles.registerBundle("none", SslBundle.of(new PemSslStoreBundle(null,
				PemSslStore.load(PemSslStoreDetails.forCertificate("classpath:tls/server.pem")))));
		SalesforceHttp http = new SalesforceHttp(builder, settings("none", "none"));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> session(http, "acme").accessToken());
		assertThat(this.clients).isEmpty();
		http.destroy();
	}

	private void assertClients() {
		String login = " /services/oauth2/token";
		assertThat(this.clients).containsExactly("CN=client-a" + login, "CN=client-a /limits", "CN=client-b" + login,
				"CN=client-b /limits", "CN=client-a" + login, "CN=client-a /limits");
	}

	private OrgHttpSettings settings(String acmeBundle, String emeaBundle) {
		SalesforceProperties properties = new SalesforceProperties();
		properties.getOrgs().put("acme", org(acmeBundle));
		properties.getOrgs().put("emea", org(emeaBundle));
		return new OrgHttpSettings(new OrgPropertiesResolver(properties, List::of), HttpClientSettings.defaults(),
				this.bundles);
	}

	private static SalesforceOrgProperties org(String bundle) {
		SalesforceOrgProperties properties = new SalesforceOrgProperties();
		properties.getHttp().setSslBundle(bundle);
		// the JDK's server may leave a client without an answer that shows no certificate
		properties.setReadTimeout(Duration.ofSeconds(5));
		return properties;
	}

	private SalesforceSession session(SalesforceHttp http, String id) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId(id)
				.clientId("3MVG9")
				.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.loginUrl(URI.create(url()))
				.build())
			.tokenClient(new SalesforceTokenClient(http.forLogin(id), ObservationRegistry.NOOP))
			.loginRetry(new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
			.build();
	}

	private String url() {
		return "https://localhost:" + this.server.getAddress().getPort();
	}

	private static SslBundle bundle(String own, String... trusted) {
		StringBuilder certificates = new StringBuilder();
		for (String certificate : trusted) {
			certificates.append(text(certificate));
		}
		return SslBundle.of(new PemSslStoreBundle(
				PemSslStore.load(PemSslStoreDetails.forCertificate("classpath:tls/" + own + ".pem")
					.withPrivateKey("classpath:tls/" + own + "-key.pem")),
				PemSslStore.load(PemSslStoreDetails.forCertificate(certificates.toString()))));
	}

	private static String text(String name) {
		try {
			return new ClassPathResource("tls/" + name).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
