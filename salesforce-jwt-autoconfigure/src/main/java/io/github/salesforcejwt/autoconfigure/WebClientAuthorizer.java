package io.github.salesforcejwt.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.salesforcejwt.SalesforceExchangeFilterFunction;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Applies the customizers and the session of an org to a {@link WebClient.Builder}.
 * Connectors are shared by all orgs with the same settings.
 */
final class WebClientAuthorizer implements DisposableBean {

	private final SingletonSupplier<ClientHttpConnectorBuilder<?>> connectorBuilder;

	private final OrgHttpSettings settings;

	private final Supplier<@Nullable ClientHttpConnector> bootConnector;

	private final List<SalesforceWebClientCustomizer> customizers;

	private final UncontrolledHttpClients uncontrolled = new UncontrolledHttpClients();

	private final Map<HttpClientSettings, ClientHttpConnector> connectors = new ConcurrentHashMap<>();

	/**
	 * Create an authorizer.
	 * @param bootConnector the connector that Boot sets on each {@code WebClient}, by a
	 * customizer: it is not one that the application has chosen
	 */
	WebClientAuthorizer(ClientHttpConnectorBuilder<?> connectorBuilder, OrgHttpSettings settings,
			Supplier<@Nullable ClientHttpConnector> bootConnector, List<SalesforceWebClientCustomizer> customizers) {
		this.connectorBuilder = SingletonSupplier.of(() -> configure(connectorBuilder));
		this.settings = settings;
		this.bootConnector = bootConnector;
		this.customizers = customizers;
	}

	static HttpClientCapture<WebClient.Builder, ClientHttpConnector> capture(WebClient.Builder builder) {
		return HttpClientCapture.of(WebClient.Builder.class, builder, "clientConnector");
	}

	WebClient.Builder authorize(HttpClientCapture<WebClient.Builder, ClientHttpConnector> capture,
			SalesforceSession session) {
		return authorize(capture, session, this.settings.api(session.getRegistration().getId()));
	}

	/**
	 * Authorize the requests of a group of HTTP interfaces.
	 * @param settings the settings of the group
	 */
	void authorizeGroup(HttpClientCapture<WebClient.Builder, ClientHttpConnector> capture, SalesforceSession session,
			HttpClientSettings settings) {
		authorize(capture, session, this.settings.api(session.getRegistration().getId(), settings));
	}

	private WebClient.Builder authorize(HttpClientCapture<WebClient.Builder, ClientHttpConnector> capture,
			SalesforceSession session, HttpClientSettings settings) {
		WebClient.Builder builder = capture.builder();
		capture.forget(this.bootConnector.get());
		this.customizers.forEach((customizer) -> customizer.customize(session.getRegistration().getId(), builder));
		ClientHttpConnector supplied = capture.client();
		if (supplied != null) {
			this.uncontrolled.warn(supplied);
		}
		WebClientRedirectHandler.addTo(builder, session.getRegistration().getId());
		return builder.clientConnector((supplied != null) ? supplied : connector(settings))
			.filter(new SalesforceExchangeFilterFunction(session));
	}

	private ClientHttpConnector connector(HttpClientSettings settings) {
		return this.connectors.computeIfAbsent(settings, (key) -> this.connectorBuilder.obtain().build(key));
	}

	@Override
	public void destroy() throws Exception {
		for (ClientHttpConnector connector : this.connectors.values()) {
			LazyClientHttpRequestFactory.close(connector);
		}
	}

	private static ClientHttpConnectorBuilder<?> configure(ClientHttpConnectorBuilder<?> builder) {
		if (builder instanceof JdkClientHttpConnectorBuilder jdk) {
			return jdk.withHttpClientCustomizer(HttpLibraries.Jdk::configure);
		}
		if (builder instanceof JettyClientHttpConnectorBuilder jetty) {
			return Jetty.configure(jetty);
		}
		if (builder instanceof HttpComponentsClientHttpConnectorBuilder apache) {
			return Apache.configure(apache);
		}
		if (builder instanceof ReactorClientHttpConnectorBuilder reactor) {
			return Reactor.configure(reactor);
		}
		new UncontrolledHttpClients().warn(builder);
		return builder;
	}

	/**
	 * A class of its own, since Jetty's client may be missing.
	 */
	private static final class Jetty {

		static ClientHttpConnectorBuilder<?> configure(JettyClientHttpConnectorBuilder builder) {
			return builder.withHttpClientCustomizer(HttpLibraries.Jetty::configure);
		}

	}

	/**
	 * A class of its own, since Apache's client may be missing.
	 */
	private static final class Apache {

		static ClientHttpConnectorBuilder<?> configure(HttpComponentsClientHttpConnectorBuilder builder) {
			return builder.withHttpClientCustomizer(Apache::configure);
		}

		private static void configure(HttpAsyncClientBuilder client) {
			client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
		}

	}

	/**
	 * A class of its own, since Reactor Netty may be missing.
	 */
	private static final class Reactor {

		static ClientHttpConnectorBuilder<?> configure(ReactorClientHttpConnectorBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.followRedirect(false));
		}

	}

}
