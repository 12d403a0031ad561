package io.github.salesforcejwt.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * https with a certificate that is made at the start, and proxies in front of the server.
 */
class HttpsIntegrationTests {

	@Test
	void bundleTrustsTheServerUnderEachOfItsNames() {
		try (SalesforceServer server = SalesforceServer.builder().https().start()) {
			assertThat(server.url()).startsWith("https://localhost:");
			HttpClient client = client(server);
			HttpResponse<String> login = login(client, server.url(), server.org());
			assertThat(TestClient.json(login)).containsEntry("instance_url", server.url());
			String byAddress = server.url().replace("localhost", "127.0.0.1");
			assertThat(TestClient.json(login(client, byAddress, server.org()))).containsEntry("instance_url",
					byAddress);
		}
	}

	@Test
	void serverIsNotTrustedWithoutTheBundle() {
		try (SalesforceServer server = SalesforceServer.builder().https().start()) {
			assertThatThrownBy(() -> send(HttpClient.newHttpClient(), HttpRequest.newBuilder(URI.create(server.url()))))
				.isInstanceOf(SSLHandshakeException.class);
		}
	}

	@Test
	void clientWithoutACertificateIsTurnedAwayWhereOneIsDemanded() throws Exception {
		try (SalesforceServer server = SalesforceServer.builder().httpsWithClientCertificate().start()) {
			assertThat(login(client(server), server.url(), server.org()).statusCode()).isEqualTo(200);
			Map<String, String> trustOnly = server.sslBundle("salesforce");
			trustOnly.keySet().removeIf((name) -> name.contains("keystore"));
			HttpClient anonymous = client(trustOnly);
			assertThatThrownBy(() -> send(anonymous, HttpRequest.newBuilder(URI.create(server.url()))))
				.isInstanceOf(IOException.class);
		}
	}

	@Test
	void serverAndItsFurtherHostsSpeakHttpsAfterARestart() {
		try (SalesforceServer server = SalesforceServer.builder().https().start()) {
			SalesforceOrg org = server.org().moveToNewInstance();
			String url = server.url();
			server.restart(Duration.ofMillis(1));
			assertThat(server.url()).isEqualTo(url);
			assertThat(org.instanceUrl()).startsWith("https://").isNotEqualTo(url);
			assertThat(server.productionLoginUrl()).startsWith("https://");
			assertThat(TestClient.json(login(client(server), url, org))).containsEntry("instance_url",
					org.instanceUrl());
		}
	}

	@Test
	void certificatesAreWrittenToFiles(@TempDir Path directory) throws IOException {
		try (SalesforceServer server = SalesforceServer.builder().https().host("salesforce").start()) {
			server.writeCertificates(directory.resolve("tls"));
			assertThat(directory.resolve("tls/ca.pem")).hasContent(server.caCertificate());
			assertThat(Files.readString(directory.resolve("tls/client-key.pem")))
				.startsWith("-----BEGIN PRIVATE KEY-----");
			assertThat(directory.resolve("tls/client.pem")).exists();
		}
	}

	@Test
	void plainServerHasNoCertificates() {
		try (SalesforceServer server = SalesforceServer.start()) {
			assertThatIllegalStateException().isThrownBy(server::caCertificate)
				.withMessageContaining("builder().https()");
		}
	}

	@Test
	void proxySaysByWhichNameTheCallerKnowsTheServer() {
		try (SalesforceServer server = SalesforceServer.start()) {
			SalesforceOrg org = server.org();
			String assertion = TestClient.assertion(org, (claims) -> claims.put("aud", "https://sf.example.com"));
			HttpResponse<String> login = TestClient.token(server.url(),
					Map.of("grant_type", TestClient.JWT_BEARER, "assertion", assertion), "X-Forwarded-Proto", "https",
					"X-Forwarded-Host", "sf.example.com, inner.example.com");
			assertThat(TestClient.json(login)).containsEntry("instance_url", "https://sf.example.com");
			assertThat((String) TestClient.json(login).get("id")).startsWith("https://sf.example.com/id/");
		}
	}

	private static HttpClient client(SalesforceServer server) {
		return client(server.sslBundle("salesforce"));
	}

	/** A client with the bundle that Spring Boot makes of the properties. */
	private static HttpClient client(Map<String, String> bundle) {
		HttpClient[] client = new HttpClient[1];
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("bundle", Map.copyOf(bundle))))
			.run((context) -> {
				SslBundle ssl = context.getBean(SslBundles.class).getBundle("salesforce");
				client[0] = HttpClient.newBuilder().sslContext(ssl.createSslContext()).build();
			});
		return client[0];
	}

	private static HttpResponse<String> login(HttpClient client, String url, SalesforceOrg org) {
		String form = "grant_type=" + TestClient.JWT_BEARER + "&assertion=" + TestClient.assertion(org, (claims) -> {
		});
		try {
			return send(client,
					HttpRequest.newBuilder(URI.create(url + "/services/oauth2/token"))
						.header("Content-Type", "application/x-www-form-urlencoded")
						.POST(HttpRequest.BodyPublishers.ofString(form)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws IOException {
		try {
			return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
