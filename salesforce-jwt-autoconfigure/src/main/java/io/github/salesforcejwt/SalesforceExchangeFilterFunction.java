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
		return token().flatMap((token) -> send(request, next, token).flatMap((response) -> {
			if (response.statusCode().value() != 401) {
				return Mono.just(response);
			}
			return response.releaseBody()
				.then(Mono.fromRunnable(() -> this.session.invalidate(token)))
				.then(token())
				.doOnNext((renewed) -> this.session.journal().callReplayed())
				.flatMap((renewed) -> send(request, next, renewed));
		}));
	}

	private Mono<SalesforceAccessToken> token() {
		return Mono.defer(() -> {
			SalesforceAccessToken token = this.session.current();
			return (token != null) ? Mono.just(token) : Mono.fromFuture(this.session.accessTokenAsync());
		});
	}

	private Mono<ClientResponse> send(ClientRequest request, ExchangeFunction next, SalesforceAccessToken token) {
		return Mono.defer(() -> next.exchange(ClientRequest.from(request)
			.url(this.session.resolve(request.url(), token))
			.headers((headers) -> headers.setBearerAuth(token.getTokenValue()))
			.build()));
	}

}
