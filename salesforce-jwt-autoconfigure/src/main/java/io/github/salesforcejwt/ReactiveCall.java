package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.salesforcejwt.CallRecovery.Action;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * One call of a {@code WebClient}: authorized, and sent again if that helps.
 */
final class ReactiveCall {

	private static final Log logger = LogFactory.getLog(ReactiveCall.class);

	/** Reactor's key of a hook for one subscriber. */
	private static final String ERROR_DROPPED = "reactor.onErrorDropped.local";

	private final SalesforceSession session;

	private final ClientRequest request;

	/** Watches the body, if there is one. */
	private final @Nullable BodyCheck body;

	private final ExchangeFunction next;

	private final Scheduler scheduler;

	private final @Nullable Observation observation;

	private long startedAt;

	private @Nullable CallRecovery recovery;

	private URI uri;

	/**
	 * Create a call.
	 * @param scheduler waits between two attempts
	 * @param context that of the subscriber
	 */
	ReactiveCall(SalesforceSession session, ClientRequest request, ExchangeFunction next, Scheduler scheduler,
			ContextView context) {
		this.session = session;
		this.body = (request.body() != BodyInserters.empty()) ? new BodyCheck() : null;
		this.request = prepared(request, this.body);
		this.next = next;
		this.scheduler = scheduler;
		this.observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		this.uri = request.url();
	}

	/**
	 * Return a request without credentials of the caller, whose body is watched.
	 */
	private static ClientRequest prepared(ClientRequest request, @Nullable BodyCheck body) {
		if (body == null && !CallAuthorization.isSetByCaller(request.headers())) {
			return request;
		}
		ClientRequest.Builder prepared = ClientRequest.from(request).headers(CallAuthorization::remove);
		return ((body != null) ? prepared.body(body.watch(request.body())) : prepared).build();
	}

	/**
	 * Make the call as soon as there is a token.
	 */
	Mono<ClientResponse> exchange() {
		this.session.calls().quota().admit();
		SalesforceAccessToken token = this.session.tokens().current(this.observation);
		return (token != null) ? firstAttempt(token) : login().flatMap(this::firstAttempt);
	}

	private Mono<ClientResponse> firstAttempt(SalesforceAccessToken token) {
		this.startedAt = this.session.calls().now();
		return attempt(token);
	}

	private Mono<ClientResponse> attempt(SalesforceAccessToken token) {
		UploadFailures uploads = this.session.calls().uploadFailures();
		if (this.body != null && uploads.isDoubtful(token, this.request.headers().getContentLength())) {
			return Mono.fromFuture(this.session.tokens().verify(token), true)
				.then(Mono.fromRunnable(uploads::verified))
				.then(Mono.defer(this::login))
				.flatMap(this::send);
		}
		return send(token);
	}

	private Mono<ClientResponse> send(SalesforceAccessToken token) {
		AuthorizedRequest request = AuthorizedRequest.of(this.session, this.request, this.uri, token, this.observation);
		// what fails after an answer is a later step, which has handled its own failure
		return this.next.exchange(request)
			.flatMap((response) -> answered(response, request))
			.onErrorResume(
					(failure) -> request.isAnswered() ? Mono.error(failure) : guarded(() -> failed(failure, token)));
	}

	private Mono<SalesforceAccessToken> login() {
		return Mono.fromFuture(this.session.tokens().getAsync(this.observation));
	}

	private Mono<ClientResponse> answered(ClientResponse response, AuthorizedRequest request) {
		request.answered();
		return guarded(() -> {
			int status = response.statusCode().value();
			this.session.instance()
				.answered(status, response.headers().asHttpHeaders(), request.url(), request.token(), this.startedAt);
			return CallFailure.isPossible(status) ? refused(response, request) : Mono.just(response);
		});
	}

	/**
	 * Continue after there was no answer.
	 */
	private Mono<ClientResponse> failed(Throwable failure, SalesforceAccessToken token) {
		BodyCheck.NotRepeatable notRepeatable = BodyCheck.NotRepeatable.find(failure);
		if (notRepeatable != null) {
			return Mono.error(notRepeatable.forCaller(this.session.getRegistration().getId()));
		}
		if (this.body != null) {
			this.session.calls().uploadFailures().broken(token, this.body.written());
		}
		Duration pause = recovery().after(failure);
		Mono<ClientResponse> outcome = Mono.error(named(failure));
		return (pause != null) ? retry(pause, outcome) : outcome;
	}

