package io.github.salesforcejwt.sample;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import io.github.salesforcejwt.test.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CollectionSync}.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "spring.datasource.url=jdbc:h2:mem:collections;MODE=PostgreSQL",
		"salesforce.jwt.retry.api.delay=1ms" })
class CollectionSyncIntegrationTests extends AbstractErpSyncTests {

	@Test
	void rowsAreSentInCollectionsOf200() {
		insertCustomers(450);
		run();
		assertThat(sentRows()).containsExactlyInAnyOrder(200, 200, 50);
	}

	@Test
	void runThatBreaksOffIsContinuedByTheNext() {
		insertCustomers(1000);
		org().failCallsTo("/services/data/v68.0/composite/*", Faults.error(400, "INVALID_INPUT", "no"));
		assertThatExceptionOfType(RestClientException.class).isThrownBy(this::run);
		assertThat(count("synced_version is not null or claimed_by is not null")).isZero();
		org().clearScenarios();
		assertThat(run()).isEqualTo("read=1000 created=1000 updated=0 failed=0");
	}

	@Test
	void runThatBreaksOffWaitsForTheCollectionsThatAreOnTheirWay() {
		insertCustomers(600);
		org().failNext(1, Faults.error(400, "INVALID_INPUT", "no")).failNext(2, Faults.delay(Duration.ofMillis(500)));
		assertThatExceptionOfType(RestClientException.class).isThrownBy(this::run);
		assertThat(count("claimed_by is not null")).isZero();
	}

	@Test
	void collectionThatMeetsATransientFailureIsSentAgain() {
		insertCustomers(600);
		org().failNext(2, Faults.serviceUnavailable()).failNext(1, Faults.concurrentLimitExceeded());
		assertThat(run()).isEqualTo("read=600 created=600 updated=0 failed=0");
	}

	@Test
	void rowThatIsLockedIsSentAgainByTheNextRun() {
		insertCustomers(1);
		org().failNext(1, Faults.respond(200, "application/json", """
				[{"success": false, "errors": [{"statusCode": "UNABLE_TO_LOCK_ROW", "message": "unable to obtain \
				exclusive access to this record", "fields": []}]}]"""));
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		assertThat(rejected(id(1))).startsWith("UNABLE_TO_LOCK_ROW: unable to obtain");
		assertThat(run()).isEqualTo("read=1 created=1 updated=0 failed=0");
		assertThat(this.repository.countRejected()).isZero();
	}

	@Test
	void noMoreCollectionsAreOnTheirWayThanAreAllowed() {
		insertCustomers(2000);
		org().limitConcurrentCalls(4, Duration.ZERO).delayCalls(Duration.ofMillis(50));
		assertThat(run()).isEqualTo("read=2000 created=2000 updated=0 failed=0");
		assertThat(org().requests()).extracting((request) -> request.path())
			.filteredOn((path) -> path.contains("composite"))
			.hasSize(10);
	}

	@Test
	void resultsAreStoredAllOrNone() {
		insertCustomers(2);
		this.repository.noteNew(SyncedTable.CUSTOMER);
		claim(SyncedTable.CUSTOMER, "owner");
		RowResult fits = RowResult.success(id(1), RowResult.Outcome.CREATED, "001000000000001AAA");
		RowResult doesNot = RowResult.success(id(2), RowResult.Outcome.CREATED, "longer than eighteen characters");
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.repository.store(SyncedTable.CUSTOMER, "owner", List.of(fits, doesNot)));
		assertThat(count("synced_version is null and claimed_by = 'owner'")).isEqualTo(2);
	}

	@Test
	void answerThatDoesNotHaveEachRowFailsTheRun() {
		insertCustomers(2);
		org().failNext(1, Faults.respond(200, "application/json", "[]"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::run)
			.withMessage("Salesforce did not answer for each row");
		assertThat(count("claimed_by is not null")).isZero();
	}

	@Test
	void progressWithoutTerminalIsALine(CapturedOutput output) {
		insertCustomers(250);
		run();
		assertThat(output.getOut()).containsOnlyOnce("INFO Due in customer: 250");
	}

	private List<Integer> sentRows() {
		return org().requests()
			.stream()
			.filter((request) -> request.method().equals("PATCH"))
			.map((request) -> StringUtils.countOccurrencesOf(request.text(), "ERP_Id__c"))
			.sorted(Collections.reverseOrder())
			.toList();
	}

}
