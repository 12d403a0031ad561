package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;

import com.sun.net.httpserver.HttpExchange;
import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.ScriptedServer;
import io.github.salesforcejwt.TricklingServer;
import io.micrometer.observation.ObservationRegistry;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each of Boot's HTTP client libraries: none follows a redirect with a token, each sends
 * a call again, and none reads an answer of the token endpoint without end.
 */
@Timeout(60)
class HttpLibrariesIntegrationTests {

	private static final HttpClientSettings SETTINGS = HttpClientSettings.defaults();

	private final ScriptedServer server = new ScriptedServer();

	private final ScriptedServer foreign = new ScriptedServer();

	@AfterEach
	void stop() {
		this.server.close();
		this.foreign.close();
	}

	@ParameterizedTest
	@EnumSource
	void redirectOfACallIsHandedToTheCaller(Library library) {
		SalesforceSession session = session(library, 0);
		logIn(session);
		RestClient restClient = restClient(library, session);
		WebClient webClient = webClient(library, session);
		for (int status : new int[] { 301, 302, 303, 307, 308 }) {
			String location = this.foreign.url() + "/elsewhere";
			this.server.answer(status, "", "Location", location).answer(status, "", "Location", location);
			assertThat(restClient.post()
				.uri("/x")
				.body("text")
				.<Integer>exchange((request, response) -> response.getStatusCode().value())).isEqualTo(status);
			assertThat(webClient.get()
				.uri("/x")
				.exchangeToMono((response) -> Mono.just(response.statusCode().value()))
				.block()).isEqualTo(status);
		}
		assertThat(this.foreign.received()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void redirectOfALoginIsRefused(Library library) {
		for (int status : new int[] { 301, 302, 303, 307, 308 }) {
			this.server.answer(status, "", "Location", this.foreign.url() + "/services/oauth2/token");
			assertLoginFails(library, SalesforceLoginError.REDIRECTED);
		}
		assertThat(this.foreign.received()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void callIsReplayedWhole(Library library) {
		SalesforceSession session = session(library, 0);
		logIn(session);
		this.server.answer(401, ScriptedServer.SESSION_EXPIRED, "WWW-Authenticate", "Token");
		answerToken("second");
		assertThat(restClient(library, session).post().uri("/x").body("text").retrieve().body(String.class))
			.isEqualTo("done");
		this.server.answer(401, ScriptedServer.SESSION_EXPIRED, "WWW-Authenticate", "Token");
		answerToken("third");
		assertThat(webClient(library, session).post()
			.uri("/y")
			.bodyValue("text")
			.retrieve()
			.bodyToMono(String.class)
			.block()).isEqualTo("done");
		assertThat(this.server.received()).filteredOn((request) -> !request.uri().contains("oauth2"))
			.extracting(ScriptedServer.Received::text)
			.containsExactly("text", "text", "text", "text");
	}

	/**
	 * A session that is known to be dead is refused before the body has come.
	 */
	@ParameterizedTest
	@EnumSource
	void callIsReplayedWholeWhereItIsRefusedEarly(Library library) {
		SalesforceSession session = session(library, 0);
		logIn(session);
		byte[] body = new byte[32_000_000];
		this.server.refuseEarly("/early");
		answerToken("second");
		assertThat(restClient(library, session).post().uri("/early").body(body).retrieve().body(String.class))
			.isEqualTo("done");
		this.server.refuseEarly("/early");
		answerToken("third");
		assertThat(webClient(library, session).post()
			.uri("/early")
			.bodyValue(body)
			.retrieve()
			.bodyToMono(String.class)
			.block()).isEqualTo("done");
		assertThat(this.server.received()).filteredOn((request) -> !request.uri().contains("oauth2"))
			.extracting(ScriptedServer.Received::length)
			.containsExactly(32_000_000L, 32_000_000L);
	}

	@ParameterizedTest
	@EnumSource
	void postIsSentOnceHoweverItIsAnswered(Library library) {
		SalesforceSession session = session(library, 0);
		logIn(session);
		for (int status : new int[] { 429, 503 }) {
			this.server.answer(status, "").answer(status, "");
			assertThatExceptionOfType(RestClientResponseException.class).isThrownBy(
					() -> restClient(library, session).post().uri("/x").body("text").retrieve().toBodilessEntity());
			assertThatExceptionOfType(WebClientResponseException.class)
				.isThrownBy(() -> webClient(library, session).post()
					.uri("/x")
					.bodyValue("text")
					.retrieve()
					.toBodilessEntity()
					.block());
		}
		assertThat(this.server.received()).hasSize(5);
	}

	@ParameterizedTest
	@EnumSource
	void oversizedTokenAnswerIsNotReadToItsEnd(Library library) {
		this.server.handle((exchange) -> write(exchange, 100_000_000));
		assertLoginFails(library, SalesforceLoginError.UNREADABLE);
	}

	@ParameterizedTest
	@EnumSource
	void endlessTokenAnswerIsNotReadForEver(Library library) {
		this.server.handle((exchange) -> write(exchange, Long.MAX_VALUE));
		assertLoginFails(library, SalesforceLoginError.UNREADABLE);
	}

	@ParameterizedTest
	@EnumSource
	void endlessErrorOfTheTokenEndpointIsNotReadForEver(Library library) {
		this.server.handle((exchange) -> {
			exchange.sendResponseHeaders(503, 0);
			writeBody(exchange, Long.MAX_VALUE);
		});
		assertLoginFails(library, SalesforceLoginError.UNAVAILABLE);
	}

	@ParameterizedTest
	@EnumSource
	void loginThatTricklesForEverIsGivenUpAndTheNextOneIsNotInItsWay(Library library) throws Exception {
		List<String[]> answers = List.of(new String[] { "HTTP/1.1 200 OK\r\nX: ", "x" },
				new String[] { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", " " },
				new String[] { "HTTP/1.1 503 Service Unavailable\r\n\r\n", " " });
		for (String[] answer : answers) {
			assertGivenUp(library, answer[0], answer[1]).isEqualTo(SalesforceLoginError.UNREACHABLE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void loginWithEndlessInterimAnswersIsGivenUp(Library library) throws Exception {
		assertGivenUp(library, "", "HTTP/1.1 102 Processing\r\n\r\n").matches((error) -> !error.isPermanent());
	}

	private ObjectAssert<SalesforceLoginError> assertGivenUp(Library library, String beginning, String more)
			throws IOException {
		try (TricklingServer trickling = new TricklingServer(beginning, more)) {
			SalesforceSession session = session(library, 0, trickling.url(), Duration.ofMillis(300));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> session.renew().join());
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> session.renew().join());
			return new ObjectAssert<>(session.getStatus().currentFailure().failure().getLoginError());
		}
	}

	@ParameterizedTest
	@EnumSource
	void loginHostThatDoesNotResolveIsNamed(Library library) {
		URI url = URI.create("http://login.acme.invalid");
		assertThatExceptionOfType(SalesforceLoginException.class)
			.isThrownBy(() -> session(library, 0, url, Duration.ofSeconds(10)).accessToken())
			.withMessageContaining("failed: the name '" + url.getHost() + "' does not resolve. ")
			.satisfies((ex) -> assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNKNOWN_HOST));
	}

	@ParameterizedTest
	@EnumSource
	void instanceThatCannotBeReachedIsNamed(Library library) {
		SalesforceSession session = session(library, 0);
		this.server.answer(200,
				"{\"access_token\":\"token\",\"instance_url\":\"http://localhost:1\",\"token_type\":\"Bearer\"}",
				"Content-Type", "application/json");
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> restClient(library, session).post().uri("/x").retrieve().toBodilessEntity())
			.withMessageContaining("localhost");
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> webClient(library, session).post().uri("/x").retrieve().toBodilessEntity().block())
			.withMessageContaining("localhost");
	}

	private static void write(HttpExchange exchange, long length) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, 0);
		writeBody(exchange, length);
	}

	private static void writeBody(HttpExchange exchange, long length) {
		byte[] spaces = new byte[8192];
		Arrays.fill(spaces, (byte) ' ');
		try (OutputStream body = exchange.getResponseBody()) {
			body.write("{\"access_token\":\"".getBytes(StandardCharsets.UTF_8));
			for (long written = 0; written < length; written += spaces.length) {
				body.write(spaces);
			}
		}
		catch (IOException ex) {
			// the client has seen enough
		}
	}

	private void assertLoginFails(Library library, SalesforceLoginError error) {
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> session(library, 0).accessToken())
			.satisfies((ex) -> assertThat(ex.getLoginError()).isEqualTo(error));
	}

