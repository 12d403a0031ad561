package io.github.salesforcejwt.autoconfigure.shared;

import java.util.Locale;

import javax.sql.DataSource;

import io.github.salesforcejwt.SharedSessionStore;

import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceSharedSessionProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Auto-configuration of the store in which the replicas of an application share their
 * sessions: {@code salesforce.jwt.shared-session.store}. An application's own
 * {@link SharedSessionStore} bean comes first.
 */
@AutoConfiguration(before = SalesforceAutoConfiguration.class,
		afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" })
@ConditionalOnProperty("salesforce.jwt.shared-session.store")
@EnableConfigurationProperties(SalesforceSharedSessionProperties.class)
public final class SalesforceSharedSessionAutoConfiguration {

	private static final String STORE = "salesforce.jwt.shared-session.store";

	/**
	 * What is needed for the chosen store is not on the class path. Registered after the
	 * nested configurations.
	 */
	@Bean
	@ConditionalOnMissingBean(SharedSessionStore.class)
	SharedSessionStore salesforceSharedSessionStoreWithoutLibrary(SalesforceSharedSessionProperties properties) {
		throw missing(String.valueOf(properties.getStore()).toLowerCase(Locale.ROOT),
				"the library that it needs is not on the class path");
	}

	/**
	 * In Redis.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = STORE, havingValue = "redis")
	@ConditionalOnClass(StringRedisTemplate.class)
	@ConditionalOnMissingBean(SharedSessionStore.class)
	static class RedisConfiguration {

		@Bean
		SharedSessionStore salesforceSharedSessionStore(SalesforceSharedSessionProperties properties,
				ObjectProvider<RedisConnectionFactory> connectionFactory) {
			RedisConnectionFactory redis = connectionFactory.getIfUnique();
			if (redis == null) {
				throw missing("redis", "there is no RedisConnectionFactory, or there are several and none is primary");
			}
			return new RedisSharedSessionStore(new StringRedisTemplate(redis), properties.getRedis().getKeyPrefix());
		}

	}

	/**
	 * In a table.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = STORE, havingValue = "jdbc")
	@ConditionalOnClass({ JdbcClient.class, PropertiesBasedDataSourceScriptDatabaseInitializer.class })
	@ConditionalOnMissingBean(SharedSessionStore.class)
	@EnableConfigurationProperties(SalesforceSharedSessionProperties.Jdbc.class)
	static class JdbcConfiguration {

		@Bean
		SharedSessionStore salesforceSharedSessionStore(SalesforceSharedSessionProperties.Jdbc properties,
				ObjectProvider<DataSource> dataSource,
				@SalesforceDataSource ObjectProvider<DataSource> salesforceDataSource) {
			return new JdbcSharedSessionStore(dataSource(dataSource, salesforceDataSource), properties.getTableName());
		}

		@Bean
		@ConditionalOnMissingBean
		SalesforceSharedSessionSchemaInitializer salesforceSharedSessionSchemaInitializer(
				SalesforceSharedSessionProperties.Jdbc properties, ObjectProvider<DataSource> dataSource,
				@SalesforceDataSource ObjectProvider<DataSource> salesforceDataSource) {
			return new SalesforceSharedSessionSchemaInitializer(dataSource(dataSource, salesforceDataSource),
					properties);
		}

		private static DataSource dataSource(ObjectProvider<DataSource> dataSource,
				ObjectProvider<DataSource> salesforceDataSource) {
			DataSource qualified = salesforceDataSource.getIfAvailable();
			DataSource found = (qualified != null) ? qualified : dataSource.getIfUnique();
			if (found == null) {
				throw missing("jdbc",
						"there is no DataSource, or there are several and none is primary or has @SalesforceDataSource");
			}
			return found;
		}

	}

	private static InvalidSalesforceConfigurationException missing(String store, String found) {
		return new InvalidSalesforceConfigurationException(STORE, "it is '" + store + "', and " + found,
				"Add 'spring-boot-starter-data-redis' or 'spring-boot-starter-jdbc' and set up its connection, or define a "
						+ "bean of the type SharedSessionStore, or remove the property.");
	}

}
