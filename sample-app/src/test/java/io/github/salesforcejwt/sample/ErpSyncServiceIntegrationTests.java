package io.github.salesforcejwt.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceServer;
import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole service as it is operated: several processes on one PostgreSQL database.
 */
@RequiresDocker("postgres:15")
@Tag("long")
class ErpSyncServiceIntegrationTests {

	private static final int CUSTOMERS = 5000;

	@TempDir
	private Path directory;

	@Test
	void eachRowArrivesExactlyOnceAlthoughAnInstanceIsKilledAndBothSidesFail() throws Exception {
		try (PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:15");
				SalesforceServer salesforce = SalesforceServer.start()) {
			postgres.start();
			JdbcClient jdbc = JdbcClient.create(
					new DriverManagerDataSource(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()));
			Map<String, String> properties = new HashMap<>(salesforce.properties());
			properties.putAll(Map.of("spring.profiles.active", "service,postgres", "spring.datasource.url",
					postgres.getJdbcUrl(), "spring.datasource.username", postgres.getUsername(),
					"spring.datasource.password", postgres.getPassword(), "server.port", "0", "erp.interval", "500ms",
					"erp.lease", "4s", "erp.parallel-requests", "2", "erp.demo-customers", String.valueOf(CUSTOMERS)));
			salesforce.org().delayCalls(Duration.ofMillis(200));
			try (ErpSyncProcess one = ErpSyncProcess.start(this.directory, properties);
					ErpSyncProcess two = ErpSyncProcess.start(this.directory, properties)) {
				awaitSynced(jdbc, (synced) -> synced > 500);
				salesforce.org()
					.failEvery(5, Faults.serviceUnavailable())
					.failNext(1, Faults.connectionReset())
					.endAllSessions();
				awaitSynced(jdbc, (synced) -> synced > 1500);
				one.kill();
				assertThat(count(jdbc, "claimed_by is not null")).as("rows on their way").isPositive();
				endDatabaseConnections(jdbc);
				awaitSynced(jdbc, (synced) -> synced > 3000);
				salesforce.org().failNext(1, Faults.sessionExpired()).moveToNewInstance();
				endDatabaseConnections(jdbc);
				awaitSynced(jdbc, (synced) -> synced == CUSTOMERS);
				assertThat(two.isAlive()).isTrue();
			}
			assertThat(salesforce.org().records("Account")).hasSize(CUSTOMERS)
				.extracting((account) -> account.get("ERP_Id__c"))
				.doesNotHaveDuplicates();
			assertThat(count(jdbc, "synced_version = 1 and salesforce_id is not null and claimed_by is null"))
				.isEqualTo(CUSTOMERS);
			assertThat(jdbc.sql("select count(*) from rejected").query(Integer.class).single()).isZero();
		}
	}

	private static void awaitSynced(JdbcClient jdbc, IntPredicate condition) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.ignoreExceptions()
			.until(() -> condition.test(count(jdbc, "synced_version is not null")));
	}

	private static int count(JdbcClient jdbc, String condition) {
		return jdbc.sql("select count(*) from sync where " + condition).query(Integer.class).single();
	}

	private static void endDatabaseConnections(JdbcClient jdbc) {
		List<Boolean> ended = jdbc.sql("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where pid <> pg_backend_pid() and application_name = 'PostgreSQL JDBC Driver'
				""").query(Boolean.class).list();
		assertThat(ended).isNotEmpty();
	}

}
