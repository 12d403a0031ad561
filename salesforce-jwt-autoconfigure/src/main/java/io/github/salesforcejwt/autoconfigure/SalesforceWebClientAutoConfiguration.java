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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Auto-configuration of a {@link WebClient} for each Salesforce org, if WebClient is
 * there.
 */
@AutoConfiguration(after = SalesforceAutoConfiguration.class,
		afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@ConditionalOnClass(WebClient.class)
@ConditionalOnBean(SalesforceSessionFactory.class)
@Import(SalesforceWebClientRegistrar.class)
public final class SalesforceWebClientAutoConfiguration {

	private static final String BOOT_CONNECTOR = "clientHttpConnector";

	@Bean
	WebClientAuthorizer salesforceWebClientAuthorizer(ResourceLoader resourceLoader,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder, OrgHttpSettings settings,
			@Qualifier(BOOT_CONNECTOR) ObjectProvider<ClientHttpConnector> bootConnector,
			ObjectProvider<SalesforceWebClientCustomizer> customizers) {
		return new WebClientAuthorizer(
				connectorBuilder
					.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader())),
				settings, bootConnector::getIfAvailable, customizers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean(name = "salesforceWebClients")
	@Fallback
	SalesforceWebClients salesforceWebClients(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients, WebClientAuthorizer authorizer,
			ObjectProvider<WebClientBuilderCustomizers> builderCustomizers) {
		WebClientBuilderCustomizers customizers = builderCustomizers.getIfAvailable(() -> (builder) -> {
		});
		return new SalesforceWebClients(clients, (session) -> {
			var capture = WebClientAuthorizer.capture(WebClient.builder());
			customizers.customize(capture.builder());
			return authorizer.authorize(capture, session).build();
		});
	}

	/**
	 * HTTP interfaces in a group that is named after an org, before anybody has
	 * customized its client.
	 */
	@Bean
	WebClientHttpServiceGroupConfigurer salesforceWebClientCapturingConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients) {
		return new WebClientGroupConfigurers.Capturing(clients.getIds());
	}

	/**
	 * After Boot's configurer, which sets a connector of its own, and before the
	 * application's customizers.
	 */
	@Bean
	WebClientHttpServiceGroupConfigurer salesforceWebClientForgettingConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients) {
		return new WebClientGroupConfigurers.Forgetting(clients.getIds());
	}

	/**
	 * After all customizers.
	 */
	@Bean
	WebClientHttpServiceGroupConfigurer salesforceWebClientHttpServiceGroupConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients, WebClientAuthorizer authorizer,
			HttpServiceGroupSettings groupSettings) {
		return (groups) -> groups.filterByName(clients.getIds().toArray(String[]::new))
			.forEachClient((group, builder) -> authorizer.authorizeGroup(WebClientAuthorizer.capture(builder),
					clients.session(group.name()), groupSettings.of(group.name())));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientCustomizer.class)
	static class CustomizedBuilderConfiguration {

		@Bean
		WebClientBuilderCustomizers salesforceWebClientBuilderCustomizers(
				ObjectProvider<WebClientCustomizer> customizers) {
			List<WebClientCustomizer> ordered = customizers.orderedStream().toList();
			return (builder) -> ordered.forEach((customizer) -> customizer.customize(builder));
		}

	}

}
