package io.github.salesforcejwt.sample;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.salesforcejwt.test.SalesforceObject;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of {@link ErpSyncApplication} as an operator sees them.
 */
class ErpSyncApplicationIntegrationTests {

	private final SalesforceServer salesforce = SalesforceServer.start();

	private final Map<String, String> properties = new HashMap<>(this.salesforce.properties());

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.salesforce.close();
	}

	@Test
	void firstRunSendsAllDemoCustomersAndTheSecondNone() throws Exception {
		ErpSyncProcess first = run();
		assertThat(first.lastLine()).isEqualTo("ERP sync finished: read=3000 created=3000 updated=0 failed=0 logins=1");
		assertThat(first.exitCode()).isZero();
		assertThat(this.salesforce.org().records("Account")).hasSize(3000);
		ErpSyncProcess second = run();
		assertThat(second.lastLine()).isEqualTo("ERP sync finished: read=0 created=0 updated=0 failed=0 logins=0");
		assertThat(second.exitCode()).isZero();
	}

	@Test
	void runWhoseLoginIsRefusedSaysWhatToDo() throws Exception {
		this.properties.put("erp.demo-customers", "1");
		this.salesforce.org().removeApproval(this.salesforce.org().username());
		ErpSyncProcess run = run();
		assertThat(run.exitCode()).isEqualTo(3);
		assertThat(run.output())
			.contains("ERROR ERP sync broke off, the next run continues it. Salesforce refuses the login: ",
					"invalid_app_access", "Assign a permission set")
			.doesNotContain("ERP sync finished", "\tat ");
		this.salesforce.org().approve(this.salesforce.org().username());
		assertThat(run().lastLine()).startsWith("ERP sync finished: read=1 created=1");
	}

	@Test
	void runWithoutDatabaseSaysSo() throws Exception {
		this.properties.put("spring.profiles.active", "postgres");
		this.properties.put("spring.datasource.url", "jdbc:postgresql://localhost:1/erp");
		ErpSyncProcess run = run();
		assertThat(run.exitCode()).isOne();
		assertThat(run.output())
			.contains("APPLICATION FAILED TO START",
					"The database does not let the application in: Connection to localhost:1 refused")
			.doesNotContain("\tat ");
	}

	@Tag("long")
	@Test
	void runWithoutApiCallsLeftSaysSoAndIsContinuedTheNextDay() throws Exception {
		this.properties.put("erp.demo-customers", "1");
		this.salesforce.org().apiUsage(5000, 5000).enforceApiLimit(true);
		ErpSyncProcess run = run();
		assertThat(run.exitCode()).isEqualTo(4);
		assertThat(run.lastLine()).contains("The API calls of the org are used up for today: ");
		this.salesforce.org().apiUsage(0, 5000);
		assertThat(run().lastLine()).startsWith("ERP sync finished: read=1 created=1");
	}

	@Tag("long")
	@Test
	void rejectedRowsAreReportedUntilTheyAreMendedOrReplayed() throws Exception {
		this.properties.put("erp.demo-customers", "2");
		this.salesforce.org()
			.defineObject(SalesforceObject.named("Account")
				.rule("Country", (account) -> "France".equals(account.get("BillingCountry")), "Not in France"));
		ErpSyncProcess run = run();
		assertThat(run.exitCode()).isEqualTo(2);
		assertThat(run.output()).contains("WARN Table rejected has 1 rows");
		assertThat(run.lastLine()).isEqualTo("ERP sync finished: read=2 created=1 updated=0 failed=1 logins=1");
		assertThat(run().exitCode()).as("as long as it is rejected").isEqualTo(2);
		ErpSyncProcess replayed = run("--replay");
		assertThat(replayed.output()).contains("INFO Rejected rows that are sent again: 1");
		assertThat(replayed.lastLine()).isEqualTo("ERP sync finished: read=1 created=0 updated=0 failed=1 logins=1");
	}

	@Tag("long")
	@Test
	void anotherOrgGetsAllRowsOnceTheDatabaseHasForgotten() throws Exception {
		this.properties.put("erp.demo-customers", "3");
		run();
		try (SalesforceServer other = SalesforceServer.start()) {
			this.properties.putAll(other.properties());
			assertThat(run().lastLine()).startsWith("ERP sync finished: read=0");
			JdbcClient jdbc = JdbcClient
				.create(new DriverManagerDataSource("jdbc:h2:" + this.directory.resolve("data/erp-sync")));
			jdbc.sql("delete from sync; delete from rejected").update();
			assertThat(run().lastLine()).isEqualTo("ERP sync finished: read=3 created=3 updated=0 failed=0 logins=1");
			assertThat(other.org().records("Account")).hasSize(3);
		}
	}

	private ErpSyncProcess run(String... arguments) throws Exception {
		return ErpSyncProcess.run(this.directory, this.properties, arguments);
	}

}
