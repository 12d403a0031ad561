package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Request factories by Boot's builder and settings, so that its SSL, proxy and library
 * choices apply. Each is shared by all orgs that want the same, since an HTTP client
 * costs a thread. None follows redirects, which could carry a token elsewhere.
 */
final class SalesforceHttp {

	private final ClientHttpRequestFactoryBuilder<?> builder;

	private final HttpClientSettings settings;

	private final Map<HttpClientSettings, ClientHttpRequestFactory> apiFactories = new ConcurrentHashMap<>();

	private final Map<HttpClientSettings, ClientHttpRequestFactory> loginFactories = new ConcurrentHashMap<>();

	SalesforceHttp(ClientHttpRequestFactoryBuilder<?> builder, HttpClientSettings settings) {
		this.builder = builder;
		this.settings = settings;
	}

	ClientHttpRequestFactory forApi() {
		return forApi(this.settings);
	}

	ClientHttpRequestFactory forApi(HttpClientSettings settings) {
		return this.apiFactories.computeIfAbsent(settings.withRedirects(HttpRedirects.DONT_FOLLOW),
				(key) -> onFirstRequest(() -> this.builder.build(key)));
	}

	/**
	 * Return a factory for logins: one that makes progress whatever thread pools the
	 * callers have filled.
	 */
	ClientHttpRequestFactory forLogin(Duration connectTimeout, Duration readTimeout) {
		return this.loginFactories.computeIfAbsent(
				this.settings.withRedirects(HttpRedirects.DONT_FOLLOW).withTimeouts(connectTimeout, readTimeout),
				(key) -> onFirstRequest(() -> (this.builder instanceof ReactorClientHttpRequestFactoryBuilder reactor)
						? Reactor.build(reactor, key) : this.builder.build(key)));
	}

	/**
	 * An HTTP client reads the trust store and starts threads, which takes longer than
	 * all else on start-up.
	 */
	private static ClientHttpRequestFactory onFirstRequest(Supplier<ClientHttpRequestFactory> factory) {
		SingletonSupplier<ClientHttpRequestFactory> made = SingletonSupplier.of(factory);
		return (uri, method) -> made.obtain().createRequest(uri, method);
	}

	/**
	 * The Reactor factory writes a body on {@code boundedElastic} unless told otherwise:
	 * callers that wait there for a login would keep it from being sent.
	 */
	private static final class Reactor {

		static ClientHttpRequestFactory build(ReactorClientHttpRequestFactoryBuilder builder,
				HttpClientSettings settings) {
			return builder
				.withCustomizer(
						(factory) -> factory.setExecutor((task) -> new Thread(task, "salesforce-login").start()))
				.build(settings);
		}

	}

}
