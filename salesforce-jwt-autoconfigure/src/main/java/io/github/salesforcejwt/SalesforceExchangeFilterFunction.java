package io.github.salesforcejwt;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Authorizes the requests of a {@code WebClient} with the session of an org, without
 * blocking an event loop.
 */
public final class SalesforceExchangeFilterFunction implements ExchangeFilterFunction {

	private final SalesforceSession session;

	private final Scheduler scheduler;

	/**
	 * Create a filter function.
	 * @param session the session that authorizes each request that names no other user
	 * @see SalesforceRequestAttributes#username(String)
	 */
	public SalesforceExchangeFilterFunction(SalesforceSession session) {
		this(session, Schedulers.parallel());
	}

	/**
	 * Create a filter function.
	 * @param scheduler waits between two attempts of a call
	 */
	SalesforceExchangeFilterFunction(SalesforceSession session, Scheduler scheduler) {
		this.session = session;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual(
				(context) -> new ReactiveCall(session(request), request, next, this.scheduler, context).exchange());
	}

	private SalesforceSession session(ClientRequest request) {
		String username = SalesforceRequestAttributes.username(request.attributes());
		return (username != null) ? this.session.ofUser(username) : this.session;
	}

}
