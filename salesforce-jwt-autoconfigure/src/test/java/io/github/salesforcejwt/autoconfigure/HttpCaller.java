package io.github.salesforcejwt.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
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
		return clients(settings).apply(session).call(method, uri, body, headers);
	}

	/**
	 * Return what makes clients that share an HTTP client, as those of an application do.
	 */
	Function<SalesforceSession, Client> clients(HttpClientSettings settings) {
		if (this.reactive != null) {
			WebClientAuthorizer authorizer = new WebClientAuthorizer(this.reactive, TestHttpSettings.of(settings),
					() -> null, List.of());
			return (session) -> new Client(null,
					authorizer.authorize(WebClientAuthorizer.capture(WebClient.builder()), session).build());
		}
		ClientHttpRequestFactory requestFactory = http(settings).forApi("acme");
		return (session) -> new Client(new RestClientAuthorizer(List.of())
			.authorize(HttpClientCapture.of(RestClient.Builder.class, RestClient.builder(), "requestFactory"), session,
					requestFactory)
			.build(), null);
	}

	/**
	 * Return the id of an org that this caller alone uses.
	 */
	String orgId() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return the name of the client and that of its HTTP library.
	 */
	String describe() {
		String library = name().substring(name().indexOf('_') + 1);
		return (isReactive() ? "`WebClient`, " : "`RestClient`, ")
				+ (library.equals("JDK") ? library : library.charAt(0) + library.substring(1).toLowerCase(Locale.ROOT));
	}

	/**
	 * Return the properties of Boot's that choose the HTTP library.
	 */
	String[] properties() {
		String library = orgId().substring(orgId().indexOf('-') + 1).replace("apache", "http-components");
		return isReactive()
				? new String[] { "spring.http.clients.imperative.factory=" + library,
						"spring.http.clients.reactive.connector=" + library }
				: new String[] { "spring.http.clients.imperative.factory=" + library };
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

	/**
	 * One of the two clients.
	 */
	record Client(@Nullable RestClient restClient, @Nullable WebClient webClient) {

		/**
		 * Make a call.
		 * @return the status and the body of its answer
		 */
		String call(HttpMethod method, String uri, @Nullable Object body, String... headers) {
			if (this.webClient != null) {
				WebClient.RequestBodySpec spec = this.webClient.method(method).uri(uri);
				for (int i = 0; i < headers.length; i += 2) {
					spec.header(headers[i], headers[i + 1]);
				}
				return HttpCaller.call(spec, body);
			}
			RestClient.RequestBodySpec spec = this.restClient.method(method).uri(uri);
			for (int i = 0; i < headers.length; i += 2) {
				spec.header(headers[i], headers[i + 1]);
			}
			return HttpCaller.call(spec, body);
		}

	}

}
