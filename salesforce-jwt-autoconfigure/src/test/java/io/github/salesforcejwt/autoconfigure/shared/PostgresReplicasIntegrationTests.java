package io.github.salesforcejwt.autoconfigure.shared;

import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Replicas that share their session in PostgreSQL.
 */
@RequiresDocker("postgres:15")
class PostgresReplicasIntegrationTests extends ReplicaProcessesContract {

	private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:15");

	@BeforeAll
	static void start() {
		POSTGRES.start();
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setUrl(url());
		new ResourceDatabasePopulator(new ClassPathResource("schema-postgresql.sql", JdbcSharedSessionStore.class))
			.execute(dataSource);
	}

	@AfterAll
	static void stopContainer() {
		POSTGRES.stop();
	}

	private static String url() {
		return POSTGRES.getJdbcUrl() + "&user=" + POSTGRES.getUsername() + "&password=" + POSTGRES.getPassword();
	}

	@Override
	GenericContainer<?> container() {
		return POSTGRES;
	}

	@Override
	String store() {
		return url();
	}

}
