package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.Test;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sync on PostgreSQL.
 */
@ActiveProfiles("postgres")
@RequiresDocker("postgres:15")
class PostgresSyncIntegrationTests extends AbstractErpSyncTests {

	@Autowired
	private TransactionTemplate transactions;

	@Test
	void rowsThatAnotherInstanceIsClaimingAreSkippedAndNotWaitedFor() {
		insertCustomers(3);
		this.repository.noteNew(SyncedTable.CUSTOMER);
		List<Row> others = this.transactions.execute((status) -> {
			this.jdbc.sql("select id from sync where id = :id for update").param("id", id(1)).query().listOfRows();
			// on another thread, so in a transaction of its own
			return CompletableFuture.supplyAsync(() -> claim(SyncedTable.CUSTOMER, "other"))
				.orTimeout(10, TimeUnit.SECONDS)
				.join();
		});
		assertThat(others).extracting(Row::id).containsExactly(id(2), id(3));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Database {

		@Bean
		@ServiceConnection
		PostgreSQLContainer postgres() {
			return new PostgreSQLContainer("postgres:15");
		}

	}

}
