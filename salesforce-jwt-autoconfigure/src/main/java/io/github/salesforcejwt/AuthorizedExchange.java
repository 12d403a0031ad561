package io.github.salesforcejwt;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Call of a {@code WebClient} as one operator, for the usual case: there is a token, and
 * it works. All else is up to a {@link ReactiveCall}, whose chain of operators would cost
 * more than everything else here.
 */
final class AuthorizedExchange extends Mono<ClientResponse> {

	private final SalesforceSession session;

	private final ClientRequest request;

	private final ExchangeFunction next;

	AuthorizedExchange(SalesforceSession session, ClientRequest request, ExchangeFunction next) {
		this.session = session;
		this.request = request;
		this.next = next;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ClientResponse> actual) {
		Mono<ClientResponse> exchange;
		Subscriber<? super ClientResponse> subscriber = actual;
		try {
			// here, since each subscription may have another body
			ClientRequest request = ReactiveCall.prepared(this.request, this.session);
			CallRules calls = this.session.calls();
			calls.quota().admit();
			Observation observation = observation(actual);
			SalesforceAccessToken token = this.session.current(observation);
			if (token == null) {
				exchange = new ReactiveCall(this.session, request, this.next, observation).exchange();
			}
			else {
				AuthorizedRequest authorized = AuthorizedRequest.of(this.session, request, request.url(), token,
						observation);
				subscriber = new FirstAttempt(this, authorized, calls.clock().millis(), actual);
				exchange = this.next.exchange(authorized);
			}
		}
		catch (Throwable ex) {
			Operators.error(actual, Operators.onOperatorError(ex, actual.currentContext()));
			return;
		}
		exchange.subscribe(subscriber);
	}

	private static @Nullable Observation observation(CoreSubscriber<?> actual) {
		return actual.currentContext().getOrDefault(ObservationThreadLocalAccessor.KEY, null);
	}

	/**
	 * Hands a good answer on, and leaves a failure to a {@link ReactiveCall}.
	 */
	private static final class FirstAttempt extends Operators.MonoSubscriber<ClientResponse, ClientResponse> {

		private static final AtomicReferenceFieldUpdater<FirstAttempt, @Nullable Subscription> SUBSCRIPTION = AtomicReferenceFieldUpdater
			.newUpdater(FirstAttempt.class, Subscription.class, "subscription");

		private final AuthorizedExchange exchange;

		private final AuthorizedRequest request;

		private final long startedAt;

		private volatile @Nullable Subscription subscription;

		private boolean ended;

		FirstAttempt(AuthorizedExchange exchange, AuthorizedRequest request, long startedAt,
				CoreSubscriber<? super ClientResponse> actual) {
			super(actual);
			this.exchange = exchange;
			this.request = request;
			this.startedAt = startedAt;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (Operators.setOnce(SUBSCRIPTION, this, subscription)) {
				this.actual.onSubscribe(this);
				subscription.request(Long.MAX_VALUE);
			}
		}

		@Override
		public void onNext(ClientResponse response) {
			if (this.ended) {
				Operators.onNextDropped(response, currentContext());
				return;
			}
			this.ended = true;
			this.exchange.session.calls().quota().answered(response.headers().asHttpHeaders());
			if (CallFailure.isPossible(response.statusCode().value())) {
				resume((call) -> call.refused(response, this.request));
			}
			else {
				complete(response);
			}
		}

		@Override
		public void onError(Throwable failure) {
			if (this.ended) {
				Operators.onErrorDropped(failure, currentContext());
				return;
			}
			this.ended = true;
			resume((call) -> call.failed(failure));
		}

		@Override
		public void onComplete() {
			if (!this.ended) {
				this.actual.onComplete();
			}
		}

		@Override
		public void cancel() {
			super.cancel();
			Operators.terminate(SUBSCRIPTION, this);
		}

		private void resume(Function<ReactiveCall, Mono<ClientResponse>> step) {
			AuthorizedExchange exchange = this.exchange;
			ReactiveCall call = new ReactiveCall(exchange.session, this.request.original(), exchange.next,
					observation(this.actual))
				.since(this.startedAt);
			Mono.defer(() -> step.apply(call)).subscribe((Subscriber<ClientResponse>) new Rest());
		}

		/**
		 * Hands on what becomes of the call.
		 */
		private final class Rest implements CoreSubscriber<ClientResponse> {

			private boolean answered;

			@Override
			public Context currentContext() {
				return FirstAttempt.this.currentContext();
			}

			@Override
			public void onSubscribe(Subscription subscription) {
				if (Operators.replace(SUBSCRIPTION, FirstAttempt.this, subscription)) {
					subscription.request(Long.MAX_VALUE);
				}
			}

			@Override
			public void onNext(ClientResponse response) {
				this.answered = true;
				complete(response);
			}

			@Override
			public void onError(Throwable failure) {
				FirstAttempt.this.actual.onError(failure);
			}

			@Override
			public void onComplete() {
				if (!this.answered) {
					FirstAttempt.this.actual.onComplete();
				}
			}

		}

	}

}
