package io.github.salesforcejwt.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Request factories by Boot's builder and settings, so that its SSL, proxy and library
 * choices apply. Each is shared by all orgs with the same settings, since an HTTP client
 * costs a thread.
 */
final class SalesforceHttp implements DisposableBean {

	private final OrgHttpSettings settings;

	private final SingletonSupplier<ClientHttpRequestFactoryBuilder<?>> apiBuilder;

	private final SingletonSupplier<ClientHttpRequestFactoryBuilder<?>> loginBuilder;

	private final Map<HttpClientSettings, LazyClientHttpRequestFactory> apiFactories = new ConcurrentHashMap<>();

	private final Map<HttpClientSettings, LazyClientHttpRequestFactory> loginFactories = new ConcurrentHashMap<>();

	SalesforceHttp(ClientHttpRequestFactoryBuilder<?> builder, OrgHttpSettings settings) {
		this.settings = settings;
		this.apiBuilder = SingletonSupplier.of(() -> {
			if (!HttpLibraries.isKnown(builder)) {
				new UncontrolledHttpClients().warn(builder);
			}
			return HttpLibraries.forApi(builder);
		});
		this.loginBuilder = SingletonSupplier.of(() -> HttpLibraries.forLogin(builder));
	}

	/**
	 * Return what sends the API calls of an org.
	 */
	ClientHttpRequestFactory forApi(String id) {
		return forApi(this.settings.api(id));
	}

	/**
	 * Return what sends the API calls of a group of HTTP interfaces.
	 * @param settings the settings of the group
	 */
	ClientHttpRequestFactory forApi(String id, HttpClientSettings settings) {
		return forApi(this.settings.api(id, settings));
	}

	private ClientHttpRequestFactory forApi(HttpClientSettings settings) {
		return this.apiFactories.computeIfAbsent(settings,
				(key) -> new LazyClientHttpRequestFactory(() -> this.apiBuilder.obtain().build(key)));
	}

	/**
	 * Return what sends the logins of an org.
	 */
	ClientHttpRequestFactory forLogin(String id) {
		return this.loginFactories.computeIfAbsent(this.settings.login(id),
				(key) -> new LazyClientHttpRequestFactory(() -> this.loginBuilder.obtain().build(key)));
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

}
