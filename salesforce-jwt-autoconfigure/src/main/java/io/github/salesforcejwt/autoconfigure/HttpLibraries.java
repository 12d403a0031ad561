package io.github.salesforcejwt.autoconfigure;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.util.List;
import java.util.Map;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.component.LifeCycle;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;

/**
 * What each HTTP library has to leave to the starter, set after all customizers of the
 * application: no redirects, which could carry a token elsewhere, no cookies, since one
 * client serves many orgs, and no retries of its own.
 * <p>
 * One class for each library, since any of them may be missing.
 */
final class HttpLibraries {

	private HttpLibraries() {
	}

	static ClientHttpRequestFactoryBuilder<?> forApi(ClientHttpRequestFactoryBuilder<?> builder) {
		if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder apache) {
			return Apache.forApi(apache);
		}
		if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
			return Reactor.forApi(reactor);
		}
		return forAny(builder);
	}

	/**
	 * Return a builder of factories for logins: they make progress whatever thread pools
	 * the callers have filled.
	 */
	static ClientHttpRequestFactoryBuilder<?> forLogin(ClientHttpRequestFactoryBuilder<?> builder) {
		if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder apache) {
			return Apache.forLogin(apache);
		}
		if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
			return Reactor.forLogin(reactor);
		}
		return forAny(builder);
	}

	private static ClientHttpRequestFactoryBuilder<?> forAny(ClientHttpRequestFactoryBuilder<?> builder) {
		if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk) {
			return jdk.withHttpClientCustomizer(Jdk::configure);
		}
		if (builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
			return Jetty.configure(jetty);
		}
		return builder;
	}

	/**
	 * Whether a builder is of a library that can be configured from here.
	 */
	static boolean isKnown(ClientHttpRequestFactoryBuilder<?> builder) {
		return builder instanceof JdkClientHttpRequestFactoryBuilder
				|| builder instanceof HttpComponentsClientHttpRequestFactoryBuilder
				|| builder instanceof JettyClientHttpRequestFactoryBuilder
				|| builder instanceof ReactorClientHttpRequestFactoryBuilder
				|| builder instanceof SimpleClientHttpRequestFactoryBuilder;
	}

	/**
	 * {@link java.net.http.HttpClient}.
	 */
	static final class Jdk {

		private Jdk() {
		}

		static void configure(java.net.http.HttpClient.Builder client) {
			client.followRedirects(Redirect.NEVER).cookieHandler(new NoCookies());
		}

		private static final class NoCookies extends CookieHandler {

			@Override
			public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
				return Map.of();
			}

			@Override
			public void put(URI uri, Map<String, List<String>> responseHeaders) {
				// not kept
			}

		}

	}

	/**
	 * Reactor Netty keeps no cookies.
	 */
	private static final class Reactor {

		static ClientHttpRequestFactoryBuilder<?> forApi(ReactorClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.followRedirect(false));
		}

		/**
		 * The factory writes a body on {@code boundedElastic} unless it is given
		 * otherwise: callers that wait there for a login would keep it from being sent.
		 */
		static ClientHttpRequestFactoryBuilder<?> forLogin(ReactorClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.followRedirect(false))
				.withCustomizer(
						(factory) -> factory.setExecutor((task) -> new Thread(task, "salesforce-login").start()));
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

		static ClientHttpRequestFactoryBuilder<?> configure(JettyClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer(Jetty::configure);
		}

		static void configure(HttpClient client) {
			client.setFollowRedirects(false);
			client.setHttpCookieStore(new HttpCookieStore.Empty());
			client.addEventListener(new LifeCycle.Listener() {

				@Override
				public void lifeCycleStarting(LifeCycle event) {
					// whatever has been set in between
					client.setFollowRedirects(false);
				}

				@Override
				public void lifeCycleStarted(LifeCycle event) {
					client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
				}

			});
		}

	}

	/**
	 * Apache's client sends any request again that was answered with 429 or 503, even a
	 * POST. And it reads an answer to its end when it is closed, while that of something
	 * that is no token endpoint may have none.
	 */
	private static final class Apache {

		static ClientHttpRequestFactoryBuilder<?> forApi(HttpComponentsClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer(Apache::configure);
		}

		static ClientHttpRequestFactoryBuilder<?> forLogin(HttpComponentsClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> {
				configure(client);
				client.addExecInterceptorLast("salesforce-login", Apache::discardOnClose);
			});
		}

		private static void configure(HttpClientBuilder client) {
			client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
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