	private static Throwable named(Throwable failure) {
		if (failure instanceof WebClientRequestException request) {
			IOException named = UnreachableHost.named(failure, request.getUri());
			return (named != null)
					? new WebClientRequestException(named, request.getMethod(), request.getUri(), request.getHeaders())
					: failure;
		}
		return failure;
	}

	/**
	 * Continue after an answer that may be a failure.
	 */
	private Mono<ClientResponse> refused(ClientResponse response, AuthorizedRequest request) {
		return PeekedBody.peek(response.bodyToFlux(DataBuffer.class), this.session.calls().patience(), this.scheduler)
			.flatMap((peeked) -> guarded(() -> refused(response, peeked, request)));
	}

	private Mono<ClientResponse> refused(ClientResponse response, PeekedBody peeked, AuthorizedRequest request) {
		CallRecovery.Step step = recovery().after(response.statusCode().value(), response.headers().asHttpHeaders(),
				peeked.beginning(), request.url(), request.token());
		if (step.action() == Action.DELIVER) {
			return delivered(response, peeked);
		}
		if (step.action() == Action.REPLAY_IF_REPLACED) {
			Mono<?> login = (step.login() != null) ? Mono.fromFuture(step.login(), true) : Mono.empty();
			return login.then(Mono.defer(this::login))
				.doOnError((ex) -> peeked.cancel())
				.doOnCancel(peeked::cancel)
				.flatMap((token) -> isReplaced(request.token(), token) ? replay(peeked, request.token())
						: delivered(response, peeked));
		}
		peeked.cancel();
		return (step.action() == Action.RETRY) ? retry(step.pause(), Mono.just(beginning(response, peeked)))
				: replay(request.token());
	}

	private static Mono<ClientResponse> delivered(ClientResponse response, PeekedBody peeked) {
		return Mono.just(response.mutate().body((ignored) -> peeked.body()).build());
	}

	private static boolean isReplaced(SalesforceAccessToken refused, SalesforceAccessToken token) {
		return !refused.getTokenValue().equals(token.getTokenValue());
	}

	private Mono<ClientResponse> replay(PeekedBody peeked, SalesforceAccessToken dead) {
		peeked.cancel();
		return replay(dead);
	}

	/**
	 * Take a step that never throws: Reactor leaves some errors, such as that of a full
	 * stack, to the thread, and the call without an end.
	 */
	private static Mono<ClientResponse> guarded(Supplier<Mono<ClientResponse>> step) {
		try {
			return step.get();
		}
		catch (Throwable ex) {
			return Mono.error((ex instanceof Error) ? new IllegalStateException("The call failed", ex) : ex);
		}
	}

	/**
	 * Make the next attempt. A body that turns out to be one for a single reading leaves
	 * the caller with the outcome of the attempt before, as if there were no other.
	 */
	private Mono<ClientResponse> retry(Duration pause, Mono<ClientResponse> outcome) {
		return Mono.delay(pause, this.scheduler)
			.then(Mono.defer(this::login))
			.flatMap(this::attempt)
			.contextWrite(ReactiveCall::withoutDroppedErrors)
			.onErrorResume(SalesforceBodyNotRepeatableException.class, (ex) -> outcome);
	}

	/**
	 * Keep the failure of an attempt that the caller has cancelled out of the log, where
	 * Reactor reports it as dropped: the JDK's client fails then.
	 */
	private static Context withoutDroppedErrors(Context context) {
		return context.put(ERROR_DROPPED,
				(Consumer<Throwable>) (ex) -> logger.debug("Failed after it was cancelled", ex));
	}

	private static ClientResponse beginning(ClientResponse response, PeekedBody peeked) {
		return response.mutate()
			.body((ignored) -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(peeked.beginning().bytes())))
			.build();
	}

	private Mono<ClientResponse> replay(SalesforceAccessToken dead) {
		this.uri = this.session.instance().relativize(this.uri, dead);
		return login().doOnNext((token) -> this.session.events().callReplayed())
			.flatMap(this::attempt)
			.contextWrite(ReactiveCall::withoutDroppedErrors);
	}

	private CallRecovery recovery() {
		CallRecovery recovery = this.recovery;
		if (recovery == null) {
			recovery = CallRecovery.of(this.session, this.request.method(), this.request.attributes(), true,
					this.startedAt);
			this.recovery = recovery;
		}
		return recovery;
	}

}
