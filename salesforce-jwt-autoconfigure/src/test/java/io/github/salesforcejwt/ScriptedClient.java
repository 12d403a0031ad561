package io.github.salesforcejwt;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Both clients on a {@link ScriptedExchange}.
 */
enum ScriptedClient {

	BLOCKING {

		@Override
		int call(SalesforceSession session, ScriptedExchange exchange, HttpMethod method, String uri,
				@Nullable Object body, Consumer<Map<String, Object>> attributes) {
			RestClient.RequestBodySpec spec = RestClient.builder()
				.requestFactory(new SalesforceClientHttpRequestFactory(session, exchange))
				.build()
				.method(method)
				.uri(uri)
				.attributes(attributes);
			if (body != null) {
				spec.body(body);
			}
			return spec.exchange((request, response) -> response.getStatusCode().value());
		}

	},

	REACTIVE {

		@Override
		int call(SalesforceSession session, ScriptedExchange exchange, HttpMethod method, String uri,
				@Nullable Object body, Consumer<Map<String, Object>> attributes) {
			WebClient.RequestBodySpec spec = WebClient.builder()
				.filter(new SalesforceExchangeFilterFunction(session))
				.exchangeFunction(exchange)
				.build()
				.method(method)
				.uri(uri)
				.attributes(attributes);
			if (body != null) {
				spec.bodyValue(body);
			}
			return spec.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value()))
				.block();
		}

	};

	/**
	 * Make a call.
	 * @return the status of its answer
	 */
	abstract int call(SalesforceSession session, ScriptedExchange exchange, HttpMethod method, String uri,
			@Nullable Object body, Consumer<Map<String, Object>> attributes);

	int call(SalesforceSession session, ScriptedExchange exchange, HttpMethod method, String uri,
			@Nullable Object body) {
		return call(session, exchange, method, uri, body, (attributes) -> {
		});
	}

	int get(SalesforceSession session, ScriptedExchange exchange, String uri) {
		return call(session, exchange, HttpMethod.GET, uri, null);
	}

}