	private void logIn(SalesforceSession session) {
		answerToken("first");
		session.accessToken();
	}

	private void answerToken(String token) {
		this.server.answer(200, "{\"access_token\":\"%s\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
			.formatted(token, this.server.url()), "Content-Type", "application/json");
	}

	private SalesforceSession session(Library library, int maxRetries) {
		return session(library, maxRetries, URI.create(this.server.url().toString()), Duration.ofSeconds(10));
	}

	private static SalesforceSession session(Library library, int maxRetries, URI loginUrl, Duration timeout) {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.loginUrl(loginUrl)
			.build();
		return SalesforceSession.withRegistration(registration)
			.tokenClient(new SalesforceTokenClient(
					new SalesforceHttp(library.blocking, TestHttpSettings.of(SETTINGS)).forLogin("acme"),
					ObservationRegistry.NOOP))
			.loginTimeout(timeout)
			.loginRetry(new SalesforceRetryPolicy(maxRetries, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
			.build();
	}

	private static RestClient restClient(Library library, SalesforceSession session) {
		return RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(session,
					new SalesforceHttp(library.blocking, TestHttpSettings.of(SETTINGS)).forApi("acme")))
			.build();
	}

	private static WebClient webClient(Library library, SalesforceSession session) {
		return new WebClientAuthorizer(library.reactive, TestHttpSettings.of(SETTINGS), () -> null, List.of())
			.authorize(WebClientAuthorizer.capture(WebClient.builder()), session)
			.build();
	}

	/**
	 * The libraries, each in its blocking and its reactive form.
	 */
	enum Library {

		JDK(ClientHttpRequestFactoryBuilder.jdk(), ClientHttpConnectorBuilder.jdk()),

		APACHE(ClientHttpRequestFactoryBuilder.httpComponents(), ClientHttpConnectorBuilder.httpComponents()),

		JETTY(ClientHttpRequestFactoryBuilder.jetty(), ClientHttpConnectorBuilder.jetty()),

		REACTOR(ClientHttpRequestFactoryBuilder.reactor(), ClientHttpConnectorBuilder.reactor());

		private final ClientHttpRequestFactoryBuilder<?> blocking;

		private final ClientHttpConnectorBuilder<?> reactive;

		Library(ClientHttpRequestFactoryBuilder<?> blocking, ClientHttpConnectorBuilder<?> reactive) {
			this.blocking = blocking;
			this.reactive = reactive;
		}

	}

}
