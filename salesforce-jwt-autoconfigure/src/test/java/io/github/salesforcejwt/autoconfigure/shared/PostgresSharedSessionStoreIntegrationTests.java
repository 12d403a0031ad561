package io.github.salesforcejwt.autoconfigure.shared;

import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Tests for {@link JdbcSharedSessionStore} on PostgreSQL.
 */
@RequiresDocker("postgres:15")
class PostgresSharedSessionStoreIntegrationTests extends SharedSessionStoreContract {

	private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:15");

	private static JdbcConnectionPool pool;

	private static SharedSessionStore store;

	@BeforeAll
	static void start() {
		POSTGRES.start();
		PGConnectionPoolDataSource dataSource = new PGConnectionPoolDataSource();
		dataSource.setUrl(POSTGRES.getJdbcUrl());
		dataSource.setUser(POSTGRES.getUsername());
		dataSource.setPassword(POSTGRES.getPassword());
		pool = JdbcConnectionPool.create(dataSource);
		new ResourceDatabasePopulator(new ClassPathResource("schema-postgresql.sql", JdbcSharedSessionStore.class))
			.execute(pool);
		store = new JdbcSharedSessionStore(pool, "SALESFORCE_SESSION");
	}

	@AfterAll
	static void stop() {
		pool.dispose();
		POSTGRES.stop();
	}

	@Override
	protected SharedSessionStore store() {
		return store;
	}

}
