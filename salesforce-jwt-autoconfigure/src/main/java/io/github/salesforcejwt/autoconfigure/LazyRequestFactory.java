package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes its HTTP client for the first request: that reads the trust store and starts
 * threads, which would take longer than all else on start-up.
 */
final class LazyRequestFactory implements ClientHttpRequestFactory, DisposableBean {

	private final Supplier<ClientHttpRequestFactory> supplier;

	private volatile @Nullable ClientHttpRequestFactory made;

	LazyRequestFactory(Supplier<ClientHttpRequestFactory> supplier) {
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
		ClientHttpRequestFactory made = this.made;
		if (made != null) {
			SalesforceHttp.close(List.of(made));
		}
	}

}
