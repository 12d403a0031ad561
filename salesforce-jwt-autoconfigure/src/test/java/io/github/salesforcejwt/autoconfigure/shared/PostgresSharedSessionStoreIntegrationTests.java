package io.github.salesforcejwt.autoconfigure.shared;

import io.github.salesforcejwt.SharedSessionStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Tests for {@link JdbcSharedSessionStore} on PostgreSQL.
 */
@RequiresImage("postgres:15")
class PostgresSharedSessionStoreIntegrationTests extends SharedSessionStoreContract {

	private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:15");

	private static SharedSessionStore store;

	@BeforeAll
	static void start() {
		POSTGRES.start();
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setUrl(POSTGRES.getJdbcUrl());
		dataSource.setUser(POSTGRES.getUsername());
		dataSource.setPassword(POSTGRES.getPassword());
		new ResourceDatabasePopulator(new ClassPathResource("schema-postgresql.sql", JdbcSharedSessionStore.class))
			.execute(dataSource);
		store = new JdbcSharedSessionStore(dataSource, "SALESFORCE_SESSION");
	}

	@AfterAll
	static void stop() {
		POSTGRES.stop();
	}

	@Override
	protected SharedSessionStore store() {
		return store;
	}

}
