package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.CallIntegrationTests.Answer;
import io.github.salesforcejwt.SalesforceSessionEvent.CallReplayed;
import io.github.salesforcejwt.SalesforceSessionEvent.CallRetried;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.ClientResponseWrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link ReactiveCall}, through a {@code WebClient}.
 */
@Timeout(5)
class ReactiveCallTests {

	private static final URI FILES = URI.create("https://files.acme.example/x");

	private static final ClientRequest GET = ClientRequest.create(HttpMethod.GET, URI.create("/x")).build();

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"),
			"files.acme.example");

	private final ScriptedExchange exchange = new ScriptedExchange();

	private final SalesforceSession session = this.test.build();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final WebClient client = WebClient.builder()
		.exchangeFunction(this.exchange)
		.filter(new SalesforceExchangeFilterFunction(this.session, this.time))
		.build();

	private final AtomicInteger subscriptions = new AtomicInteger();

	@Test
	void strayAnswerOfAnotherTrustedHostNeitherEndsTheSessionNorIsReplayed() {
		SalesforceAccessToken token = this.session.accessToken();
		for (int i = 0; i < 2; i++) {
			this.exchange.answer(401, ScriptedServer.SESSION_EXPIRED);
			assertThat(call(this.client.get().uri(FILES))).isEqualTo(new Answer(401, ScriptedServer.SESSION_EXPIRED));
		}
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::uri).containsExactly(FILES, FILES);
		assertThat(this.session.tokens().current(null)).isSameAs(token);
		assertThat(this.test.logins).hasValue(1);
	}

	@Test
	void loginThatFailsAfterAnAnswerIsNotTakenForABrokenConnection() {
		this.session.accessToken();
		this.exchange.answer(401, ScriptedServer.SESSION_EXPIRED);
		this.test.login = () -> {
			throw SalesforceLoginException.local("acme", "login_failed", SalesforceLoginError.LOCAL_FAILURE,
					new IOException("reset"));
		};
		assertThatExceptionOfType(SalesforceLoginException.class)
			.isThrownBy(() -> this.client.get().uri("/x").retrieve().toBodilessEntity().block());
		assertThat(this.test.events).noneMatch(CallRetried.class::isInstance);
		assertThat(this.exchange.sent).hasSize(1);
	}

	@Test
	void bodyForASingleReadingLeavesTheCallerWithTheAnswerBeforeTheRetry() {
		this.exchange.answer(503, "down");
		assertThat(call(putOnce())).isEqualTo(new Answer(503, "down"));
		assertThat(this.subscriptions).hasValue(2);
		assertThat(this.exchange.sent).hasSize(1);
	}

	@Test
	void bodyForASingleReadingLeavesTheCallerWithTheFailureBeforeTheRetry() {
		this.exchange.answer(() -> {
			throw new IOException("reset");
		});
		assertThatThrownBy(() -> call(putOnce())).hasMessageContaining("reset")
			.isNotInstanceOf(SalesforceBodyNotRepeatableException.class);
		assertThat(this.subscriptions).hasValue(2);
		assertThat(this.exchange.sent).hasSize(1);
	}

	@Test
	void bodyForASingleReadingIsNotReplayed() {
		this.exchange.answer(401, ScriptedServer.SESSION_EXPIRED);
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class).isThrownBy(() -> call(putOnce()));
		assertThat(this.exchange.sent).hasSize(1);
		assertThat(this.session.accessToken().getTokenValue()).isEqualTo("token-2");
	}

	@Test
	void callGoesOnAtTheNewInstanceAfterEachKindOfFailure() {
		this.exchange.answer(503, "").answer(() -> {
			this.test.instanceUrl = URI.create("https://acme2.my.salesforce.com");
			return ScriptedExchange.response(401, ScriptedServer.SESSION_EXPIRED);
		}).answer(() -> {
			throw new IOException("reset");
		});
		assertThat(call(this.client.get().uri(URI.create("https://acme.my.salesforce.com/x?a=%2F"))))
			.isEqualTo(new Answer(200, "done"));
		assertThat(this.exchange.sent).extracting((sent) -> sent.uri().toString())
			.containsExactly("https://acme.my.salesforce.com/x?a=%2F", "https://acme.my.salesforce.com/x?a=%2F",
					"https://acme2.my.salesforce.com/x?a=%2F", "https://acme2.my.salesforce.com/x?a=%2F");
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-1]", "[Bearer token-2]", "[Bearer token-2]");
		assertThat(this.test.events).filteredOn(CallRetried.class::isInstance).hasSize(2);
		assertThat(this.test.events).filteredOn(CallReplayed.class::isInstance).hasSize(1);
	}

	@Test
	void callIsAuthorizedAnewEachTimeItIsSubscribedTo() {
		Mono<String> call = this.client.get().uri("/x").retrieve().bodyToMono(String.class);
		assertThat(outcome(call)).isEqualTo("done");
		this.session.invalidate(this.session.accessToken());
		assertThat(outcome(call)).isEqualTo("done");
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
	}

	@Test
	void callWithoutATokenWaitsForTheLoginWithoutAThread() {
		CompletableFuture<Runnable> login = new CompletableFuture<>();
		this.test.executor = login::complete;
		WebClient client = WebClient.builder()
			.exchangeFunction(this.exchange)
			.filter(new SalesforceExchangeFilterFunction(this.test.build()))
			.build();
		CompletableFuture<String> answer = client.get().uri("/x").retrieve().bodyToMono(String.class).toFuture();
		assertThat(answer).isNotDone();
		assertThat(this.exchange.sent).isEmpty();
		login.join().run();
		assertThat(answer).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
	}

	@Test
	void callElsewhereIsRefusedBeforeItIsSent() {
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> call(this.client.get().uri("https://evil.example/")));
		assertThat(this.exchange.sent).isEmpty();
		assertThat(this.session.getStatus().untrustedOrigins()).isOne();
	}

	@Test
	void answerThatIsNotDeliveredReleasesItsConnection() {
		AtomicInteger released = new AtomicInteger();
		DataBuffer long503 = buffer("x".repeat(ErrorBody.LIMIT));
		ClientResponse endless = ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE)
			.body(Flux.just(long503).concatWith(Mono.never()).doOnCancel(released::incrementAndGet))
			.build();
		AtomicInteger calls = new AtomicInteger();
		ExchangeFunction next = (request) -> (calls.getAndIncrement() == 0) ? Mono.just(endless)
				: this.exchange.exchange(request);
		assertThat(outcome(filter(GET, next)).statusCode()).isEqualTo(HttpStatus.OK);
		assertThat(released).hasValue(1);
	}

	@Test
	void callThatIsCancelledWhileItWaitsForAnAnswerIsCancelled() {
		for (boolean loggedIn : new boolean[] { false, true }) {
			AtomicInteger cancelled = new AtomicInteger();
			ExchangeFunction next = (request) -> Mono.<ClientResponse>never().doOnCancel(cancelled::incrementAndGet);
			assertThat(this.session.getStatus().hasToken()).isEqualTo(loggedIn);
			filter(GET, next).subscribe().dispose();
			assertThat(cancelled).hasValue(1);
		}
	}

	@Test
	void callThatIsCancelledBetweenTwoAttemptsIsNotSentAgain() {
		this.session.accessToken();
		answerInNineSeconds();
		filter(GET, this.exchange).subscribe().dispose();
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.exchange.sent).hasSize(1);
	}

	@Test
	void callThatIsToldToComeBackIsSentAgainThenAndNotBefore() {
		this.session.accessToken();
		answerInNineSeconds();
		CompletableFuture<ClientResponse> answer = filter(GET, this.exchange).toFuture();
		this.time.advanceTimeBy(Duration.ofMillis(8999));
		assertThat(this.exchange.sent).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMillis(11));
		assertThat(answer.join().statusCode()).isEqualTo(HttpStatus.OK);
	}

	@Test
	void callThatIsCancelledWhileItsFailureIsReadReleasesTheConnection() {
		this.session.accessToken();
		AtomicInteger cancelled = new AtomicInteger();
		ExchangeFunction next = (request) -> Mono.just(ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE)
			.body(Flux.<DataBuffer>never().doOnCancel(cancelled::incrementAndGet))
			.build());
		filter(GET, next).subscribe().dispose();
		assertThat(cancelled).hasValue(1);
	}

	@Test
	void callThatIsCancelledWhileItIsSentAgainIsCancelledThere() {
		this.session.accessToken();
		AtomicInteger cancelled = new AtomicInteger();
		AtomicInteger calls = new AtomicInteger();
		ExchangeFunction next = (request) -> (calls.getAndIncrement() == 0) ? Mono.error(new IOException("reset"))
				: Mono.<ClientResponse>never().doOnCancel(cancelled::incrementAndGet);
		Disposable call = filter(GET, next).subscribe();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(calls).hasValue(2);
		call.dispose();
		assertThat(cancelled).hasValue(1);
	}

	@Test
	void exchangeWithoutAnAnswerStaysSo() {
		assertThat(outcome(filter(GET, (request) -> Mono.empty()))).isNull();
		assertThat(outcome(filter(GET, (request) -> Mono.empty()))).isNull();
		AtomicInteger calls = new AtomicInteger();
		assertThat(outcome(filter(GET,
				(request) -> (calls.getAndIncrement() == 0) ? Mono.error(new IOException("reset")) : Mono.empty())))
			.isNull();
	}

	@Test
	void exchangeThatThrowsFailsTheCall() {
		this.session.accessToken();
		assertThatThrownBy(() -> outcome(filter(GET, (request) -> {
			throw new IllegalStateException("mine");
		}))).hasMessage("mine");
	}

	@Test
	void callWhoseAttemptsAllFailFailsWithTheLast() {
		this.session.accessToken();
		AtomicInteger calls = new AtomicInteger();
		assertThatThrownBy(() -> outcome(
				filter(GET, (request) -> Mono.error(new IOException("reset " + calls.incrementAndGet())))))
			.hasRootCauseMessage("reset 3");
	}

	@Test
	void errorWithinADecisionEndsTheCall() {
		this.session.accessToken();
		for (Error error : new Error[] { new StackOverflowError(), new NoClassDefFoundError() }) {
			ClientResponse answer = ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build();
			ExchangeFunction next = (request) -> Mono.just(new ClientResponseWrapper(answer) {

				@Override
				public Headers headers() {
					throw error;
				}

			});
			assertThatIllegalStateException().isThrownBy(() -> outcome(filter(GET, next))).withCause(error);
		}
	}

	@Test
	void usageIsNotedOfEachAttempt() {
		for (String usage : new String[] { "api-usage=1/100", "api-usage=2/100" }) {
			this.exchange.answer(() -> {
				MockClientHttpResponse answer = ScriptedExchange.response(503, "down");
				answer.getHeaders().set("Sforce-Limit-Info", usage);
				return answer;
			});
		}
		assertThat(outcome(filter(GET, this.exchange)).statusCode()).isEqualTo(HttpStatus.OK);
		assertThat(this.session.getStatus().apiUsage()).isEqualTo(new SalesforceApiUsage(2, 100));
	}

	@Test
	void usageIsNotBelievedOfAnotherHost() {
		this.exchange.answer(() -> {
			MockClientHttpResponse answer = ScriptedExchange.response(200, "");
			answer.getHeaders().set("Sforce-Limit-Info", "api-usage=1/1");
			return answer;
		});
		assertThat(call(this.client.get().uri(FILES)).status()).isEqualTo(200);
		assertThat(this.session.getStatus().apiUsage()).isNull();
	}

	@Test
	void callThatIsSubscribedToAgainIsACallOfItsOwn() {
		ClientRequest request = ClientRequest.create(HttpMethod.POST, URI.create("/x"))
			.body(BodyInserters
				.fromDataBuffers(Flux.defer(() -> Flux.just(buffer("body-" + this.subscriptions.incrementAndGet())))))
			.build();
		Mono<ClientResponse> call = filter(request, this.exchange);
		for (int i = 0; i < 2; i++) {
			this.exchange.answer(503, "down");
			assertThat(outcome(call).statusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		}
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::body).containsExactly("body-1", "body-2");
	}

	private void answerInNineSeconds() {
		this.exchange.answer(() -> {
			MockClientHttpResponse answer = ScriptedExchange.response(503, "later");
			answer.getHeaders().set("Retry-After", "9");
			return answer;
		});
	}

	private Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return new SalesforceExchangeFilterFunction(this.session, this.time).filter(request, next);
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private WebClient.RequestHeadersSpec<?> putOnce() {
		Flux<DataBuffer> once = Flux
			.defer(() -> (this.subscriptions.getAndIncrement() == 0) ? Flux.just(buffer("once")) : Flux.empty());
		return this.client.method(HttpMethod.PUT)
			.uri("/x")
			.attributes(SalesforceRequestAttributes.retry(true))
			.body(BodyInserters.fromDataBuffers(once));
	}

	private Answer call(WebClient.RequestHeadersSpec<?> call) {
		return outcome(call.exchangeToMono((response) -> response.bodyToMono(String.class)
			.defaultIfEmpty("")
			.map((text) -> new Answer(response.statusCode().value(), text))));
	}

	/**
	 * Return what becomes of a call, however long it waits.
	 */
	private <T> T outcome(Mono<T> call) {
		CompletableFuture<T> outcome = call.toFuture();
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(outcome).isDone();
		return Mono.fromFuture(outcome).block();
	}

}
