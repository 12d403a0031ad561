package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.salesforcejwt.SalesforceSessionEvent.CallReplayed;
import io.github.salesforcejwt.SalesforceSessionEvent.CallRetried;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What becomes of calls that fail, through both clients, over HTTP.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CallIntegrationTests {

	private static final String DEAD = ScriptedServer.SESSION_EXPIRED;

	private final ScriptedServer server = new ScriptedServer();

	private final TestSession test = new TestSession(this.server.url());

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void callIsReplayedWithANewOneWhenSessionIsDead(Client client) {
		this.server.answer(401, DEAD);
		assertThat(client.call(this.test.build(), "GET", "/x?q=a%20b", null)).isEqualTo(new Answer(200, "done"));
		assertThat(this.server.received()).extracting(ScriptedServer.Received::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
		assertThat(this.server.received()).extracting(ScriptedServer.Received::uri)
			.containsExactly("/x?q=a%20b", "/x?q=a%20b");
		assertThat(this.test.events).filteredOn(CallReplayed.class::isInstance).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void callWithBodyIsReplayedWholeWhenSessionIsDead(Client client) {
		this.server.answer(401, DEAD);
		assertThat(client.call(this.test.build(), "POST", "/x", "{\"a\":1}").status()).isEqualTo(200);
		assertThat(this.server.received()).extracting(ScriptedServer.Received::text)
			.containsExactly("{\"a\":1}", "{\"a\":1}");
	}

	@ParameterizedTest
	@EnumSource
	void headIsReplayedAlthoughItHasNoBodyWhenSessionIsDead(Client client) {
		this.server.answer(401, "");
		assertThat(client.call(this.test.build(), "HEAD", "/x", null).status()).isEqualTo(200);
		assertThat(this.server.received()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void answerReachesTheCallerWhenTheNewSessionIsDeadToo(Client client, CapturedOutput output) {
		this.server.answer(401, DEAD).answer(401, DEAD);
		assertThat(client.call(this.test.build(), "GET", "/x", null)).isEqualTo(new Answer(401, DEAD));
		assertThat(this.server.received()).hasSize(2);
		assertThat(output).containsOnlyOnce("reports that a session is invalid, although it has just confirmed it");
	}

	@ParameterizedTest
	@EnumSource
	void answerReachesTheCallerAndTheLogSaysWhyOnceWhenTheSessionIsNotAllowed(Client client, CapturedOutput output) {
		String body = "[{\"message\":\"This session is not valid for use with the REST API\","
				+ "\"errorCode\":\"INVALID_SESSION_ID\"}]";
		this.server.answer(401, body).answer(401, body).answer(401, body);
		SalesforceSession session = this.test.build();
		assertThat(client.call(session, "GET", "/x", null)).isEqualTo(new Answer(401, body));
		assertThat(client.call(session, "GET", "/x", null)).isEqualTo(new Answer(401, body));
		assertThat(this.test.logins).hasValue(1);
		assertThat(output)
			.containsOnlyOnce("Salesforce org 'acme': Salesforce answers 401, which a new login would not fix")
			.containsOnlyOnce("not valid for use with the REST API");
		this.test.clock.advance(Duration.ofHours(1));
		client.call(session, "GET", "/x", null);
		assertThat(output.toString().split("a new login would not fix")).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void wholeAnswerReachesTheCallerWhenTheCallFailsForGood(Client client) {
		String body = "[{\"errorCode\":\"MALFORMED_QUERY\",\"message\":\"" + "x".repeat(300_000) + "\"}]";
		this.server.answer(400, body, "X-Kept", "yes");
		assertThat(client.call(this.test.build(), "GET", "/x", null)).isEqualTo(new Answer(400, body));
		assertThat(this.server.received()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void errorBodyThatIsExactlyAsLongAsThePrefixReachesTheCaller(Client client) {
		String body = "x".repeat(ErrorBody.LIMIT);
		this.server.answer(400, body);
		assertThat(client.call(this.test.build(), "GET", "/x", null)).isEqualTo(new Answer(400, body));
	}

	@ParameterizedTest
	@EnumSource(names = "REACTIVE")
	void truncatedErrorBodyFailsForTheCaller(Client client) {
		this.server.handle((exchange) -> {
			exchange.sendResponseHeaders(400, 1000);
			exchange.getResponseBody().write("[{\"errorCode".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			exchange.close();
		});
		SalesforceSession session = this.test.build();
		assertThatThrownBy(() -> client.call(session, "GET", "/x", null)).isInstanceOf(RuntimeException.class)
			.hasStackTraceContaining("IOException");
		assertThat(client.call(session, "GET", "/x", null).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void errorsOfOtherKindsReachTheCaller(Client client) {
		for (String body : new String[] { "", "<html>", "{}", "[]", "{\"errorCode\":7}", "null", "[[[[" }) {
			this.server.answer(403, body);
			assertThat(client.call(this.test.build(), "GET", "/x", null)).isEqualTo(new Answer(403, body));
		}
	}

	@ParameterizedTest
	@EnumSource
	void authorizationOfTheCallerIsNeverSentBesideOurs(Client client) {
		client.call(this.test.build(), "GET", "/x", null, (headers) -> {
			headers.put("authorization", "Basic bWluZQ==");
			headers.put("X-SFDC-Session", "mine");
		}, false);
		assertThat(this.server.received().get(0).headers().get("Authorization")).containsExactly("Bearer token-1");
		assertThat(this.server.received().get(0).headers().get("X-SFDC-Session")).isNull();
	}

	@Test
	void handlersOfAnAnswerSeeNoCredentials() {
		List<HttpHeaders> seen = new ArrayList<>();
		SalesforceSession session = this.test.build();
		RestClient restClient = Client.restClient(session);
		String uri = "/services/async/68.0/job";
		this.server.answer(400, "no");
		restClient.get()
			.uri(uri)
			.header("X-Kept", "yes")
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> seen.add(request.getHeaders()))
			.toBodilessEntity();
		restClient.get()
			.uri(uri)
			.header("X-Kept", "yes")
			.exchange((request, response) -> seen.add(request.getHeaders()));
		Client.webClient(session)
			.get()
			.uri(uri)
			.header("X-Kept", "yes")
			.exchangeToMono((response) -> Mono.just(seen.add(response.request().getHeaders())))
			.block();
		assertThat(seen).hasSize(3).allSatisfy((headers) -> {
			assertThat(headers.getFirst("X-Kept")).isEqualTo("yes");
			assertThat(headers.toString()).doesNotContain("token-1");
		});
		assertThat(this.server.received())
			.allSatisfy((request) -> assertThat(request.headers().get("X-SFDC-Session")).containsExactly("token-1"));
	}

	@ParameterizedTest
	@EnumSource
	void callOfBulkApiCarriesTheSessionInItsOwnHeaderToo(Client client) {
		this.server.answer(400, "<error><exceptionCode>InvalidSessionId</exceptionCode></error>");
		client.call(this.test.build(), "POST", "/services/async/68.0/job", "<jobInfo/>",
				(headers) -> headers.put("X-SFDC-Session", "mine"), false);
		assertThat(this.server.received())
			.extracting((request) -> String.valueOf(request.headers().get("X-SFDC-Session")))
			.containsExactly("[token-1]", "[token-2]");
	}

	@ParameterizedTest
	@EnumSource
	void getIsRetriedWhenFailurePasses(Client client) {
		this.server.answer(503, "<html>").answer(429, "");
		assertThat(client.call(this.test.build(), "GET", "/x", null).status()).isEqualTo(200);
		assertThat(this.server.received()).hasSize(3);
		assertThat(this.test.events).filteredOn(CallRetried.class::isInstance)
			.extracting("attempt", "status")
			.containsExactly(tuple(1, 503), tuple(2, 429));
	}

	@ParameterizedTest
	@EnumSource
	void lastAnswerReachesTheCallerOfAGetWhenTheFailureLasts(Client client) {
		for (int i = 0; i < 5; i++) {
			this.server.answer(503, "<html>" + i);
		}
		assertThat(client.call(this.test.build(), "GET", "/x", null)).isEqualTo(new Answer(503, "<html>2"));
		assertThat(this.server.received()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void failureReachesTheCallerOfAGetWhenThereIsNoConnection(Client client) {
		this.test.instanceUrl = URI.create("http://127.0.0.1:1");
		assertThatThrownBy(() -> client.call(this.test.build(), "GET", "/x", null))
			.isInstanceOfAny(ResourceAccessException.class, WebClientRequestException.class);
		assertThat(this.test.events).filteredOn(CallRetried.class::isInstance).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void answerReachesTheCallerOfAGetThatIsToldToComeBackMuchLater(Client client) {
		this.server.answer(503, "later", "Retry-After", "3600");
		assertThat(client.call(this.test.build(), "GET", "/x", null)).isEqualTo(new Answer(503, "later"));
	}

	@Test
	void getThatIsToldToComeBackDoesNotComeBefore() {
		this.server.answer(503, "later", "Retry-After", "9");
		long start = this.test.clock.millis();
		Client.BLOCKING.call(this.test.build(), "GET", "/x", null);
		assertThat(this.test.clock.millis() - start).isBetween(9000L, 9010L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void writeIsRetriedOnlyIfAskedForWhenFailurePasses(String method) {
		for (Client client : EnumSet.allOf(Client.class)) {
			this.server.answer(503, "");
			assertThat(client.call(this.test.build(), method, "/x", "body").status()).isEqualTo(503);
			this.server.answer(503, "");
			assertThat(client.call(this.test.build(), method, "/x", "body", (headers) -> {
			}, true).status()).isEqualTo(200);
			this.test.retriedMethods = Set.of(HttpMethod.valueOf(method));
			this.server.answer(503, "");
			assertThat(client.call(this.test.build(), method, "/x", "body").status()).isEqualTo(200);
			this.server.drop();
			assertThat(client.call(this.test.build(), method, "/x", "body").status()).isEqualTo(200);
			this.test.retriedMethods = CallRules.SAFE_METHODS;
		}
	}

	@ParameterizedTest
	@EnumSource
	void callIsReplayedAsWellWhenSessionDiesBetweenRetries(Client client) {
		this.server.answer(503, "").answer(401, DEAD).answer(503, "");
		assertThat(client.call(this.test.build(), "GET", "/x", null).status()).isEqualTo(200);
		assertThat(this.server.received()).hasSize(4);
	}

	@ParameterizedTest
	@EnumSource
	void callIsNotRetriedAndTheNextIsRefusedWhenTheDailyLimitIsReached(Client client) {
		this.test.quotaStopAt = 0.9;
		String body = "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]";
		this.server.answer(403, body);
		SalesforceSession session = this.test.build();
		assertThat(client.call(session, "GET", "/x", null)).isEqualTo(new Answer(403, body));
		assertThatExceptionOfType(SalesforceQuotaException.class)
			.isThrownBy(() -> client.call(session, "GET", "/x", null));
		assertThat(this.server.received()).hasSize(1);
		this.test.clock.advance(Duration.ofMinutes(1));
		this.server.answer(200, "", "Sforce-Limit-Info", "api-usage=18/5000");
		assertThat(client.call(session, "GET", "/x", null).status()).isEqualTo(200);
		assertThat(client.call(session, "GET", "/x", null).status()).isEqualTo(200);
		assertThat(session.getStatus().apiUsage()).isEqualTo(new SalesforceApiUsage(18, 5000));
	}

	@ParameterizedTest
	@EnumSource
	void callIsReplayedAtTheNewInstanceWhenOrgHasMoved(Client client) {
		try (ScriptedServer next = new ScriptedServer()) {
			for (String uri : new String[] { "/x?a=%2F", this.server.url() + "/x?a=%2F" }) {
				SalesforceSession session = this.test.build();
				session.accessToken();
				this.test.instanceUrl = next.url();
				this.server.answer(401, DEAD);
				assertThat(client.call(session, "PATCH", uri, "body").status()).isEqualTo(200);
				this.test.instanceUrl = this.server.url();
			}
			assertThat(next.received()).extracting(ScriptedServer.Received::uri)
				.containsExactly("/x?a=%2F", "/x?a=%2F");
			assertThat(next.received()).extracting(ScriptedServer.Received::text).containsExactly("body", "body");
		}
	}

	@ParameterizedTest
	@EnumSource
	void callerGetsTheExplanationWhenTheLoginFails(Client client) {
		this.test.login = () -> {
			throw LoginFailureTests.failure(SalesforceLoginError.INACTIVE_USER);
		};
		assertThatExceptionOfType(SalesforceLoginException.class)
			.isThrownBy(() -> client.call(this.test.build(), "GET", "/x", null));
		assertThat(this.server.received()).isEmpty();
	}

	@Test
	void streamIsRefusedRatherThanSentEmptyWhenSessionIsDead() {
		this.server.answer(401, DEAD);
		SalesforceSession session = this.test.build();
		Resource stream = new InputStreamResource(new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8)));
		RestClient client = Client.restClient(session);
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class)
			.isThrownBy(() -> client.put().uri("/x").body(stream).retrieve().toBodilessEntity())
			.withMessageContaining("'acme'")
			.satisfies((ex) -> assertThat(ex.getOrgId()).isEqualTo("acme"));
		assertThat(this.server.received()).hasSize(1);
		assertThat(session.tokens().current(null)).isNull();
	}

	@Test
	void answerReachesTheCallerOfAStreamWhenTheFailurePasses() {
		this.server.answer(503, "down");
		Resource stream = new InputStreamResource(new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8)));
		Answer answer = Client.answer(Client.restClient(this.test.build())
			.put()
			.uri("/x")
			.attributes(SalesforceRequestAttributes.retry(true))
			.body(stream));
		assertThat(answer).isEqualTo(new Answer(503, "down"));
		assertThat(this.test.events).noneMatch(CallRetried.class::isInstance);
	}

	@Test
	void publisherIsRefusedRatherThanSentEmptyWhenItYieldsNothingTheSecondTime() {
		AtomicInteger subscriptions = new AtomicInteger();
		assertPublisherIsRefused(
				Flux.defer(() -> (subscriptions.getAndIncrement() == 0) ? buffers("once", "twice") : Flux.empty()));
	}

	@Test
	void publisherIsRefusedWhenItYieldsAnotherTextTheSecondTime() {
		AtomicInteger subscriptions = new AtomicInteger();
		assertPublisherIsRefused(Flux.defer(
				() -> (subscriptions.getAndIncrement() == 0) ? buffers("once", "twice") : buffers("once", "thrice")));
	}

	@Test
	void publisherIsRefusedWhenItYieldsLessTheSecondTime() {
		AtomicInteger subscriptions = new AtomicInteger();
		assertPublisherIsRefused(
				Flux.defer(() -> (subscriptions.getAndIncrement() == 0) ? buffers("once", "twice") : buffers("once")));
	}

	@Test
	void publisherIsRefusedWhenItFailsTheSecondTime() {
		AtomicInteger subscriptions = new AtomicInteger();
		assertPublisherIsRefused(Flux.defer(() -> (subscriptions.getAndIncrement() == 0) ? buffers("once")
				: Flux.error(new IllegalStateException("already read"))));
	}

	@Test
	void publisherIsRefusedWhenItsResourceIsAStream() {
		this.server.answer(401, DEAD);
		Resource stream = new InputStreamResource(new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8)));
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class)
			.isThrownBy(() -> Client.webClient(this.test.build())
				.put()
				.uri("/x")
				.body(BodyInserters.fromResource(stream))
				.retrieve()
				.toBodilessEntity()
				.block());
	}

	@Test
	void publisherIsReplayedWhenItYieldsTheSameInOtherPieces() {
		this.server.answer(401, DEAD);
		AtomicInteger subscriptions = new AtomicInteger();
		Flux<DataBuffer> body = Flux.defer(
				() -> (subscriptions.getAndIncrement() == 0) ? buffers("once", "twice") : buffers("on", "cetwi", "ce"));
		assertThat(put(body)).isEqualTo(200);
		assertThat(this.server.received()).extracting(ScriptedServer.Received::text)
			.containsExactly("oncetwice", "oncetwice");
	}

	@Test
	void resourceIsReplayedThroughWebClientWhenSessionIsDead() {
		this.server.answer(401, DEAD);
		int status = Client.webClient(this.test.build())
			.put()
			.uri("/x")
			.body(BodyInserters.fromResource(new ByteArrayResource("twice".getBytes(StandardCharsets.UTF_8))))
			.retrieve()
			.toBodilessEntity()
			.block()
			.getStatusCode()
			.value();
		assertThat(status).isEqualTo(200);
		assertThat(this.server.received()).extracting(ScriptedServer.Received::text).containsExactly("twice", "twice");
	}

	@Test
	void publisherThatFailsTheFirstTimeFailsWithItsOwnException() {
		assertThatThrownBy(() -> put(Flux.error(new IllegalStateException("mine")))).hasStackTraceContaining("mine")
			.isNotInstanceOf(SalesforceBodyNotRepeatableException.class);
	}

	@Test
	void callWithoutStreamingFactoryIsReplayedAsWell() {
		this.server.answer(401, DEAD);
		RestClient client = RestClient.builder()
			.requestFactory(
					new SalesforceClientHttpRequestFactory(this.test.build(), new SimpleClientHttpRequestFactory()))
			.requestInterceptor((request, body, execution) -> execution.execute(request, body))
			.build();
		assertThat(client.post().uri("/x").body("text").retrieve().body(String.class)).isEqualTo("done");
		assertThat(this.server.received()).extracting(ScriptedServer.Received::text).containsExactly("text", "text");
	}

	@Test
	void attributeReachesTheCallThroughInterceptors() {
		this.server.answer(503, "");
		RestClient client = RestClient.builder()
			.requestFactory(
					new SalesforceClientHttpRequestFactory(this.test.build(), new JdkClientHttpRequestFactory()))
			.requestInterceptor((request, body, execution) -> execution.execute(request, body))
			.build();
		assertThat(client.patch()
			.uri("/x")
			.attributes(SalesforceRequestAttributes.retry(true))
			.body("text")
			.retrieve()
			.body(String.class)).isEqualTo("done");
	}

	@Test
	void getIsNotRetriedWhenRetryIsSwitchedOff() {
		for (Client client : Client.values()) {
			this.server.answer(503, "");
			assertThat(client.call(this.test.build(), "GET", "/x", null, (headers) -> {
			}, false).status()).isEqualTo(503);
		}
	}

	@Test
	void blockingCallThatIsInterruptedWhileItWaitsEndsAtOnce() {
		this.server.answer(503, "");
		this.test.sleeper = (duration) -> {
			throw new InterruptedException();
		};
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> Client.BLOCKING.call(this.test.build(), "GET", "/x", null))
			.withRootCauseInstanceOf(InterruptedIOException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.server.received()).hasSize(1);
	}

	@Test
	void reactiveCallThatIsCancelledWhileALoginRunsLeavesTheLoginToTheOthers() {
		CompletableFuture<SalesforceAccessToken> login = new CompletableFuture<>();
		SalesforceSession session = sessionWithLogin(login);
		WebClient client = Client.webClient(session);
		Mono<String> call = client.get().uri("/x").retrieve().bodyToMono(String.class);
		CompletableFuture<String> cancelled = call.toFuture();
		CompletableFuture<String> timedOut = call.timeout(Duration.ofMillis(20)).toFuture();
		CompletableFuture<String> patient = call.toFuture();
		cancelled.cancel(true);
		assertThatThrownBy(timedOut::get).hasCauseInstanceOf(TimeoutException.class);
		login.complete(this.test.token("late"));
		assertThat(patient.join()).isEqualTo("done");
		assertThat(this.server.received()).hasSize(1);
	}

	@Test
	void exceptionOfAReactiveCallHoldsNoToken() throws Exception {
		SalesforceSession session = this.test.build();
		this.server.drop();
		WebClient client = WebClient.builder()
			.baseUrl(this.server.url().toString())
			.filter(new SalesforceExchangeFilterFunction(session))
			.build();
		WebClientRequestException ex = catchThrowableOfType(WebClientRequestException.class,
				() -> client.post()
					.uri("/services/async/68.0/job")
					.bodyValue("text")
					.retrieve()
					.toBodilessEntity()
					.block());
		assertThat(this.server.received().get(0).token()).isEqualTo("[Bearer token-1]");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(ex);
		assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).contains("POST").doesNotContain("token-1");
	}

	private SalesforceSession sessionWithLogin(CompletableFuture<SalesforceAccessToken> login) {
		this.test.login = login::join;
		this.test.executor = (task) -> new Thread(task).start();
		return this.test.build();
	}

	private void assertPublisherIsRefused(Flux<DataBuffer> body) {
		this.server.answer(401, DEAD);
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class).isThrownBy(() -> put(body));
		assertThat(this.server.received()).noneMatch((request) -> request.length() == 0);
	}

	private int put(Flux<DataBuffer> body) {
		return Client.webClient(this.test.build())
			.put()
			.uri("/x")
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity()
			.block()
			.getStatusCode()
			.value();
	}

	private static Flux<DataBuffer> buffers(String... texts) {
		return Flux.fromArray(texts)
			.map((text) -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * An answer as the caller sees it.
	 */
	record Answer(int status, String body) {
	}

	/**
	 * The two clients.
	 */
	enum Client {

		BLOCKING {

			@Override
			Answer call(SalesforceSession session, String method, String uri, String body,
					Consumer<Map<String, String>> headers, Boolean retry) {
				RestClient.RequestBodySpec spec = restClient(session).method(HttpMethod.valueOf(method))
					.uri(URI.create(uri));
				Map<String, String> extra = new LinkedHashMap<>();
				headers.accept(extra);
				extra.forEach(spec::header);
				if (retry != null) {
					spec.attributes(SalesforceRequestAttributes.retry(retry));
				}
				if (body != null) {
					spec.body(body);
				}
				return answer(spec);
			}

		},

		REACTIVE {

			@Override
			Answer call(SalesforceSession session, String method, String uri, String body,
					Consumer<Map<String, String>> headers, Boolean retry) {
				WebClient.RequestBodySpec spec = webClient(session).method(HttpMethod.valueOf(method))
					.uri(URI.create(uri));
				Map<String, String> extra = new LinkedHashMap<>();
				headers.accept(extra);
				extra.forEach(spec::header);
				if (retry != null) {
					spec.attributes(SalesforceRequestAttributes.retry(retry));
				}
				if (body != null) {
					spec.bodyValue(body);
				}
				return spec
					.exchangeToMono((response) -> response.bodyToMono(String.class)
						.defaultIfEmpty("")
						.map((text) -> new Answer(response.statusCode().value(), text)))
					.block();
			}

		};

		abstract Answer call(SalesforceSession session, String method, String uri, String body,
				Consumer<Map<String, String>> headers, Boolean retry);

		Answer call(SalesforceSession session, String method, String uri, String body) {
			return call(session, method, uri, body, (headers) -> {
			}, null);
		}

		static RestClient restClient(SalesforceSession session) {
			return RestClient.builder()
				.requestFactory(new SalesforceClientHttpRequestFactory(session, new JdkClientHttpRequestFactory()))
				.build();
		}

		static Answer answer(RestClient.RequestBodySpec spec) {
			try {
				ResponseEntity<String> response = spec.retrieve().toEntity(String.class);
				return new Answer(response.getStatusCode().value(),
						(response.getBody() != null) ? response.getBody() : "");
			}
			catch (RestClientResponseException ex) {
				return new Answer(ex.getStatusCode().value(), ex.getResponseBodyAsString());
			}
		}

		static WebClient webClient(SalesforceSession session) {
			return WebClient.builder()
				.clientConnector(new JdkClientHttpConnector())
				.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(1024 * 1024))
				.filter(new SalesforceExchangeFilterFunction(session))
				.build();
		}

	}

}
