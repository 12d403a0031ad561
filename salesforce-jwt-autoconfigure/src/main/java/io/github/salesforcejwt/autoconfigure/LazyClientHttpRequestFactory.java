package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes an HTTP client when the first request needs it: reading the trust store and
 * starting threads takes longer than all else on start-up.
 */
final class LazyClientHttpRequestFactory implements ClientHttpRequestFactory, DisposableBean {

	private final Supplier<ClientHttpRequestFactory> supplier;

	private volatile @Nullable ClientHttpRequestFactory made;

	LazyClientHttpRequestFactory(Supplier<ClientHttpRequestFactory> supplier) {
		this.supplier = supplier;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		ClientHttpRequestFactory made = this.made;
		return ((made != null) ? made : make()).createRequest(uri, method);
	}

	private synchronized ClientHttpRequestFactory make() {
		ClientHttpRequestFactory made = this.made;
		if (made == null) {
			made = this.supplier.get();
			this.made = made;
		}
		return made;
	}

	@Override
	public void destroy() throws Exception {
		close(this.made);
	}

	/**
	 * Close a client if it can be: those of the JDK cannot before Java 21, and end with
	 * what they are used by.
	 */
	static void close(@Nullable Object client) throws Exception {
		if (client instanceof DisposableBean disposable) {
			disposable.destroy();
		}
		else if (client instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
