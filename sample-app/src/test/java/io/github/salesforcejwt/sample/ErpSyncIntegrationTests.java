package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs of {@link ErpSync} over HTTP, one after the other on the same ERP.
 */
@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:erp-sync", "erp.demo-customers=0" })
@ExtendWith(OutputCaptureExtension.class)
@Import(TestErpSyncApplication.Org.class)
class ErpSyncIntegrationTests {

	@Autowired
	private ErpSync sync;

	@Autowired
	private CustomerRepository customers;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private FakeOrg org;

	@AfterEach
	void empty() {
		this.jdbc.sql("delete from customer_sync").update();
		this.jdbc.sql("delete from customer").update();
		this.org.accounts.clear();
		this.org.sizes.clear();
		this.org.failFrom = Integer.MAX_VALUE;
	}

	@Test
	void firstRunCreatesAnAccountForEachCustomer() {
		insertCustomers(450);
		assertThat(run()).isEqualTo("read=450 created=450 updated=0 failed=0");
		assertThat(this.org.accounts).hasSize(450);
		assertThat(this.org.sizes).containsExactly(200, 200, 50);
		assertThat(count("synced_version = 1 and synced_at is not null and salesforce_id is not null")).isEqualTo(450);
	}

	@Test
	void secondRunSendsNothing() {
		insertCustomers(3);
		run();
		assertThat(run()).isEqualTo("read=0 created=0 updated=0 failed=0");
		assertThat(this.org.sizes).containsExactly(3);
	}

	@Test
	void secondRunSendsWhatTheErpChanged() {
		insertCustomers(3);
		run();
		change("C2", "Renamed");
		assertThat(run()).isEqualTo("read=1 created=0 updated=1 failed=0");
		assertThat(this.org.accounts.get("C2").get("Name").asString()).isEqualTo("Renamed");
	}

	@Test
	void failedRowIsStoredWithItsErrorAndStaysDueUntilItIsMended() {
		insertCustomers(3);
		change("C2", null);
		assertThat(run()).isEqualTo("read=3 created=2 updated=0 failed=1");
		assertThat(sync("C2")).containsEntry("synced_version", null)
			.hasEntrySatisfying("error", (error) -> assertThat(error).asString().startsWith("REQUIRED_FIELD_MISSING"));
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		change("C2", "Mended");
		assertThat(run()).isEqualTo("read=1 created=1 updated=0 failed=0");
		assertThat(sync("C2")).containsEntry("synced_version", 3L).containsEntry("error", null);
	}

	@Test
	void rowThatFailsAfterItSucceededKeepsItsSalesforceId() {
		insertCustomers(1);
		run();
		Object salesforceId = sync("C1").get("salesforce_id");
		change("C1", null);
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		assertThat(sync("C1")).containsEntry("synced_version", 1L).containsEntry("salesforce_id", salesforceId);
	}

	@Test
	void runThatBreaksOffIsContinuedByTheNext() {
		insertCustomers(450);
		this.org.failFrom = 1;
		assertThatExceptionOfType(RestClientException.class).isThrownBy(this::run);
		assertThat(count("synced_version = 1")).isEqualTo(200);
		this.org.failFrom = Integer.MAX_VALUE;
		assertThat(run()).isEqualTo("read=250 created=250 updated=0 failed=0");
	}

	@Test
	void customerThatChangesWhileItIsSentStaysDue() {
		insertCustomers(1);
		List<Customer> sent = this.customers.findDue("", 200);
		change("C1", "Changed meanwhile");
		this.customers.store(sent, List.of(new UpsertResult("001000000000001AAA", true, true, List.of())));
		assertThat(this.customers.findDue("", 200)).extracting(Customer::name).containsExactly("Changed meanwhile");
	}

	@Test
	void collectionIsStoredAsAWhole() {
		insertCustomers(2);
		UpsertResult fits = new UpsertResult("001000000000001AAA", true, true, List.of());
		UpsertResult doesNot = new UpsertResult("longer than eighteen characters", true, true, List.of());
		List<Customer> sent = this.customers.findDue("", 200);
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.customers.store(sent, List.of(fits, doesNot)));
		assertThat(this.customers.countDue()).isEqualTo(2);
	}

	@Test
	void progressIsShownCollectionByCollection(CapturedOutput output) {
		insertCustomers(250);
		run();
		assertThat(output.getOut()).containsSubsequence("INFO Customers due: 250", "INFO Sent 200 of 250, 0 failed",
				"INFO Sent 250 of 250, 0 failed");
	}

	private String run() {
		return this.sync.run().toString();
	}

	private void insertCustomers(int count) {
		this.jdbc.sql("insert into customer (id, name) select 'C' || x, 'Customer ' || x from system_range(1, :count)")
			.param("count", count)
			.update();
	}

	private void change(String id, String name) {
		this.jdbc.sql("update customer set name = :name, version = version + 1 where id = :id")
			.param("name", name)
			.param("id", id)
			.update();
	}

	private Map<String, Object> sync(String id) {
		return this.jdbc.sql("select * from customer_sync where customer_id = :id").param("id", id).query().singleRow();
	}

	private int count(String condition) {
		return this.jdbc.sql("select count(*) from customer_sync where " + condition).query(Integer.class).single();
	}

}
