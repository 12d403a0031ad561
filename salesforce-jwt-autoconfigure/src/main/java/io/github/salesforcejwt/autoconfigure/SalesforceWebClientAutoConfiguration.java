package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import io.github.salesforcejwt.SalesforceWebClients;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Auto-configuration of a {@link WebClient} for each Salesforce org, where WebClient is
 * there.
 */
@AutoConfiguration(after = SalesforceAutoConfiguration.class,
		afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@ConditionalOnClass(WebClient.class)
@ConditionalOnBean(SalesforceSessionFactory.class)
@Import(SalesforceWebClientRegistrar.class)
public final class SalesforceWebClientAutoConfiguration {

	@Bean
	WebClientAuthorizer salesforceWebClientAuthorizer(ResourceLoader resourceLoader,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder,
			ObjectProvider<SalesforceWebClientCustomizer> customizers) {
		return new WebClientAuthorizer(
				connectorBuilder
					.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader())),
				customizers.orderedStream().toList());
	}

	@Bean
	@Fallback
	SalesforceWebClients salesforceWebClients(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients, WebClientAuthorizer authorizer,
			ObjectProvider<WebClientBuilderFactory> builders, ObjectProvider<HttpClientSettings> settings) {
		WebClientBuilderFactory builder = builders.getIfAvailable(() -> WebClient::builder);
		HttpClientSettings httpSettings = settings.getIfAvailable(HttpClientSettings::defaults);
		return new SalesforceWebClients(clients,
				(session) -> authorizer.authorize(builder.create(), session, httpSettings).build());
	}

	/**
	 * HTTP interfaces in a group that is named after an org.
	 */
	@Bean
	WebClientHttpServiceGroupConfigurer salesforceWebClientHttpServiceGroupConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients, WebClientAuthorizer authorizer,
			HttpServiceGroupSettings groupSettings) {
		return (groups) -> groups.filterByName(clients.getIds().toArray(String[]::new))
			.forEachClient((group, builder) -> authorizer.authorize(builder, clients.session(group.name()),
					groupSettings.of(group.name())));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientCustomizer.class)
	static class CustomizedBuilderConfiguration {

		@Bean
		WebClientBuilderFactory salesforceWebClientBuilderFactory(ObjectProvider<WebClientCustomizer> customizers) {
			List<WebClientCustomizer> ordered = customizers.orderedStream().toList();
			return () -> {
				WebClient.Builder builder = WebClient.builder();
				ordered.forEach((customizer) -> customizer.customize(builder));
				return builder;
			};
		}

	}

}
