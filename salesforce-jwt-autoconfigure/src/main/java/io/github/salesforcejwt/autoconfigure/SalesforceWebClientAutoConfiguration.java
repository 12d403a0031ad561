package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceExchangeFilterFunction;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import io.github.salesforcejwt.SalesforceWebClients;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Auto-configuration of a {@link WebClient} for each Salesforce org, where WebClient is
 * there.
 */
@AutoConfiguration(after = { SalesforceAutoConfiguration.class, WebClientAutoConfiguration.class })
@ConditionalOnClass({ WebClient.class, WebClientCustomizer.class })
@ConditionalOnBean(SalesforceClients.class)
@Import(SalesforceWebClientRegistrar.class)
public final class SalesforceWebClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SalesforceWebClients salesforceWebClients(SalesforceClients clients, ResourceLoader resourceLoader,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder, ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<WebClientCustomizer> builderCustomizers,
			ObjectProvider<SalesforceWebClientCustomizer> customizers) {
		WebClient.Builder builder = WebClient.builder();
		builderCustomizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		builder.clientConnector(connectorBuilder
			.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader()))
			.build(settings.getIfAvailable(HttpClientSettings::defaults).withRedirects(HttpRedirects.DONT_FOLLOW)));
		List<SalesforceWebClientCustomizer> orgCustomizers = customizers.orderedStream().toList();
		return new SalesforceWebClients(clients, (session) -> {
			WebClient.Builder orgBuilder = builder.clone();
			orgCustomizers.forEach((customizer) -> customizer.customize(session.getRegistration().getId(), orgBuilder));
			return orgBuilder.filter(new SalesforceExchangeFilterFunction(session)).build();
		});
	}

}
