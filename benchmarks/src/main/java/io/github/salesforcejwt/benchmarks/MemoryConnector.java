package io.github.salesforcejwt.benchmarks;

import java.net.URI;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The reactive twin of {@link MemoryRequestFactory}.
 */
final class MemoryConnector implements ClientHttpConnector {

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		MemoryRequest request = new MemoryRequest(method, uri);
		return requestCallback.apply(request).then(Mono.fromCallable(request::response));
	}

	private static final class MemoryRequest extends AbstractClientHttpRequest {

		private final HttpMethod method;

		private final URI uri;

		MemoryRequest(HttpMethod method, URI uri) {
			this.method = method;
			this.uri = uri;
		}

		ClientHttpResponse response() {
			if (this.uri.getHost() == null || getHeaders().getFirst(HttpHeaders.AUTHORIZATION) == null) {
				throw new IllegalStateException("The request is not complete");
			}
			return new MemoryResponse();
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		public DataBufferFactory bufferFactory() {
			return DefaultDataBufferFactory.sharedInstance;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> T getNativeRequest() {
			return (T) this;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return doCommit(() -> Flux.from(body).then());
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return doCommit(() -> Flux.from(body).concatMap(Flux::from).then());
		}

		@Override
		public Mono<Void> setComplete() {
			return doCommit();
		}

		@Override
		protected void applyHeaders() {
			// nothing is sent
		}

		@Override
		protected void applyCookies() {
			// nothing is sent
		}

	}

	private static final class MemoryResponse implements ClientHttpResponse {

		private static final HttpHeaders HEADERS = new HttpHeaders();

		private static final MultiValueMap<String, ResponseCookie> COOKIES = new LinkedMultiValueMap<>();

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(200);
		}

		@Override
		public HttpHeaders getHeaders() {
			return HEADERS;
		}

		@Override
		public MultiValueMap<String, ResponseCookie> getCookies() {
			return COOKIES;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return Flux.empty();
		}

	}

}
