package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;

import io.github.salesforcejwt.CallRecovery.Action;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * One call of a {@code WebClient} that has to wait for its token, or that has failed and
 * is sent again where that helps.
 */
final class ReactiveCall {

	private final SalesforceSession session;

	private final ClientRequest request;

	private final ExchangeFunction next;

	private final @Nullable Observation observation;

	private long startedAt;

	private @Nullable CallRecovery recovery;

	private URI uri;

	ReactiveCall(SalesforceSession session, ClientRequest request, ExchangeFunction next,
			@Nullable Observation observation) {
		this.session = session;
		this.request = request;
		this.next = next;
		this.observation = observation;
		this.uri = request.url();
	}

	/**
	 * Return a request without credentials of the caller, whose body is watched.
	 */
	static ClientRequest prepared(ClientRequest request, SalesforceSession session) {
		if (request.body() == BodyInserters.empty() && !CallAuthorization.hasSessionHeader(request.headers())) {
			return request;
		}
		BodyCheck check = new BodyCheck(session.getRegistration().getId());
		return ClientRequest.from(request).headers(CallAuthorization::remove).body(check.watch(request.body())).build();
	}

	/**
	 * Make the call as soon as there is a token.
	 */
	Mono<ClientResponse> exchange() {
		return token().flatMap((token) -> since(this.session.calls().clock().millis()).attempt(token));
	}

	/**
	 * Tell when the first attempt began, in milliseconds of the clock.
	 */
	ReactiveCall since(long startedAt) {
		this.startedAt = startedAt;
		return this;
	}

	private Mono<ClientResponse> attempt(SalesforceAccessToken token) {
		AuthorizedRequest request = AuthorizedRequest.of(this.session, this.request, this.uri, token, this.observation);
		return this.next.exchange(request).materialize().flatMap((signal) -> {
			Throwable failure = signal.getThrowable();
			if (failure != null) {
				return failed(failure);
			}
			ClientResponse response = signal.get();
			return (response != null) ? answered(response, request) : Mono.empty();
		});
	}

	private Mono<SalesforceAccessToken> token() {
		return Mono.defer(() -> {
			SalesforceAccessToken token = this.session.current(this.observation);
			return (token != null) ? Mono.just(token)
					: Mono.fromFuture(this.session.accessTokenAsync(this.observation));
		});
	}

	private Mono<ClientResponse> answered(ClientResponse response, AuthorizedRequest request) {
		this.session.calls().quota().answered(response.headers().asHttpHeaders());
		return CallFailure.isPossible(response.statusCode().value()) ? refused(response, request) : Mono.just(response);
	}

	/**
	 * Go on after there was no answer.
	 */
	Mono<ClientResponse> failed(Throwable failure) {
		SalesforceBodyNotRepeatableException notRepeatable = notRepeatable(failure);
		if (notRepeatable != null) {
			return Mono.error(notRepeatable);
		}
		Duration pause = recovery().after(failure);
		return (pause != null) ? retry(pause, Mono.error(failure)) : Mono.error(failure);
	}

	/**
	 * Go on after an answer that may be a failure.
	 */
	Mono<ClientResponse> refused(ClientResponse response, AuthorizedRequest request) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		return PeekedBody.peek(response.bodyToFlux(DataBuffer.class)).flatMap((peeked) -> {
			CallRecovery.Step step = recovery().after(status, headers, peeked.prefix(), request.url(), request.token());
			if (step.action() == Action.DELIVER) {
				return Mono.just(response.mutate().body((ignored) -> peeked.body()).build());
			}
			peeked.dispose();
			return (step.action() == Action.RETRY) ? retry(step.pause(), Mono.just(beginning(response, peeked)))
					: replacementOf(request.token()).flatMap(this::attempt);
		});
	}

	/**
	 * Make the next attempt. A body that turns out to be one for a single reading leaves
	 * the caller with the outcome of the attempt before, as if there were no other.
	 */
	private Mono<ClientResponse> retry(Duration pause, Mono<ClientResponse> outcome) {
		return Mono.delay(pause)
			.then(token())
			.flatMap(this::attempt)
			.onErrorResume(SalesforceBodyNotRepeatableException.class, (ex) -> outcome);
	}

	private static ClientResponse beginning(ClientResponse response, PeekedBody peeked) {
		return response.mutate()
			.body((ignored) -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(peeked.prefix())))
			.build();
	}

	private Mono<SalesforceAccessToken> replacementOf(SalesforceAccessToken dead) {
		this.uri = this.session.replace(this.uri, dead);
		return token().doOnNext((token) -> this.session.events().callReplayed());
	}

	private CallRecovery recovery() {
		CallRecovery recovery = this.recovery;
		if (recovery == null) {
			recovery = this.session.calls()
				.recovery(this.request.method(), this.request.attributes(), true, this.startedAt);
			this.recovery = recovery;
		}
		return recovery;
	}

	private static @Nullable SalesforceBodyNotRepeatableException notRepeatable(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SalesforceBodyNotRepeatableException notRepeatable) {
				return notRepeatable;
			}
		}
		return null;
	}

}
