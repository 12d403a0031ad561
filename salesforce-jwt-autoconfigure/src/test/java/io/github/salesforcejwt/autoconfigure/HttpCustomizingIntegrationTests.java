package io.github.salesforcejwt.autoconfigure;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.ScriptedServer;
import io.micrometer.observation.ObservationRegistry;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.eclipse.jetty.http.HttpCookieStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Customizers of an application that turn redirects and cookies on, as it may want for
 * its other hosts: none reaches the clients of Salesforce.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class HttpCustomizingIntegrationTests {

	private static final OrgHttpSettings SETTINGS = TestHttpSettings.of(HttpClientSettings.defaults());

	private final ScriptedServer server = new ScriptedServer();

	private final ScriptedServer foreign = new ScriptedServer();

	@AfterEach
	void close() {
		this.server.close();
		this.foreign.close();
	}

	static Stream<ClientHttpRequestFactoryBuilder<?>> blocking() {
		return Stream.of(
				ClientHttpRequestFactoryBuilder.jdk()
					.withHttpClientCustomizer(
							(client) -> client.followRedirects(Redirect.ALWAYS).cookieHandler(new CookieManager())),
				ClientHttpRequestFactoryBuilder.httpComponents()
					.withHttpClientCustomizer((client) -> client.setRedirectStrategy(DefaultRedirectStrategy.INSTANCE)
						.setDefaultCookieStore(new BasicCookieStore())),
				ClientHttpRequestFactoryBuilder.jetty().withHttpClientCustomizer((client) -> {
					client.setFollowRedirects(true);
					client.setHttpCookieStore(new HttpCookieStore.Default());
				}),
				ClientHttpRequestFactoryBuilder.reactor()
					.withHttpClientCustomizer((client) -> client.followRedirect(true)),
				ClientHttpRequestFactoryBuilder.simple());
	}

	static Stream<ClientHttpConnectorBuilder<?>> reactive() {
		return Stream.of(
				ClientHttpConnectorBuilder.jdk()
					.withHttpClientCustomizer(
							(client) -> client.followRedirects(Redirect.ALWAYS).cookieHandler(new CookieManager())),
				ClientHttpConnectorBuilder.httpComponents()
					.withHttpClientCustomizer((client) -> client.setRedirectStrategy(DefaultRedirectStrategy.INSTANCE)
						.setDefaultCookieStore(new BasicCookieStore())),
				ClientHttpConnectorBuilder.jetty().withHttpClientCustomizer((client) -> {
					client.setFollowRedirects(true);
					client.setHttpCookieStore(new HttpCookieStore.Default());
				}),
				ClientHttpConnectorBuilder.reactor().withHttpClientCustomizer((client) -> client.followRedirect(true)));
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void restClientKeepsNoCookieAndFollowsNoRedirect(ClientHttpRequestFactoryBuilder<?> builder) throws Exception {
		SalesforceHttp http = new SalesforceHttp(builder, SETTINGS);
		RestClient client = RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(session(http), http.forApi("acme")))
			.build();
		answerToken();
		answerWithCookie();
		this.server.answer(302, "", "Location", this.foreign.url() + "/elsewhere", "Set-Cookie", "sid=sEcReT; Path=/");
		for (int i = 0; i < 2; i++) {
			client.get().uri("/services/data/v68.0/limits").exchange((request, response) -> response.getStatusCode());
		}
		assertNoLeak(3);
		http.destroy();
	}

	@ParameterizedTest
	@MethodSource("reactive")
	void webClientKeepsNoCookieAndFollowsNoRedirect(ClientHttpConnectorBuilder<?> builder) throws Exception {
		SalesforceHttp http = new SalesforceHttp(ClientHttpRequestFactoryBuilder.jdk(), SETTINGS);
		WebClientAuthorizer authorizer = new WebClientAuthorizer(builder, SETTINGS, () -> null, List.of());
		WebClient client = authorizer.authorize(WebClientAuthorizer.capture(WebClient.builder()), session(http))
			.build();
		answerToken();
		answerWithCookie();
		this.server.answer(307, "", "Location", this.foreign.url() + "/elsewhere", "Set-Cookie", "sid=sEcReT; Path=/");
		for (int i = 0; i < 2; i++) {
			client.get()
				.uri("/services/data/v68.0/limits")
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode()))
				.block();
		}
		assertNoLeak(3);
		authorizer.destroy();
		http.destroy();
	}

	@ParameterizedTest
	@MethodSource("blocking")
	void loginKeepsNoCookieAndFollowsNoRedirect(ClientHttpRequestFactoryBuilder<?> builder) throws Exception {
		SalesforceHttp http = new SalesforceHttp(builder, SETTINGS);
		this.server.answer(503, "", "Set-Cookie", "sid=sEcReT; Path=/");
		this.server.answer(307, "", "Location", this.foreign.url() + "/services/oauth2/token");
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> session(http).accessToken());
		}
		assertNoLeak(2);
		http.destroy();
	}

	@Test
	void builderOfTheApplicationIsNamedOnce(CapturedOutput output) throws Exception {
		ClientHttpRequestFactoryBuilder<SimpleClientHttpRequestFactory> own = (
				settings) -> new SimpleClientHttpRequestFactory();
		SalesforceHttp http = new SalesforceHttp(own, SETTINGS);
		answerToken();
		answerWithCookie();
		RestClient client = RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(session(http), http.forApi("acme")))
			.build();
		client.get().uri("/limits").retrieve().toBodilessEntity();
		client.get().uri("/limits").retrieve().toBodilessEntity();
		assertThat(output.toString().split("redirects, cookies and retries the starter cannot turn off")).hasSize(2);
		assertThat(output).contains("WARN", HttpCustomizingIntegrationTests.class.getName());
		http.destroy();
	}

	private void assertNoLeak(int requests) {
		assertThat(this.server.received()).hasSize(requests)
			.noneMatch((request) -> request.headers().containsKey("Cookie"));
		assertThat(this.foreign.received()).isEmpty();
	}

	private void answerWithCookie() {
		this.server.answer(200, "{}", "Content-Type", "application/json", "Set-Cookie", "sid=sEcReT; Path=/");
	}

	private void answerToken() {
		this.server.answer(200, "{\"access_token\":\"t\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
			.formatted(this.server.url()), "Content-Type", "application/json", "Set-Cookie", "sid=sEcReT; Path=/");
	}

	private SalesforceSession session(SalesforceHttp http) {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.loginUrl(URI.create(this.server.url().toString()))
			.build();
		return SalesforceSession.withRegistration(registration)
			.tokenClient(new SalesforceTokenClient(http.forLogin("acme"), ObservationRegistry.NOOP))
			.loginRetry(new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
			.build();
	}

}
