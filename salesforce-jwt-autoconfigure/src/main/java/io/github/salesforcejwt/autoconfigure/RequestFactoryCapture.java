package io.github.salesforcejwt.autoconfigure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Learns which request factory is set on a {@link RestClient.Builder}, which does not
 * tell it itself.
 */
final class RequestFactoryCapture implements InvocationHandler {

	private final RestClient.Builder builder;

	private @Nullable ClientHttpRequestFactory requestFactory;

	RequestFactoryCapture(RestClient.Builder builder) {
		this.builder = builder;
	}

	/**
	 * Return the builder to set a request factory on.
	 */
	RestClient.Builder builder() {
		return (RestClient.Builder) Proxy.newProxyInstance(RestClient.Builder.class.getClassLoader(),
				new Class<?>[] { RestClient.Builder.class }, this);
	}

	ClientHttpRequestFactory orElse(ClientHttpRequestFactory requestFactory) {
		return (this.requestFactory != null) ? this.requestFactory : requestFactory;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (arguments != null && method.getName().equals("apply")) {
			((Consumer<Object>) arguments[0]).accept(proxy);
			return proxy;
		}
		if (arguments != null && method.getName().equals("requestFactory")) {
			this.requestFactory = (ClientHttpRequestFactory) arguments[0];
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

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.proxies().registerJdkProxy(RestClient.Builder.class);
		}

	}

}
