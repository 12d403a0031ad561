package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Both clients with each HTTP library of Boot's that they have.
 */
enum HttpCaller {

	REST_JDK(ClientHttpRequestFactoryBuilder.jdk(), null),

	REST_APACHE(ClientHttpRequestFactoryBuilder.httpComponents(), null),

	REST_JETTY(ClientHttpRequestFactoryBuilder.jetty(), null),

	REST_REACTOR(ClientHttpRequestFactoryBuilder.reactor(), null),

	REST_SIMPLE(ClientHttpRequestFactoryBuilder.simple(), null),

	WEB_JDK(ClientHttpRequestFactoryBuilder.jdk(), ClientHttpConnectorBuilder.jdk()),

	WEB_APACHE(ClientHttpRequestFactoryBuilder.httpComponents(), ClientHttpConnectorBuilder.httpComponents()),

	WEB_JETTY(ClientHttpRequestFactoryBuilder.jetty(), ClientHttpConnectorBuilder.jetty()),

	WEB_REACTOR(ClientHttpRequestFactoryBuilder.reactor(), ClientHttpConnectorBuilder.reactor());

	private final ClientHttpRequestFactoryBuilder<?> blocking;

	private final @Nullable ClientHttpConnectorBuilder<?> reactive;

	HttpCaller(ClientHttpRequestFactoryBuilder<?> blocking, @Nullable ClientHttpConnectorBuilder<?> reactive) {
		this.blocking = blocking;
		this.reactive = reactive;
	}

	SalesforceHttp http(HttpClientSettings settings) {
		return new SalesforceHttp(this.blocking, TestHttpSettings.of(settings));
	}

	/**
	 * Make a call.
	 * @return the status and the body of its answer
	 */
	String call(SalesforceSession session, HttpClientSettings settings, HttpMethod method, String uri,
			@Nullable Object body, String... headers) {
		if (this.reactive != null) {
			WebClient.RequestBodySpec spec = webClient(session, settings).method(method).uri(uri);
			for (int i = 0; i < headers.length; i += 2) {
				spec.header(headers[i], headers[i + 1]);
			}
			return call(spec, body);
		}
		RestClient.RequestBodySpec spec = restClient(session, settings).method(method).uri(uri);
		for (int i = 0; i < headers.length; i += 2) {
			spec.header(headers[i], headers[i + 1]);
		}
		return call(spec, body);
	}

	boolean isReactive() {
		return this.reactive != null;
	}

	String get(SalesforceSession session, HttpClientSettings settings, String uri) {
		return call(session, settings, HttpMethod.GET, uri, null);
	}

	private static String call(RestClient.RequestBodySpec spec, @Nullable Object body) {
		try {
			if (body != null) {
				spec.body(body);
			}
			var response = spec.retrieve().toEntity(String.class);
			return response.getStatusCode().value() + " " + response.getBody();
		}
		catch (RestClientResponseException ex) {
			return ex.getStatusCode().value() + " " + ex.getResponseBodyAsString();
		}
	}

	private static String call(WebClient.RequestBodySpec spec, @Nullable Object body) {
		try {
			if (body != null) {
				spec.bodyValue(body);
			}
			var response = spec.retrieve().toEntity(String.class).block();
			return response.getStatusCode().value() + " " + response.getBody();
		}
		catch (WebClientResponseException ex) {
			return ex.getStatusCode().value() + " " + ex.getResponseBodyAsString();
		}
	}

	RestClient restClient(SalesforceSession session, HttpClientSettings settings,
			SalesforceRestClientCustomizer... customizers) {
		return new RestClientAuthorizer(List.of(customizers))
			.authorize(HttpClientCapture.of(RestClient.Builder.class, RestClient.builder(), "requestFactory"), session,
					http(settings).forApi("acme"))
			.build();
	}

	WebClient webClient(SalesforceSession session, HttpClientSettings settings,
			SalesforceWebClientCustomizer... customizers) {
		return new WebClientAuthorizer(this.reactive, TestHttpSettings.of(settings), () -> null, List.of(customizers))
			.authorize(WebClientAuthorizer.capture(WebClient.builder()), session)
			.build();
	}

}
