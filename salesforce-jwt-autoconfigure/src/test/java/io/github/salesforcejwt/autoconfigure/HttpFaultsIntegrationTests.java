package io.github.salesforcejwt.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.salesforcejwt.FaultyHttp2Server;
import io.github.salesforcejwt.FaultyServer;
import io.github.salesforcejwt.SalesforceBodyNotRepeatableException;
import io.github.salesforcejwt.SalesforceExchangeFilterFunction;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.ScriptedServer;
import io.micrometer.observation.ObservationRegistry;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Broken answers mean the same with each HTTP library, whatever exceptions it has.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class HttpFaultsIntegrationTests {

	private static final String UNAUTHORIZED = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Token\r\nContent-Length: 1000\r\n\r\n[{";

	private static final String UNAVAILABLE = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 1000\r\n\r\n<html>";

	private static final HttpClientSettings SETTINGS = HttpClientSettings.defaults()
		.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

	private final FaultyServer server = new FaultyServer();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.server.close();
		this.executor.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource
	void getIsSentAgainWhateverIsWrongWithItsAnswer(HttpCaller caller) {
		SalesforceSession session = session(caller);
		for (String answer : new String[] { "", "NONSENSE 12\r\n\r\n",
				"HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n" }) {
			this.server.next(FaultyServer.cut(answer));
			assertThat(caller.get(session, SETTINGS, "/x")).as(answer).isEqualTo("200 done");
		}
	}

	@ParameterizedTest
	@EnumSource
	void getIsSentAgainWhenItsAnswerDoesNotComeInTime(HttpCaller caller) {
		HttpClientSettings impatient = SETTINGS.withReadTimeout(Duration.ofMillis(500));
		this.server.next(FaultyServer.stall(""));
		assertThat(caller.get(session(caller), impatient, "/x")).isEqualTo("200 done");
		assertThat(this.server.calls()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void answerOf401ThatIsCutOffMayBeThatOfADeadSession(HttpCaller caller) {
		SalesforceSession session = session(caller);
		session.accessToken();
		this.server.next(FaultyServer.cut(UNAUTHORIZED));
		assertThat(caller.get(session, SETTINGS, "/x")).isEqualTo("200 done");
		assertThat(this.server.calls()).containsExactly("GET /x Bearer token-1", "GET /x Bearer token-2");
	}

	@Test
	void answerWhoseBodyStallsIsNotWaitedFor() {
		// at the same time, since each of them waits for two seconds
		List<CompletableFuture<List<String>>> callers = Arrays.stream(HttpCaller.values())
			.map((caller) -> CompletableFuture.supplyAsync(() -> callWhileBodiesStall(caller), this.executor))
			.toList();
		assertThat(callers).allSatisfy((calls) -> assertThat(calls).succeedsWithin(SETTINGS.readTimeout())
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly("GET /x Bearer token-1", "GET /x Bearer token-2", "GET /x Bearer token-2", "200 done"));
	}

	private List<String> callWhileBodiesStall(HttpCaller caller) {
		try (FaultyServer server = new FaultyServer()) {
			SalesforceSession session = session(caller, server);
			session.accessToken();
			server.next(FaultyServer.stall(UNAUTHORIZED)).next(FaultyServer.stall(UNAVAILABLE));
			String answer = caller.get(session, SETTINGS, "/x");
			return Stream.concat(server.calls().stream(), Stream.of(answer)).toList();
		}
	}

	@ParameterizedTest
	@EnumSource
	void loginAnsweredByHalfAnAnswerIsTransient(HttpCaller caller) {
		this.server.nextLogin(FaultyServer.cut(UNAVAILABLE));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> session(caller).accessToken())
			.satisfies((ex) -> assertThat(ex.isTransient()).isTrue());
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "REST.*")
	void bodyThatIsCutOffFailsAsRestClientSays(HttpCaller caller) {
		// HttpURLConnection does not notice
		assumeThat(caller).isNotEqualTo(HttpCaller.REST_SIMPLE);
		SalesforceSession session = session(caller);
		this.server
			.next(FaultyServer.cut("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nhalf"));
		assertThatExceptionOfType(RestClientException.class).isThrownBy(() -> caller.get(session, SETTINGS, "/x"));
	}

	@ParameterizedTest
	@EnumSource
	void multipartUploadOfAFileIsSentAgain(HttpCaller caller, @TempDir Path directory) throws Exception {
		MultipartBodyBuilder parts = new MultipartBodyBuilder();
		parts.part("entity", "{}", MediaType.APPLICATION_JSON);
		parts.part("file", new FileSystemResource(Files.write(directory.resolve("file.bin"), new byte[200_000])));
		SalesforceSession session = session(caller);
		session.accessToken();
		this.server
			.next(FaultyServer.answer("401 Unauthorized", ScriptedServer.SESSION_EXPIRED, "WWW-Authenticate: Token"));
		assertThat(caller.call(session, SETTINGS, HttpMethod.POST, "/x", parts.build())).isEqualTo("200 done");
		assertThat(this.server.calls()).containsExactly("POST /x Bearer token-1", "POST /x Bearer token-2");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "WEB.*")
	void bodyThatCannotBeSentAgainFailsWithoutAStackTraceInTheLog(HttpCaller caller, CapturedOutput output) {
		SalesforceSession session = session(caller);
		session.accessToken();
		this.server
			.next(FaultyServer.answer("401 Unauthorized", ScriptedServer.SESSION_EXPIRED, "WWW-Authenticate: Token"));
		AtomicInteger readings = new AtomicInteger();
		Flux<DataBuffer> body = Flux.range(0, 100)
			.map((i) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[] { (byte) readings.getAndIncrement() }));
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class)
			.isThrownBy(() -> caller.webClient(session, SETTINGS)
				.post()
				.uri("/x")
				.body(BodyInserters.fromDataBuffers(body))
				.retrieve()
				.toBodilessEntity()
				.block());
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void callThatIsCancelledDuringARetryOrItsDecisionDropsNoError() {
		List<Throwable> dropped = new CopyOnWriteArrayList<>();
		Hooks.onErrorDropped(dropped::add);
		try {
			for (HttpCaller caller : HttpCaller.values()) {
				if (caller.isReactive()) {
					cancelAtEachStage(caller);
				}
			}
			await().during(Duration.ofMillis(500)).until(dropped::isEmpty);
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	private void cancelAtEachStage(HttpCaller caller) {
		FaultyServer.Fault unavailable = FaultyServer.answer("503 Service Unavailable", "");
		List<List<FaultyServer.Fault>> stages = List.of(List.of(FaultyServer.stall(UNAUTHORIZED)),
				List.of(FaultyServer.stall(UNAVAILABLE)), List.of(unavailable, FaultyServer.stall("")),
				List.of(FaultyServer.cut(""), FaultyServer.stall(UNAUTHORIZED)));
		for (List<FaultyServer.Fault> faults : stages) {
			try (FaultyServer server = new FaultyServer()) {
				SalesforceSession session = session(caller, server);
				session.accessToken();
				faults.forEach(server::next);
				Disposable call = caller.webClient(session, SETTINGS)
					.get()
					.uri("/x")
					.retrieve()
					.toBodilessEntity()
					.subscribe();
				await().until(() -> server.calls().size() >= faults.size());
				call.dispose();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void uploadAfterOneThatWasRefusedEarlyGoesOutWithANewSession(HttpCaller caller) {
		SalesforceSession session = session(caller);
		session.accessToken();
		byte[] upload = new byte[20_000_000];
		this.server
			.nextBeforeBody(FaultyServer.cut("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Token\r\nContent-Length: "
					+ ScriptedServer.SESSION_EXPIRED.length() + "\r\n\r\n" + ScriptedServer.SESSION_EXPIRED));
		try {
			// some clients read the answer, and others meet the closed connection first
			assertThat(caller.call(session, SETTINGS, HttpMethod.POST, "/x", upload)).isEqualTo("200 done");
		}
		catch (ResourceAccessException | WebClientRequestException ex) {
			assertThat(this.server.logins()).isOne();
		}
		assertThat(caller.call(session, SETTINGS, HttpMethod.POST, "/x", upload)).isEqualTo("200 done");
		assertThat(this.server.logins()).isEqualTo(2);
		assertThat(this.server.calls()).last().isEqualTo("POST /x Bearer token-2");
	}

	@Test
	void postWhoseStreamIsRefusedIsSentAgain() throws Exception {
		try (FaultyHttp2Server http2 = new FaultyHttp2Server()) {
			ClientHttpConnector connector = ClientHttpConnectorBuilder.httpComponents()
				.withConnectionManagerCustomizer((connections) -> connections
					.setDefaultTlsConfig(TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2).build()))
				.build();
			this.server.nextLogin(FaultyServer.answer("200 OK",
					"{\"access_token\":\"token\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
						.formatted(http2.url()),
					"Content-Type: application/json"));
			WebClient client = WebClient.builder()
				.clientConnector(connector)
				.filter(new SalesforceExchangeFilterFunction(session(HttpCaller.WEB_APACHE)))
				.build();
			http2.next(FaultyHttp2Server.Refusal.REFUSED_STREAM);
			assertThat(client.post().uri("/x").bodyValue("text").retrieve().toBodilessEntity().block().getStatusCode())
				.isEqualTo(HttpStatus.OK);
			assertThat(http2.requests()).isEqualTo(2);
			http2.next(FaultyHttp2Server.Refusal.CANCEL);
			assertThatExceptionOfType(WebClientRequestException.class)
				.isThrownBy(() -> client.post().uri("/x").bodyValue("text").retrieve().toBodilessEntity().block());
			assertThat(http2.requests()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void hostThatTheCallerSetsIsNotSent(HttpCaller caller) {
		caller.call(session(caller), SETTINGS, HttpMethod.GET, "/x", null, "Host", "evil.example");
		assertThat(this.server.heads()).singleElement()
			.asString()
			.doesNotContain("evil.example")
			.containsIgnoringCase("host: " + this.server.url().getAuthority());
	}

	@Test
	void callOnAThreadThatMustNotBlockSaysSoAndIsNotSentAgain() {
		SalesforceSession session = session(HttpCaller.REST_REACTOR);
		session.accessToken();
		Mono<String> call = Mono.fromSupplier(() -> HttpCaller.REST_REACTOR.get(session, SETTINGS, "/x"))
			.subscribeOn(Schedulers.newParallel("loop"));
		assertThatIllegalStateException().isThrownBy(call::block)
			.withMessageContaining("A RestClient of the Salesforce org 'acme' was called on the thread 'loop-")
			.withMessageContaining("Use the WebClient of the org");
		assertThat(session.getStatus().retries()).isZero();
		assertThat(this.server.calls()).isEmpty();
	}

	private SalesforceSession session(HttpCaller caller) {
		return session(caller, this.server);
	}

	private static SalesforceSession session(HttpCaller caller, FaultyServer server) {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.loginUrl(server.url())
			.build();
		return SalesforceSession.withRegistration(registration)
			.tokenClient(new SalesforceTokenClient(caller.http(SETTINGS).forLogin("acme"), ObservationRegistry.NOOP))
			.loginRetry(new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
			.apiRetry(new SalesforceRetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20)),
					Set.of(HttpMethod.GET))
			.build();
	}

}
