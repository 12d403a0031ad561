package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.salesforcejwt.test.Faults;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link BulkSync}, which gets even a single row here.
 */
@TestPropertySource(properties = { "spring.datasource.url=jdbc:h2:mem:bulk;MODE=PostgreSQL", "erp.bulk-from=1",
		"erp.bulk-job-rows=300" })
class BulkSyncIntegrationTests extends AbstractErpSyncTests {

	private static final String JOBS = "/services/data/v68.0/jobs/ingest";

	@Autowired
	private SalesforceApi api;

	@Test
	void rowsGoInJobsOfAsManyRowsAsAreAllowed() {
		insertCustomers(700);
		assertThat(run()).isEqualTo("read=700 created=700 updated=0 failed=0");
		assertThat(org().requests()).filteredOn((request) -> request.method().equals("PUT"))
			.extracting((request) -> request.text().lines().count())
			.containsExactly(301L, 301L, 101L);
	}

	@Test
	void jobOfAKilledInstanceIsAskedForItsResultsAndNotSentAgain() {
		insertCustomers(2);
		String job = leaveJobBehind(true);
		assertThat(run()).as("while the lease lasts").isEqualTo("read=0 created=0 updated=0 failed=0");
		endLeases();
		org().forgetRequests();
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
		assertThat(org().requests()).extracting((request) -> request.path())
			.contains(JOBS + "/" + job + "/successfulResults");
		assertThat(org().requests()).extracting((request) -> request.method()).doesNotContain("PUT");
	}

	@Test
	void jobWhoseUploadWasNotCompletedIsAbortedAndItsRowsAreSent() {
		insertCustomers(2);
		String job = leaveJobBehind(false);
		endLeases();
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
		assertThat(this.api.job(job).state()).isEqualTo("Aborted");
	}

	@Test
	void jobThatSalesforceHasDeletedLeavesItsRowsDue() {
		insertCustomers(2);
		this.repository.noteNew(SyncedTable.CUSTOMER);
		claim(SyncedTable.CUSTOMER, "750000000000000AAA");
		endLeases();
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
	}

	@Test
	void jobThatFailsAsAWholeLeavesItsRowsDue() {
		insertCustomers(2);
		String job = leaveJobBehind(true, "ERP_Id__c,No_Such_Field__c\n");
		endLeases();
		assertThatIllegalStateException().isThrownBy(this::run)
			.withMessage("Bulk job " + job + " is Failed: InvalidBatch : Field name not found : No_Such_Field__c");
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
	}

	@Test
	void runThatBreaksOffWhileItUploadsIsContinuedByTheNext() {
		insertCustomers(2);
		org().failCallsTo(JOBS + "/*", Faults.error(400, "UNKNOWN_EXCEPTION", "no"));
		assertThatExceptionOfType(RestClientException.class).isThrownBy(this::run);
		org().clearScenarios();
		endLeases();
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
	}

	@Test
	void runThatBreaksOffBeforeTheResultsAreReadIsContinuedByTheNext() {
		insertCustomers(2);
		String job = leaveJobBehind(true);
		endLeases();
		org().failCallsTo(JOBS + "/" + job + "/successfulResults", Faults.error(400, "UNKNOWN_EXCEPTION", "no"));
		assertThatExceptionOfType(RestClientException.class).isThrownBy(this::run);
		org().clearScenarios();
		endLeases();
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
		assertThat(count("synced_version = 1")).isEqualTo(2);
	}

	@Test
	void sessionThatEndsWhileRowsAreUploadedIsReplaced() {
		insertCustomers(2);
		run();
		change(id(1), "name", "Renamed");
		org().endAllSessions();
		assertThat(run()).isEqualTo("read=1 created=0 updated=1 failed=0");
	}

	private String leaveJobBehind(boolean complete) {
		return leaveJobBehind(complete, "ERP_Id__c,Name\n");
	}

	private String leaveJobBehind(boolean complete, String header) {
		String job = this.api
			.createJob(Map.of("object", "Account", "operation", "upsert", "externalIdFieldName", "ERP_Id__c"))
			.id();
		this.repository.noteNew(SyncedTable.CUSTOMER);
		List<Row> rows = claim(SyncedTable.CUSTOMER, job);
		StringBuilder csv = new StringBuilder(header);
		rows.forEach((row) -> csv.append(row.id()).append(',').append(row.fields().get("Name")).append('\n'));
		this.api.upload(job, new ByteArrayResource(csv.toString().getBytes()));
		if (complete) {
			this.api.changeJob(job, Map.of("state", "UploadComplete"));
		}
		return Objects.requireNonNull(job);
	}

}
