package io.github.salesforcejwt.autoconfigure.shared;

import java.util.UUID;

import io.github.salesforcejwt.SharedSessionStore;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Tests for {@link JdbcSharedSessionStore} on H2.
 */
class JdbcSharedSessionStoreTests extends SharedSessionStoreContract {

	private final JdbcConnectionPool dataSource = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	private final SharedSessionStore store = new JdbcSharedSessionStore(this.dataSource, "SALESFORCE_SESSION");

	JdbcSharedSessionStoreTests() {
		new ResourceDatabasePopulator(new ClassPathResource("schema-h2.sql", JdbcSharedSessionStore.class))
			.execute(this.dataSource);
	}

	@AfterEach
	void close() {
		this.dataSource.dispose();
	}

	@Override
	protected SharedSessionStore store() {
		return this.store;
	}

}
