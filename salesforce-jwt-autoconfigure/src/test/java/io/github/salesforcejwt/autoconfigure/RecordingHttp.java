package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * HTTP clients that answer each request themselves. They record the calls, not the
 * logins.
 */
final class RecordingHttp {

	static final String LOGIN_URL = "http://localhost:8443";

	private static final String LOGIN = """
			{"access_token":"token","instance_url":"http://localhost:8443","token_type":"Bearer"}""";

	private final List<HttpClientSettings> made = new CopyOnWriteArrayList<>();

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	/**
	 * Return a builder of factories, each of which has the name {@code built}.
	 */
	ClientHttpRequestFactoryBuilder<ClientHttpRequestFactory> requestFactories() {
		return (settings) -> {
			this.made.add(settings);
			return requestFactory("built", settings);
		};
	}

	/**
	 * Return a builder of connectors, each of which has the name {@code built}.
	 */
	ClientHttpConnectorBuilder<ClientHttpConnector> connectors() {
		return (settings) -> {
			this.made.add(settings);
			return connector("built", settings);
		};
	}

	ClientHttpRequestFactory requestFactory(String name) {
		return requestFactory(name, HttpClientSettings.defaults());
	}

	private ClientHttpRequestFactory requestFactory(String name, HttpClientSettings settings) {
		return (uri, method) -> new MockClientHttpRequest(method, uri) {

			@Override
			protected ClientHttpResponse executeInternal() {
				boolean login = uri.getPath().equals("/services/oauth2/token");
				if (!login) {
					RecordingHttp.this.calls.add(new Call(name, settings, getHeaders()));
				}
				MockClientHttpResponse response = new MockClientHttpResponse(
						(login ? LOGIN : "{}").getBytes(StandardCharsets.UTF_8), HttpStatus.OK);
				response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
				return response;
			}

		};
	}

	ClientHttpConnector connector(String name) {
		return connector(name, HttpClientSettings.defaults());
	}

	private ClientHttpConnector connector(String name, HttpClientSettings settings) {
		return (method, uri, callback) -> {
			var request = new org.springframework.mock.http.client.reactive.MockClientHttpRequest(method, uri);
			return callback.apply(request).then(Mono.fromSupplier(() -> {
				this.calls.add(new Call(name, settings, request.getHeaders()));
				return new org.springframework.mock.http.client.reactive.MockClientHttpResponse(HttpStatus.OK);
			}));
		};
	}

	/**
	 * Return a session of an org, which logs in by a factory of its own.
	 */
	SalesforceSession session(String id) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId(id)
				.clientId("3MVG9")
				.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.loginUrl(URI.create(LOGIN_URL))
				.build())
			.tokenClient(new SalesforceTokenClient(requestFactory("login"), ObservationRegistry.NOOP))
			.build();
	}

	/**
	 * Return the settings of all that was built.
	 */
	List<HttpClientSettings> made() {
		return this.made;
	}

	List<Call> calls() {
		return this.calls;
	}

	/**
	 * Return the only call.
	 */
	Call call() {
		if (this.calls.size() != 1) {
			throw new AssertionError("Expected one call, but there were " + this.calls);
		}
		return this.calls.get(0);
	}

	/**
	 * A call.
	 *
	 * @param sender the name of what sent it
	 * @param settings the settings with which the sender was built
	 * @param headers the headers of the request
	 */
	record Call(String sender, HttpClientSettings settings, HttpHeaders headers) {

	}

}
