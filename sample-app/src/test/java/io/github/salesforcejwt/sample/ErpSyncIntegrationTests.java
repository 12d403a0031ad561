package io.github.salesforcejwt.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs of {@link ErpSync} over HTTP, one after the other on the same ERP.
 */
@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:erp-sync", "erp.demo-customers=0" })
@ExtendWith(OutputCaptureExtension.class)
@EnableSalesforceServer
class ErpSyncIntegrationTests {

	private static int tests;

	/** The org keeps its accounts from test to test. */
	private final String idPrefix = "T" + (++tests) + "-";

	@Autowired
	private ErpSync sync;

	@Autowired
	private CustomerRepository customers;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private SalesforceServer salesforce;

	@AfterEach
	void empty() {
		this.jdbc.sql("delete from customer_sync").update();
		this.jdbc.sql("delete from customer").update();
		this.salesforce.org().forgetRequests();
	}

	@Test
	void firstRunCreatesAnAccountForEachCustomer() {
		insertCustomers(450);
		assertThat(run()).isEqualTo("read=450 created=450 updated=0 failed=0");
		assertThat(sentRows()).containsExactly(200, 200, 50);
		assertThat(account(id(450))).containsEntry("Name", "Customer 450");
		assertThat(count("synced_version = 1 and synced_at is not null and salesforce_id is not null")).isEqualTo(450);
	}

	@Test
	void secondRunSendsNothing() {
		insertCustomers(3);
		run();
		assertThat(run()).isEqualTo("read=0 created=0 updated=0 failed=0");
		assertThat(sentRows()).containsExactly(3);
	}

	@Test
	void secondRunSendsWhatTheErpChanged() {
		insertCustomers(3);
		run();
		change(id(2), "Renamed");
		assertThat(run()).isEqualTo("read=1 created=0 updated=1 failed=0");
		assertThat(account(id(2))).containsEntry("Name", "Renamed");
	}

	@Test
	void failedRowIsStoredWithItsErrorAndStaysDueUntilItIsMended() {
		insertCustomers(3);
		change(id(2), null);
		assertThat(run()).isEqualTo("read=3 created=2 updated=0 failed=1");
		assertThat(sync(id(2))).containsEntry("synced_version", null)
			.hasEntrySatisfying("error", (error) -> assertThat(error).asString().startsWith("REQUIRED_FIELD_MISSING"));
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		change(id(2), "Mended");
		assertThat(run()).isEqualTo("read=1 created=1 updated=0 failed=0");
		assertThat(sync(id(2))).containsEntry("synced_version", 3L).containsEntry("error", null);
	}

	@Test
	void rowThatIsTooLongForSalesforceFailsAlone() {
		insertCustomers(3);
		change(id(2), "x".repeat(256));
		assertThat(run()).isEqualTo("read=3 created=2 updated=0 failed=1");
		assertThat(sync(id(2)).get("error")).asString().startsWith("STRING_TOO_LONG: ");
	}

	@Test
	void rowThatFailsAfterItSucceededKeepsItsSalesforceId() {
		insertCustomers(1);
		run();
		Object salesforceId = sync(id(1)).get("salesforce_id");
		change(id(1), null);
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		assertThat(sync(id(1))).containsEntry("synced_version", 1L).containsEntry("salesforce_id", salesforceId);
	}

	@Test
	void runThatBreaksOffIsContinuedByTheNext() {
		insertCustomers(450);
		this.salesforce.org().failNext(1, Faults.delay(Duration.ZERO)).failNext(1, Faults.serviceUnavailable());
		assertThatExceptionOfType(RestClientException.class).isThrownBy(this::run);
		assertThat(count("synced_version = 1")).isEqualTo(200);
		assertThat(run()).isEqualTo("read=250 created=250 updated=0 failed=0");
	}

	@Test
	void customerThatChangesWhileItIsSentStaysDue() {
		insertCustomers(1);
		List<Customer> sent = this.customers.findDue("", 200);
		change(id(1), "Changed meanwhile");
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

	private String id(int number) {
		return this.idPrefix + number;
	}

	private void insertCustomers(int count) {
		this.jdbc
			.sql("insert into customer (id, name) select :prefix || x, 'Customer ' || x from system_range(1, :count)")
			.param("prefix", this.idPrefix)
			.param("count", count)
			.update();
	}

	private void change(String id, @Nullable String name) {
		this.jdbc.sql("update customer set name = :name, version = version + 1 where id = :id")
			.param("name", name)
			.param("id", id)
			.update();
	}

	private List<Integer> sentRows() {
		return this.salesforce.org()
			.requests()
			.stream()
			.filter((request) -> request.method().equals("PATCH"))
			.map((request) -> StringUtils.countOccurrencesOf(request.text(), "ERP_Id__c"))
			.toList();
	}

	private Map<String, @Nullable Object> account(String id) {
		return this.salesforce.org()
			.records("Account")
			.stream()
			.filter((account) -> id.equals(account.get("ERP_Id__c")))
			.findFirst()
			.orElseThrow();
	}

	private Map<String, Object> sync(String id) {
		return this.jdbc.sql("select * from customer_sync where customer_id = :id").param("id", id).query().singleRow();
	}

	private int count(String condition) {
		return this.jdbc.sql("select count(*) from customer_sync where " + condition).query(Integer.class).single();
	}

}
