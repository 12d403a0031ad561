package io.github.salesforcejwt.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.SalesforceWebClients;
import io.github.salesforcejwt.ScriptedServer;
import io.github.salesforcejwt.UntrustedOriginException;
import io.github.salesforcejwt.autoconfigure.keys.TestKeys;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A secret in each property and in each text of a server, on each HTTP library: none is
 * in the log at the level TRACE, in an exception, in a serialized exception, or in what
 * {@code toString} returns.
 */
@Timeout(60)
class LeakIntegrationTests {

	/** Stands beside the secrets, so that it shows what would have been found. */
	private static final String NO_SECRET = "words-beside-the-secret";

	private static final String KEY = TestKeys.text("pkcs8-encrypted.pem");

	private static final String KEY_PASSWORD = TestKeys.PASSWORD;

	private static final String CLIENT_SECRET = "C4N4RY0fTheClientSecret5B1D7E9F3A2C8064";

	private static final List<String> TOKENS = Stream.of("First", "Second", "Third", "OfEmea", "OfOther")
		.map((name) -> "00D5e000000Abcd!AQEAQCanaryToken" + name + "_x7.Yz9Q")
		.toList();

	private static final String REFRESH_TOKEN = "5Aep861CanaryRefreshToken";

	private static final String ID_TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJpZCJ9.Q2FuYXJ5SWRUb2tlbg";

	private static final String COOKIE = "CanaryCookie4711";

	private static final String SIGNATURE = "CanaryOfTheSignature=";

	private final ScriptedServer server = new ScriptedServer();

	private final ScriptedServer foreign = new ScriptedServer();

	private final List<SalesforceSessionEvent> events = new CopyOnWriteArrayList<>();

	private final StringBuilder shown = new StringBuilder();

