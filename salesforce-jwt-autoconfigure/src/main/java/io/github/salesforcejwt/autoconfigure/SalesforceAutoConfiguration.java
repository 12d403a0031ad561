package io.github.salesforcejwt.autoconfigure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

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
public final class SalesforceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SalesforceHttp salesforceHttp(ResourceLoader resourceLoader,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> settings) {
		return new SalesforceHttp(
				requestFactoryBuilder
					.getIfAvailable(() -> ClientHttpRequestFactoryBuilder.detect(resourceLoader.getClassLoader())),
				settings.getIfAvailable(HttpClientSettings::defaults));
	}

	@Bean
	@ConditionalOnMissingBean
	SalesforceClients salesforceClients(Environment environment, ListableBeanFactory beanFactory,
			SalesforceSessionFactory sessions, SalesforceHttp http,
			ObjectProvider<RestClientCustomizer> builderCustomizers,
			ObjectProvider<SalesforceRestClientCustomizer> customizers) {
		Map<String, SalesforceSession> sessionsById = new LinkedHashMap<>();
		SalesforceOrgs.ids(environment, beanFactory).forEach((id) -> sessionsById.put(id, sessions.create(id)));
		RestClient.Builder builder = RestClient.builder().requestFactory(http.forApi());
		builderCustomizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		List<SalesforceRestClientCustomizer> orgCustomizers = customizers.orderedStream().toList();
		return new SalesforceClients(sessionsById,
				(session) -> restClient(builder.clone(), session, orgCustomizers, http.forApi()));
	}

	private static RestClient restClient(RestClient.Builder builder, SalesforceSession session,
			List<SalesforceRestClientCustomizer> customizers, ClientHttpRequestFactory requestFactory) {
		String id = session.getRegistration().getId();
		for (SalesforceRestClientCustomizer customizer : customizers) {
			customizer.customize(id, builder);
			ClientHttpRequestFactory supplied = customizer.requestFactory(id);
			requestFactory = (supplied != null) ? supplied : requestFactory;
		}
		return builder.requestFactory(new SalesforceClientHttpRequestFactory(session, requestFactory)).build();
	}

	@Bean
	@ConditionalOnMissingBean
	SalesforceSessionFactory salesforceSessionFactory(SalesforceProperties properties, SalesforceHttp http,
			ObjectProvider<SalesforceConnectionDetails> connectionDetails, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<Clock> clock,
			ResourceLoader resourceLoader) {
		return new SalesforceSessionFactory(properties, connectionDetails.getIfAvailable(), http, resourceLoader,
				sslBundles.getIfAvailable(), observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP),
				clock.getIfUnique(Clock::systemUTC));
	}

}
