package io.github.salesforcejwt.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.init.DatabaseInitializationProperties;

/**
 * Properties of the sessions that the replicas of an application share.
 */
@ConfigurationProperties("salesforce.jwt.shared-session")
public class SalesforceSharedSessionProperties {

	/**
	 * Store in which the replicas of this application share one session per org and user.
	 * If not set, each replica logs in for itself.
	 */
	private @Nullable Store store;

	private final Redis redis = new Redis();

	public @Nullable Store getStore() {
		return this.store;
	}

	public void setStore(@Nullable Store store) {
		this.store = store;
	}

	public Redis getRedis() {
		return this.redis;
	}

	/**
	 * Engines that keep shared sessions.
	 */
	public enum Store {

		/** The application's RedisConnectionFactory. */
		REDIS,

		/** A table in the application's DataSource. */
		JDBC

	}

	/**
	 * Shared sessions in Redis.
	 */
	public static class Redis {

		/**
		 * Prefix of the keys.
		 */
		private String keyPrefix = "salesforce-jwt:";

		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

	}

	/**
	 * Shared sessions in a table. Beside the others, since its class needs Spring Boot's
	 * JDBC support.
	 */
	@ConfigurationProperties("salesforce.jwt.shared-session.jdbc")
	public static class Jdbc extends DatabaseInitializationProperties {

		private static final String DEFAULT_SCHEMA_LOCATION = "classpath:io/github/salesforcejwt/autoconfigure/shared/schema-@@platform@@.sql";

		/**
		 * Name of the table, with its schema if it needs one.
		 */
		private String tableName = "SALESFORCE_SESSION";

		public String getTableName() {
			return this.tableName;
		}

		public void setTableName(String tableName) {
			this.tableName = tableName;
		}

		@Override
		public String getDefaultSchemaLocation() {
			return DEFAULT_SCHEMA_LOCATION;
		}

	}

}
