package io.github.salesforcejwt.autoconfigure;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.util.component.LifeCycle;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Request factories by Boot's builder and settings, so that its SSL, proxy and library
 * choices apply. Each is shared by all orgs that want the same, since an HTTP client
 * costs a thread. None follows redirects, which could carry a token elsewhere.
 */
final class SalesforceHttp implements DisposableBean {

	private final ClientHttpRequestFactoryBuilder<?> builder;

	private final HttpClientSettings settings;

	private final Map<HttpClientSettings, LazyClientHttpRequestFactory> apiFactories = new ConcurrentHashMap<>();

	private final Map<HttpClientSettings, LazyClientHttpRequestFactory> loginFactories = new ConcurrentHashMap<>();

	SalesforceHttp(ClientHttpRequestFactoryBuilder<?> builder, HttpClientSettings settings) {
		this.builder = builder;
		this.settings = settings;
	}

	ClientHttpRequestFactory forApi() {
		return forApi(this.settings);
	}

	ClientHttpRequestFactory forApi(HttpClientSettings settings) {
		return this.apiFactories.computeIfAbsent(settings.withRedirects(HttpRedirects.DONT_FOLLOW),
				(key) -> new LazyClientHttpRequestFactory(() -> buildForApi(key)));
	}

	private ClientHttpRequestFactory buildForApi(HttpClientSettings settings) {
		if (this.builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
			return Jetty.build(jetty, settings);
		}
		if (this.builder instanceof HttpComponentsClientHttpRequestFactoryBuilder apache) {
			return Apache.buildForApi(apache, settings);
		}
		return this.builder.build(settings);
	}

	/**
	 * Return a factory for logins: one that makes progress whatever thread pools the
	 * callers have filled.
	 */
	ClientHttpRequestFactory forLogin(Duration connectTimeout, Duration readTimeout) {
		return this.loginFactories.computeIfAbsent(
				this.settings.withRedirects(HttpRedirects.DONT_FOLLOW).withTimeouts(connectTimeout, readTimeout),
				(key) -> new LazyClientHttpRequestFactory(() -> buildForLogin(key)));
	}

	private ClientHttpRequestFactory buildForLogin(HttpClientSettings settings) {
		if (this.builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
			return Reactor.build(reactor, settings);
		}
		if (this.builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
			return Jetty.build(jetty, settings);
		}
		if (this.builder instanceof HttpComponentsClientHttpRequestFactoryBuilder apache) {
			return Apache.buildForLogin(apache, settings);
		}
		return this.builder.build(settings);
	}

	@Override
	public void destroy() throws Exception {
		for (LazyClientHttpRequestFactory factory : this.apiFactories.values()) {
			factory.destroy();
		}
		for (LazyClientHttpRequestFactory factory : this.loginFactories.values()) {
			factory.destroy();
		}
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

	/**
	 * Jetty's client has an answer of its own to a 401: it breaks off a request whose
	 * body has not all gone out, which then is an {@code IOException} and no dead
	 * session.
	 */
	static final class Jetty {

		private Jetty() {
		}

		static ClientHttpRequestFactory build(JettyClientHttpRequestFactoryBuilder builder,
				HttpClientSettings settings) {
			return builder.withHttpClientCustomizer(Jetty::passUnauthorizedOn).build(settings);
		}

		static void passUnauthorizedOn(HttpClient client) {
			client.addEventListener(new LifeCycle.Listener() {

				@Override
				public void lifeCycleStarted(LifeCycle event) {
					client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
				}

			});
		}

	}

	/**
	 * Apache's client sends any request again that was answered with 429 or 503, be it a
	 * POST: whether to is decided here, not there. And it reads an answer to its end when
	 * it is closed, while that of something that is no token endpoint may have none.
	 */
	private static final class Apache {

		static ClientHttpRequestFactory buildForApi(HttpComponentsClientHttpRequestFactoryBuilder builder,
				HttpClientSettings settings) {
			return builder.withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries).build(settings);
		}

		static ClientHttpRequestFactory buildForLogin(HttpComponentsClientHttpRequestFactoryBuilder builder,
				HttpClientSettings settings) {
			return builder
				.withHttpClientCustomizer((client) -> client.disableAutomaticRetries()
					.addExecInterceptorLast("salesforce-login", Apache::discardOnClose))
				.build(settings);
		}

		private static ClassicHttpResponse discardOnClose(ClassicHttpRequest request, ExecChain.Scope scope,
				ExecChain chain) throws IOException, HttpException {
			ClassicHttpResponse response = chain.proceed(request, scope);
			HttpEntity entity = response.getEntity();
			if (entity != null) {
				response.setEntity(new HttpEntityWrapper(entity) {

					@Override
					public InputStream getContent() throws IOException {
						return new FilterInputStream(super.getContent()) {

							@Override
							public void close() {
								scope.execRuntime.discardEndpoint();
							}

						};
					}

				});
			}
			return response;
		}

	}

}
