package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * One call of a {@code WebClient}: authorized, and sent again where that helps.
 */
final class ReactiveCall {

	private final SalesforceSession session;

	private final ClientRequest request;

	private final ExchangeFunction next;

	private final CallRecovery recovery;

	private final BodyInserter<?, ? super ClientHttpRequest> body;

	private URI uri;

	/**
	 * Begin a call.
	 * @throws SalesforceQuotaException if no more calls are to be made
	 */
	ReactiveCall(SalesforceSession session, ClientRequest request, ExchangeFunction next) {
		this.session = session;
		this.request = request;
		this.next = next;
		this.recovery = session.calls().begin(request.method(), request.attributes());
		boolean empty = request.body() == BodyInserters.empty();
		this.body = empty ? request.body() : new BodyCheck(session.getRegistration().getId()).watch(request.body());
		this.uri = request.url();
	}

	Mono<ClientResponse> send() {
		return token().flatMap((token) -> send(token).materialize().flatMap((signal) -> {
			Throwable failure = signal.getThrowable();
			if (failure != null) {
				return failed(failure);
			}
			ClientResponse response = signal.get();
			return (response != null) ? answered(response, token) : Mono.empty();
		}));
	}

	private Mono<SalesforceAccessToken> token() {
		return Mono.defer(() -> {
			SalesforceAccessToken token = this.session.current();
			return (token != null) ? Mono.just(token) : Mono.fromFuture(this.session.accessTokenAsync());
		});
	}

	private Mono<ClientResponse> send(SalesforceAccessToken token) {
		return Mono.defer(() -> {
			URI target = this.session.resolve(this.uri, token);
			return this.next.exchange(ClientRequest.from(this.request)
				.url(target)
				.headers((headers) -> CallAuthorization.apply(headers, target, token))
				.body(this.body)
				.build());
		});
	}

	private Mono<ClientResponse> failed(Throwable failure) {
		SalesforceBodyNotRepeatableException notRepeatable = notRepeatable(failure);
		if (notRepeatable != null) {
			return Mono.error(notRepeatable);
		}
		Duration pause = this.recovery.after(failure);
		return (pause != null) ? Mono.delay(pause).then(send()) : Mono.error(failure);
	}

	private Mono<ClientResponse> answered(ClientResponse response, SalesforceAccessToken token) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		this.session.calls().quota().answered(headers);
		int status = response.statusCode().value();
		if (!CallFailure.isPossible(status)) {
			return Mono.just(response);
		}
		return PeekedBody.peek(response.bodyToFlux(org.springframework.core.io.buffer.DataBuffer.class))
			.flatMap((peeked) -> {
				CallRecovery.Step step = this.recovery.after(status, headers, peeked.prefix());
				return switch (step.action()) {
					case DELIVER -> Mono.just(response.mutate().body((ignored) -> peeked.body()).build());
					case REPLAY -> {
						peeked.dispose();
						this.uri = this.session.replace(this.uri, token);
						yield send();
					}
					case RETRY -> {
						peeked.dispose();
						yield Mono.delay(step.pause()).then(send());
					}
				};
			});
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
