package io.github.salesforcejwt;

import reactor.core.publisher.Mono;

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

	/**
	 * Create a filter function.
	 * @param session the session that authorizes each request
	 */
	public SalesforceExchangeFilterFunction(SalesforceSession session) {
		this.session = session;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return new AuthorizedExchange(this.session, request, next);
	}

}
