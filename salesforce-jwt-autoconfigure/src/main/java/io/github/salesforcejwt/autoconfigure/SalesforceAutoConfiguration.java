package io.github.salesforcejwt.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.autoconfigure.keys.SigningKeysFactory;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Auto-configuration of the sessions with Salesforce orgs and of a {@link RestClient} for
 * each.
 */
@AutoConfiguration(after = RestClientAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "salesforce.jwt.enabled", matchIfMissing = true)
@Conditional(OnSalesforceOrgCondition.class)
@EnableConfigurationProperties(SalesforceProperties.class)
@Import(SalesforceRestClientRegistrar.class)
@ImportRuntimeHints(HttpClientCapture.Hints.class)
public final class SalesforceAutoConfiguration {

	@Bean
	OrgPropertiesResolver salesforceOrgPropertiesResolver(SalesforceProperties properties,
			SalesforceBindHandlerAdvisor binding) {
		return new OrgPropertiesResolver(properties, binding::failures);
	}

	@Bean
	OrgHttpSettings salesforceOrgHttpSettings(OrgPropertiesResolver properties,
			ObjectProvider<HttpClientSettings> settings, ObjectProvider<SslBundles> sslBundles) {
		return new OrgHttpSettings(properties, settings.getIfAvailable(HttpClientSettings::defaults),
				sslBundles.getIfAvailable());
	}

	@Bean
	SalesforceHttp salesforceHttp(ResourceLoader resourceLoader,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder, OrgHttpSettings settings) {
		return new SalesforceHttp(requestFactoryBuilder
			.getIfAvailable(() -> ClientHttpRequestFactoryBuilder.detect(resourceLoader.getClassLoader())), settings);
	}

	@Bean
	@ConditionalOnMissingBean(SalesforceConnectionDetails.class)
	PropertiesSalesforceConnectionDetails salesforceConnectionDetails(SalesforceProperties properties) {
		return new PropertiesSalesforceConnectionDetails(properties);
	}

	@Bean
	SalesforceSessionFactory salesforceSessionFactory(OrgPropertiesResolver properties, SalesforceHttp http,
			SalesforceConnectionDetails connectionDetails, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<Clock> clock,
			ObjectProvider<SalesforceSessionListener> listeners, ObjectProvider<SharedSessionStore> sharedSessionStore,
			ResourceLoader resourceLoader, ConfigurableListableBeanFactory beanFactory) {
		return new SalesforceSessionFactory(properties, connectionDetails, http,
				new SigningKeysFactory(resourceLoader, sslBundles.getIfAvailable(), beanFactory),
				observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP), clock.getIfUnique(Clock::systemUTC),
				listeners.orderedStream().toList(), sharedSessionStore.getIfAvailable());
	}

	@Bean
	RestClientAuthorizer salesforceRestClientAuthorizer(ObjectProvider<SalesforceRestClientCustomizer> customizers) {
		return new RestClientAuthorizer(customizers.orderedStream().toList());
	}

	/**
	 * An application may have clients of its own beside these; an unqualified injection
	 * finds its own then.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "salesforceClients")
	@Fallback
	SalesforceClients salesforceClients(Environment environment, ListableBeanFactory beanFactory,
			OrgPropertiesResolver properties, SalesforceSessionFactory sessionFactory, SalesforceHttp http,
			RestClientAuthorizer authorizer, ObjectProvider<RestClientCustomizer> builderCustomizers) {
		Map<String, SalesforceSession> sessions = sessionFactory
			.createAll(SalesforceOrgs.ids(environment, beanFactory));
		List<RestClientCustomizer> customizers = builderCustomizers.orderedStream().toList();
		return new SalesforceClients(sessions, RunTimeOrgs.of(beanFactory, properties, sessionFactory), (session) -> {
			var capture = HttpClientCapture.of(RestClient.builder());
			customizers.forEach((customizer) -> customizer.customize(capture.builder()));
			return authorizer.authorize(capture, session, http.forApi(session.getRegistration().getId())).build();
		});
	}

	@Bean
	@Lazy(false)
	SalesforceStartupVerification salesforceStartupVerification(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients,
			SalesforceSessionFactory sessionFactory) {
		return new SalesforceStartupVerification(clients, sessionFactory::isVerifiedOnStartup);
	}

	/**
	 * What happens to a session becomes an application event.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "salesforceSessionEventPublisher")
	SalesforceSessionListener salesforceSessionEventPublisher(ApplicationEventPublisher publisher) {
		return publisher::publishEvent;
	}

	@Bean
	HttpServiceGroupSettings salesforceHttpServiceGroupSettings(ObjectProvider<HttpServiceClientProperties> properties,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<HttpClientSettings> settings) {
		return new HttpServiceGroupSettings(properties.getIfAvailable(), sslBundles.getIfAvailable(),
				settings.getIfAvailable());
	}

	/**
	 * HTTP interfaces in a group that is named after an org, before anybody has
	 * customized its client.
	 */
	@Bean
	RestClientHttpServiceGroupConfigurer salesforceRestClientCapturingConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients) {
		return new RestClientGroupConfigurers.Capturing(clients.getIds());
	}

	/**
	 * After Boot's configurer, which sets a request factory of its own, and before the
	 * application's customizers.
	 */
	@Bean
	RestClientHttpServiceGroupConfigurer salesforceRestClientForgettingConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients) {
		return new RestClientGroupConfigurers.Forgetting(clients.getIds());
	}

	/**
	 * After all customizers.
	 */
	@Bean
	RestClientHttpServiceGroupConfigurer salesforceRestClientHttpServiceGroupConfigurer(
			@Qualifier(SalesforceRestClientRegistrar.CLIENTS) SalesforceClients clients, SalesforceHttp http,
			RestClientAuthorizer authorizer, HttpServiceGroupSettings groupSettings) {
		return (groups) -> groups.filterByName(clients.getIds().toArray(String[]::new))
			.forEachClient((group, builder) -> authorizer.authorize(HttpClientCapture.of(builder),
					clients.session(group.name()), http.forApi(group.name(), groupSettings.of(group.name()))));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SalesforceBindHandlerAdvisor salesforceBindHandlerAdvisor() {
		return new SalesforceBindHandlerAdvisor();
	}

	@Bean
	@Lazy(false)
	UnknownPropertiesWarning salesforceUnknownPropertiesWarning(Environment environment) {
		return new UnknownPropertiesWarning(environment);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(EnvironmentChangeEvent.class)
	static class SpringCloudConfiguration {

		@Bean
		RefreshWarning salesforceRefreshWarning() {
			return new RefreshWarning();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Logger.class)
	static class LoggingConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "salesforceSessionLogger")
		SalesforceSessionListener salesforceSessionLogger() {
			return new SalesforceSessionLogger();
		}

	}

}