	@AfterEach
	void stop() {
		this.server.close();
		this.foreign.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "http-components", "jetty", "reactor", "simple" })
	void secretIsNowhere(String library) {
		try (TraceLog log = new TraceLog()) {
			runner(library).run((context) -> {
				assertThat(context).hasNotFailed();
				callAndReplay(context);
				failingCalls(context);
				refusedLogins(context);
				droppedCalls(context);
				toStrings(context);
			});
			assertThat(log.text()).contains(NO_SECRET, "Writing [{grant_type=", "TRACE ");
			assertThat(this.shown.toString()).contains(NO_SECRET, "clientId=", "LoginFailed[", "CallReplayed[",
					"UntrustedOriginBlocked[");
			assertThat(sent("assertion")).as("what was sent").isNotEmpty();
			assertThat(linesWithSecret(log.text())).as("in the log").isEmpty();
			assertThat(linesWithSecret(this.shown.toString())).as("shown").isEmpty();
		}
	}

	private ApplicationContextRunner runner(String library) {
		List<String> properties = new ArrayList<>(List.of("spring.http.clients.imperative.factory=" + library,
				"spring.http.clients.reactive.connector=" + (library.equals("simple") ? "jdk" : library)));
		properties.addAll(org("salesforce.jwt.", "private-key=" + KEY, "private-key-password=" + KEY_PASSWORD,
				"username=integration@acme.example"));
		properties.addAll(
				org("salesforce.jwt.orgs.emea.", "grant-type=client-credentials", "client-secret=" + CLIENT_SECRET));
		for (int i = 0; i < answers().size(); i++) {
			String prefix = "salesforce.jwt.orgs.refused" + i + ".";
			properties.addAll((i % 2 == 0)
					? org(prefix, "grant-type=client-credentials", "client-secret=" + CLIENT_SECRET,
							"client-authentication-method=client-secret-basic")
					: org(prefix, "private-key=" + KEY, "private-key-password=" + KEY_PASSWORD,
							"username=integration@acme.example"));
		}
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
					RestClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					SalesforceAutoConfiguration.class, SalesforceWebClientAutoConfiguration.class))
			.withBean(SalesforceSessionListener.class, () -> this.events::add)
			.withPropertyValues(properties.toArray(String[]::new));
	}

	private List<String> org(String prefix, String... properties) {
		return Stream
			.concat(Stream.of("client-id=3MVG9", "login-url=" + this.server.url(), "retry.login.max-retries=0",
					"retry.api.max-retries=0"), Arrays.stream(properties))
			.map((property) -> prefix + property)
			.toList();
	}

	private void callAndReplay(ApplicationContext context) {
		RestClient restClient = context.getBean(SalesforceClients.class).restClient("salesforce");
		WebClient webClient = context.getBean(SalesforceWebClients.class).webClient("salesforce");
		answerToken(TOKENS.get(0));
		answerWithCookie();
		assertThat(restClient.get().uri("/x").retrieve().body(String.class)).isEqualTo("done");
		endSession();
		answerToken(TOKENS.get(1));
		answerWithCookie();
		assertThat(restClient.post().uri("/x").body("text").retrieve().body(String.class)).isEqualTo("done");
		endSession();
		answerToken(TOKENS.get(2));
		answerWithCookie();
		assertThat(webClient.post().uri("/x").bodyValue("text").retrieve().bodyToMono(String.class).block())
			.isEqualTo("done");
		answerToken(TOKENS.get(3));
		assertThat(context.getBean(SalesforceWebClients.class)
			.webClient("emea")
			.get()
			.uri("/x")
			.retrieve()
			.bodyToMono(String.class)
			.block()).isEqualTo("done");
	}

	/**
	 * What the API answers is the caller's, so these answers hold no secret.
	 */
	private void failingCalls(ApplicationContext context) {
		RestClient restClient = context.getBean(SalesforceClients.class).restClient("salesforce");
		WebClient webClient = context.getBean(SalesforceWebClients.class).webClient("salesforce");
		this.server.answer(500, NO_SECRET).answer(500, NO_SECRET);
		show(catchThrowable(() -> restClient.get().uri("/x").retrieve().body(String.class)));
		show(catchThrowable(() -> webClient.get().uri("/x").retrieve().bodyToMono(String.class).block()));
		Throwable untrusted = catchThrowable(
				() -> restClient.get().uri(this.foreign.url() + "/x").retrieve().body(String.class));
		assertThat(untrusted).isInstanceOf(UntrustedOriginException.class);
		show(untrusted);
		show(catchThrowable(
				() -> webClient.get().uri(this.foreign.url() + "/x").retrieve().bodyToMono(String.class).block()));
		assertThat(this.foreign.received()).isEmpty();
		// the log explains an unknown 401 by its answer, in which the token is masked
		this.server.answer(401, "[{\"errorCode\":\"OTHER\",\"message\":\"" + NO_SECRET + " " + TOKENS.get(2) + "\"}]");
		assertThat(catchThrowable(() -> restClient.get().uri("/x").retrieve().body(String.class))).isNotNull();
	}

	private List<Answer> answers() {
		String url = this.foreign.url().toString();
		String token = TOKENS.get(4);
		return List.of(
				json(400,
						"{\"error\":\"invalid_grant\",\"error_description\":\"%s client_secret=%s\"}"
							.formatted(NO_SECRET, CLIENT_SECRET)),
				json(400,
						"{\"error\":\"invalid_grant\",\"error_description\":\"%s %s %s\"}".formatted(NO_SECRET, token,
								ID_TOKEN)),
				json(401, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(token, KEY.replace("\n", "\\n"))),
				json(503, "<html><body><p>%s %s</p><!-- %s --></body></html>".formatted(NO_SECRET, token, ID_TOKEN)),
				json(200, "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",".formatted(token, REFRESH_TOKEN)),
				new Answer(200, "access_token=%s&refresh_token=%s".formatted(token, REFRESH_TOKEN), "Content-Type",
						"text/plain"),
				json(200,
						"{\"access_token\":\"%s\",\"instance_url\":\"%s/%s\",\"token_type\":\"Bearer\"}"
							.formatted(token, "https://files.acme.example", token)),
				json(200,
						"{\"access_token\":\"%s\",\"instance_url\":\"https://%s@evil.example\",\"token_type\":\"Bearer\"}"
							.formatted(token, CLIENT_SECRET)),
				json(200,
						"{\"access_token\":\"%s\\n\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
							.formatted(token, this.server.url())),
				json(200, "{\"access_token\":{\"%s\":1},\"token_type\":\"Bearer\"}".formatted(token)),
				json(200,
						"{\"access_token\":\"%s\",\"expires_in\":\"%s\",\"token_type\":\"%s\"}".formatted(token, token,
								token)),
				new Answer(302, "", "Location", url + "/?access_token=" + token, "Set-Cookie", "sid=" + COOKIE),
				new Answer(200, "{}", "Content-Type", token + "/" + token + "/" + token),
				new Answer(429, "", "Retry-After", token, "Content-Type", "application/json", "Date", token,
						"WWW-Authenticate", "Bearer " + token));
	}

	private void refusedLogins(ApplicationContext context) {
		List<Answer> answers = answers();
		for (int i = 0; i < answers.size(); i++) {
			Answer answer = answers.get(i);
			SalesforceSession session = context.getBean(SalesforceClients.class).session("refused" + i);
			this.server.answer(answer.status(), answer.body(), answer.headers());
			Throwable failure = catchThrowable(session::accessToken);
			assertThat(failure).as("answer %d", i).isInstanceOf(SalesforceLoginException.class);
			show(failure);
			show(catchThrowable(() -> context.getBean(SalesforceWebClients.class)
				.webClient(session.getRegistration().getId())
				.get()
				.uri("/x")
				.retrieve()
				.toBodilessEntity()
				.block()));
		}
	}

	private void droppedCalls(ApplicationContext context) {
		for (int i = 0; i < 20; i++) {
			this.server.handle(HttpExchange::close);
		}
		show(catchThrowable(() -> context.getBean(SalesforceClients.class)
			.restClient("salesforce")
			.post()
			.uri("/x")
			.body("text")
			.retrieve()
			.body(String.class)));
		show(catchThrowable(() -> context.getBean(SalesforceWebClients.class)
			.webClient("salesforce")
			.post()
			.uri("/x")
			.bodyValue("text")
			.retrieve()
			.bodyToMono(String.class)
			.block()));
	}

	private void toStrings(ApplicationContext context) {
		SalesforceClients clients = context.getBean(SalesforceClients.class);
		add(clients, context.getBean(SalesforceWebClients.class), context.getBean(SalesforceProperties.class),
				context.getBean(SalesforceProperties.class).getOrgs(), this.events, clients.authorizedClientProvider());
		context.getBeansOfType(SalesforceConnectionDetails.class).values().forEach(this::add);
		for (String id : clients.getIds()) {
			SalesforceSession session = clients.session(id);
			add(session, session.getStatus(), session.getRegistration(), session.getStatus().signingKey(),
					clients.restClient(id), clients.clientRegistration(id));
		}
		add(clients.session("emea").accessToken());
		this.events.forEach(this::add);
	}

	private void add(Object... objects) {
		Arrays.stream(objects).map(String::valueOf).forEach((text) -> this.shown.append(text).append('\n'));
	}

	private void show(Throwable ex) {
		assertThat(ex).isNotNull();
		StringWriter trace = new StringWriter();
		ex.printStackTrace(new PrintWriter(trace));
		add(ex.getMessage(), ex, trace);
		for (Throwable each = ex; each != null; each = each.getCause()) {
			if (each instanceof WebClientRequestException request) {
				add(request.getHeaders().toSingleValueMap());
			}
			if (each instanceof WebClientResponseException response && response.getRequest() != null) {
				add(response.getRequest().getHeaders().toSingleValueMap(), response.getRequest().getAttributes());
			}
		}
		this.shown.append(serialize(ex)).append('\n');
	}

	private static String serialize(Throwable ex) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(ex);
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

	private Stream<String> linesWithSecret(String text) {
		List<String> secrets = secrets().toList();
		return text.lines().filter((line) -> secrets.stream().anyMatch(line::contains));
	}

	private Stream<String> secrets() {
		return Stream
			.of(KEY.lines().filter((line) -> !line.startsWith("-----")),
					TestKeys.text("pkcs8.pem").lines().filter((line) -> !line.startsWith("-----")),
					Stream.of(KEY_PASSWORD, CLIENT_SECRET, REFRESH_TOKEN, ID_TOKEN, COOKIE, SIGNATURE),
					TOKENS.stream().map((token) -> token.substring(token.indexOf('!') + 1)),
					sent("assertion").stream().flatMap((assertion) -> Stream.of(assertion.split("\\.")).skip(1)))
			.flatMap((some) -> some);
	}

	private List<String> sent(String parameter) {
		return this.server.received()
			.stream()
			.flatMap((request) -> Stream.of(request.text().split("&")))
			.filter((part) -> part.startsWith(parameter + "="))
			.map((part) -> part.substring(parameter.length() + 1))
			.toList();
	}

	private void answerToken(String token) {
		this.server.answer(200,
				"""
						{"access_token":"%s","instance_url":"%s","token_type":"Bearer","refresh_token":"%s","id_token":"%s",
						"signature":"%s","id":"%s/id/00D5e000000Abcd/%s"}"""
					.formatted(token, this.server.url(), REFRESH_TOKEN, ID_TOKEN, SIGNATURE, this.server.url(), token),
				"Content-Type", "application/json", "Set-Cookie", "sid=" + COOKIE);
	}

	private void answerWithCookie() {
		this.server.answer(200, "done", "Set-Cookie", "sid=" + COOKIE, "Sforce-Limit-Info", TOKENS.get(0),
				"Content-Type", "text/plain");
	}

	private void endSession() {
		this.server.answer(401, ScriptedServer.SESSION_EXPIRED, "WWW-Authenticate", "Token", "Set-Cookie",
				"sid=" + COOKIE);
	}

	private static Answer json(int status, String body) {
		return new Answer(status, body, "Content-Type", "application/json");
	}

	private record Answer(int status, String body, String... headers) {
	}

}
