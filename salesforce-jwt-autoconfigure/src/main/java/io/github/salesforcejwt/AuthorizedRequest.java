package io.github.salesforcejwt;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * One attempt of a call: its request with the resolved URI and an {@code Authorization}
 * header. {@link ClientRequest#from} would copy the same at ten times the cost.
 */
final class AuthorizedRequest implements ClientRequest {

	private final ClientRequest request;

	private final URI url;

	private final SalesforceAccessToken token;

	private boolean answered;

	AuthorizedRequest(ClientRequest request, URI url, SalesforceAccessToken token) {
		this.request = request;
		this.url = url;
		this.token = token;
	}

	/**
	 * Authorize a request, and add the org and the resolved URI, but not the token, to
	 * the observation of the call.
	 * @param uri where the request goes, relative to the instance or not
	 */
	static AuthorizedRequest of(SalesforceSession session, ClientRequest request, URI uri, SalesforceAccessToken token,
			@Nullable Observation observation) {
		URI url = session.instance().resolve(uri, token);
		if (observation != null && observation.getContext() instanceof ClientRequestObservationContext context) {
			session.callObservation().describe(context);
			context.setRequest(ClientRequest.from(request).url(url).build());
		}
		return new AuthorizedRequest(request, url, token);
	}

	SalesforceAccessToken token() {
		return this.token;
	}

	/**
	 * Record that there is an answer, even a failed one.
	 */
	void answered() {
		this.answered = true;
	}

	boolean isAnswered() {
		return this.answered;
	}

	@Override
	public HttpMethod method() {
		return this.request.method();
	}

	@Override
	public URI url() {
		return this.url;
	}

	/**
	 * Return the headers without a credential: an exception of the call holds them, even
	 * when it is serialized, and a log may print them.
	 */
	@Override
	public HttpHeaders headers() {
		return CallAuthorization.hide(this.request.headers());
	}

	@Override
	public MultiValueMap<String, String> cookies() {
		return this.request.cookies();
	}

	/**
	 * Return a body that authorizes what it is written to, so that a copy of this request
	 * is authorized too, unless it goes to another origin.
	 */
	@Override
	public BodyInserter<?, ? super ClientHttpRequest> body() {
		return (request, context) -> {
			if (TrustedOrigins.isOrigin(request.getURI(), this.url)) {
				CallAuthorization.apply(request.getHeaders(), request.getURI(), this.token);
			}
			return this.request.body().insert(request, context);
		};
	}

	@Override
	public Map<String, Object> attributes() {
		return this.request.attributes();
	}

	@Override
	public @Nullable Consumer<ClientHttpRequest> httpRequest() {
		return this.request.httpRequest();
	}

	@Override
	public String logPrefix() {
		return this.request.logPrefix();
	}

	@Override
	public Mono<Void> writeTo(ClientHttpRequest request, ExchangeStrategies strategies) {
		// first, since what is there already is not overwritten
		CallAuthorization.apply(request.getHeaders(), this.url, this.token);
		if (httpRequest() != null) {
			request.beforeCommit(() -> Mono.fromRunnable(() -> CallAuthorization.removeHost(request.getHeaders())));
		}
		return this.request.writeTo(request, strategies);
	}

}
