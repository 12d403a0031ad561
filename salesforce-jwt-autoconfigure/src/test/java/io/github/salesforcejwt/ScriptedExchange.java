package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * Answers both clients as a test says, without a network, so that a call can go to any
 * host. Once the script has ended it answers 200 and {@code done}.
 */
final class ScriptedExchange implements ClientHttpRequestFactory, ExchangeFunction {

	private final Deque<Answer> answers = new ArrayDeque<>();

	final List<Sent> sent = new ArrayList<>();

	private @Nullable Function<Sent, MockClientHttpResponse> byDefault;

	ScriptedExchange answer(int status, String body) {
		return answer(() -> response(status, body));
	}

	ScriptedExchange answer(Answer answer) {
		this.answers.add(answer);
		return this;
	}

	/**
	 * Set what answers once the script has ended. Requests are not kept then.
	 */
	ScriptedExchange byDefault(Function<Sent, MockClientHttpResponse> byDefault) {
		this.byDefault = byDefault;
		return this;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new MockClientHttpRequest(method, uri) {

			@Override
			protected ClientHttpResponse executeInternal() throws IOException {
				return next(new Sent(uri, getHeaders(), getAttributes(), getBodyAsString()));
			}

		};
	}

	@Override
	public Mono<ClientResponse> exchange(ClientRequest request) {
		org.springframework.mock.http.client.reactive.MockClientHttpRequest written = new org.springframework.mock.http.client.reactive.MockClientHttpRequest(
				request.method(), request.url());
		return request.writeTo(written, ExchangeStrategies.withDefaults())
			.then(Mono.defer(written::getBodyAsString))
			.flatMap((body) -> Mono.fromCallable(() -> {
				MockClientHttpResponse answer = next(
						new Sent(written.getURI(), written.getHeaders(), request.attributes(), body));
				return ClientResponse.create(answer.getStatusCode())
					.headers((headers) -> headers.putAll(answer.getHeaders()))
					.body(new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8))
					.build();
			}));
	}

	private MockClientHttpResponse next(Sent request) throws IOException {
		Answer answer = this.answers.poll();
		if (answer == null && this.byDefault != null) {
			return this.byDefault.apply(request);
		}
		this.sent.add(request);
		return (answer != null) ? answer.get() : response(200, "done");
	}

	static MockClientHttpResponse response(int status, String body) {
		return new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8), status);
	}

	/**
	 * A request as it was sent.
	 */
	record Sent(URI uri, HttpHeaders headers, Map<String, Object> attributes, String body) {

		Sent {
			HttpHeaders copy = new HttpHeaders();
			copy.putAll(headers);
			headers = copy;
			attributes = new LinkedHashMap<>(attributes);
		}

		String token() {
			return String.valueOf(this.headers.get(HttpHeaders.AUTHORIZATION));
		}

	}

	@FunctionalInterface
	interface Answer {

		MockClientHttpResponse get() throws IOException;

	}

}
