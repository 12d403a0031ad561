package io.github.salesforcejwt.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.salesforcejwt.SalesforceExchangeFilterFunction;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;

import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the {@link WebClient} under construction one of an org: customized, and
 * authorized by its session. Connectors are shared by all orgs that want the same; none
 * follows redirects.
 */
final class WebClientAuthorizer implements DisposableBean {

	private final ClientHttpConnectorBuilder<?> connectorBuilder;

	private final List<SalesforceWebClientCustomizer> customizers;

	private final Map<HttpClientSettings, ClientHttpConnector> connectors = new ConcurrentHashMap<>();

	WebClientAuthorizer(ClientHttpConnectorBuilder<?> connectorBuilder,
			List<SalesforceWebClientCustomizer> customizers) {
		this.connectorBuilder = connectorBuilder;
		this.customizers = customizers;
	}

	WebClient.Builder authorize(WebClient.Builder builder, SalesforceSession session, HttpClientSettings settings) {
		builder.clientConnector(
				this.connectors.computeIfAbsent(settings.withRedirects(HttpRedirects.DONT_FOLLOW), this::build));
		this.customizers.forEach((customizer) -> customizer.customize(session.getRegistration().getId(), builder));
		return builder.filter(new SalesforceExchangeFilterFunction(session));
	}

	@Override
	public void destroy() throws Exception {
		for (ClientHttpConnector connector : this.connectors.values()) {
			LazyClientHttpRequestFactory.close(connector);
		}
	}

	private ClientHttpConnector build(HttpClientSettings settings) {
		if (this.connectorBuilder instanceof JettyClientHttpConnectorBuilder jetty) {
			return Jetty.build(jetty, settings);
		}
		if (this.connectorBuilder instanceof HttpComponentsClientHttpConnectorBuilder apache) {
			return Apache.build(apache, settings);
		}
		return this.connectorBuilder.build(settings);
	}

	/**
	 * A class of its own, since Jetty's client may be missing.
	 */
	private static final class Jetty {

		static ClientHttpConnector build(JettyClientHttpConnectorBuilder builder, HttpClientSettings settings) {
			return builder.withHttpClientCustomizer(SalesforceHttp.Jetty::passUnauthorizedOn).build(settings);
		}

	}

	/**
	 * Apache's client sends any request again that was answered with 429 or 503, be it a
	 * POST: whether to is decided here, not there.
	 */
	private static final class Apache {

		static ClientHttpConnector build(HttpComponentsClientHttpConnectorBuilder builder,
				HttpClientSettings settings) {
			return builder.withHttpClientCustomizer(HttpAsyncClientBuilder::disableAutomaticRetries).build(settings);
		}

	}

}
