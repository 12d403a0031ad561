package io.github.salesforcejwt.autoconfigure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;

/**
 * Learns which HTTP client is set on the builder of a {@code RestClient} or
 * {@code WebClient}, which does not reveal it itself: what an application sets there
 * sends the calls, authorized by the session, instead of being replaced.
 *
 * @param <B> the type of the builder
 * @param <C> the type of the HTTP client
 */
final class HttpClientCapture<B, C> implements InvocationHandler {

	private final Class<B> type;

	private final B builder;

	private final String setter;

	private @Nullable C client;

	private HttpClientCapture(Class<B> type, B builder, String setter) {
		this.type = type;
		this.builder = builder;
		this.setter = setter;
	}

	/**
	 * Return the capture of a builder, which may be captured already.
	 * @param setter the name of the method that sets the HTTP client
	 */
	@SuppressWarnings("unchecked")
	static <B, C> HttpClientCapture<B, C> of(Class<B> type, B builder, String setter) {
		return (Proxy.isProxyClass(builder.getClass())
				&& Proxy.getInvocationHandler(builder) instanceof HttpClientCapture<?, ?> capture)
						? (HttpClientCapture<B, C>) capture : new HttpClientCapture<>(type, builder, setter);
	}

	static HttpClientCapture<RestClient.Builder, ClientHttpRequestFactory> of(RestClient.Builder builder) {
		return of(RestClient.Builder.class, builder, "requestFactory");
	}

	/**
	 * Return the builder to customize.
	 */
	B builder() {
		return this.type.cast(Proxy.newProxyInstance(this.type.getClassLoader(), new Class<?>[] { this.type }, this));
	}

	/**
	 * Return the HTTP client that the application has set.
	 * @return the client, or {@code null} if none was set
	 */
	@Nullable C client() {
		return this.client;
	}

	/**
	 * Forget what was set so far, which was not the application.
	 */
	void forget() {
		this.client = null;
	}

	/**
	 * Forget a client that was not set by the application.
	 */
	void forget(@Nullable C client) {
		if (this.client == client) {
			this.client = null;
		}
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (arguments != null && method.getName().equals("apply") && arguments[0] instanceof Consumer<?> consumer) {
			((Consumer<Object>) consumer).accept(proxy);
			return proxy;
		}
		if (arguments != null && method.getName().equals(this.setter)) {
			this.client = (C) arguments[0];
		}
		try {
			Object result = method.invoke(this.builder, arguments);
			return (result == this.builder) ? proxy : result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	static class Hints implements RuntimeHintsRegistrar {

		private static final String WEB_CLIENT_BUILDER = "org.springframework.web.reactive.function.client.WebClient$Builder";

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.proxies().registerJdkProxy(RestClient.Builder.class);
			if (ClassUtils.isPresent(WEB_CLIENT_BUILDER, classLoader)) {
				hints.proxies().registerJdkProxy(TypeReference.of(WEB_CLIENT_BUILDER));
			}
		}

	}

}
