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
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * One call of a {@code WebClient}: authorized, and sent again where that helps.
 */
final class ReactiveCall {

	private final SalesforceSession session;

	private final ClientRequest request;

	private final ExchangeFunction next;

	private final @Nullable Observation observation;

	private long startedAt;

	private @Nullable CallRecovery recovery;

	private URI uri;

	/** Where the last attempt went. */
	private URI target;

	ReactiveCall(SalesforceSession session, ClientRequest request, ExchangeFunction next,
			@Nullable Observation observation) {
		this.session = session;
		boolean plain = request.body() == BodyInserters.empty() && !CallAuthorization.isBeside(request.headers());
		this.request = plain ? request : prepared(request, session);
		this.next = next;
		this.observation = observation;
		this.uri = request.url();
		this.target = this.uri;
	}

	private static ClientRequest prepared(ClientRequest request, SalesforceSession session) {
		BodyCheck check = new BodyCheck(session.getRegistration().getId());
		return ClientRequest.from(request).headers(CallAuthorization::remove).body(check.watch(request.body())).build();
	}

	/**
	 * Make the call. It fails with a {@link SalesforceQuotaException} if no more calls
	 * are to be made.
	 */
	Mono<ClientResponse> exchange() {
		this.session.calls().quota().admit();
		SalesforceAccessToken token = this.session.current(this.observation);
		return (token != null) ? begin(token) : token().flatMap(this::begin);
	}

	private Mono<ClientResponse> begin(SalesforceAccessToken token) {
		this.startedAt = this.session.calls().clock().millis();
		return attempt(token);
	}

	private Mono<ClientResponse> attempt(SalesforceAccessToken token) {
		return send(token).materialize().flatMap((signal) -> {
			Throwable failure = signal.getThrowable();
			if (failure != null) {
				return failed(failure);
			}
			ClientResponse response = signal.get();
			return (response != null) ? answered(response, token) : Mono.empty();
		});
	}

	private Mono<SalesforceAccessToken> token() {
		return Mono.defer(() -> {
			SalesforceAccessToken token = this.session.current(this.observation);
			return (token != null) ? Mono.just(token)
					: Mono.fromFuture(this.session.accessTokenAsync(this.observation));
		});
	}

	private Mono<ClientResponse> send(SalesforceAccessToken token) {
		URI target = this.session.resolve(this.uri, token);
		this.target = target;
		observe(target);
		return this.next.exchange(new AuthorizedRequest(this.request, target, token));
	}

	/**
	 * Tell the observation of the call the org and the resolved URI, not the token.
	 */
	private void observe(URI target) {
		if (this.observation != null
				&& this.observation.getContext() instanceof ClientRequestObservationContext context) {
			context.addHighCardinalityKeyValue(this.session.callObservation().org());
			context.setRequest(ClientRequest.from(this.request).url(target).build());
		}
	}

	private Mono<ClientResponse> failed(Throwable failure) {
		SalesforceBodyNotRepeatableException notRepeatable = notRepeatable(failure);
		if (notRepeatable != null) {
			return Mono.error(notRepeatable);
		}
		Duration pause = recovery().after(failure);
		return (pause != null) ? retry(pause, Mono.error(failure)) : Mono.error(failure);
	}

	private Mono<ClientResponse> answered(ClientResponse response, SalesforceAccessToken token) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		this.session.calls().quota().answered(headers);
		int status = response.statusCode().value();
		if (!CallFailure.isPossible(status)) {
			return Mono.just(response);
		}
		return PeekedBody.peek(response.bodyToFlux(DataBuffer.class)).flatMap((peeked) -> {
			CallRecovery.Step step = recovery().after(status, headers, peeked.prefix(), this.target, token);
			if (step.action() == Action.DELIVER) {
				return Mono.just(response.mutate().body((ignored) -> peeked.body()).build());
			}
			peeked.dispose();
			return (step.action() == Action.RETRY) ? retry(step.pause(), Mono.just(beginning(response, peeked)))
					: replacementOf(token).flatMap(this::attempt);
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
		return token().doOnNext((token) -> this.session.journal().callReplayed());
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
