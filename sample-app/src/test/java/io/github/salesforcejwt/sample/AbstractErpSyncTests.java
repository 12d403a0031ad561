package io.github.salesforcejwt.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a row becomes in Salesforce, whatever the way it takes: runs of {@link ErpSync}
 * over HTTP, one after the other on the same ERP.
 */
@SpringBootTest(properties = "erp.demo-customers=0")
@EnableSalesforceServer
abstract class AbstractErpSyncTests {

	private static int tests;

	/** The org keeps its accounts from test to test. */
	private final String idPrefix = "T" + (++tests) + "-";

	@Autowired
	ErpSync sync;

	@Autowired
	SyncRepository repository;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	private SalesforceServer salesforce;

	@BeforeEach
	void defineOrders() {
		TestErpSyncApplication.defineOrders(org());
	}

	@AfterEach
	void empty() {
		for (String table : List.of("rejected", "sync", "customer_order", "customer")) {
			this.jdbc.sql("delete from " + table).update();
		}
		org().forgetRequests();
	}

	@Test
	void firstRunCreatesAnAccountForEachCustomer() {
		insertCustomers(450);
		assertThat(run()).isEqualTo("read=450 created=450 updated=0 failed=0");
		assertThat(account(id(450))).containsEntry("Name", "Customer 450");
		assertThat(count("""
				synced_version = 1 and synced_at is not null and salesforce_id is not null and claimed_by is null
				and claimed_until is null and claimed_version is null
				""")).isEqualTo(450);
	}

	@Test
	void secondRunSendsNothing() {
		insertCustomers(3);
		run();
		org().forgetRequests();
		assertThat(run()).isEqualTo("read=0 created=0 updated=0 failed=0");
		assertThat(org().requests()).isEmpty();
	}

	@Test
	void secondRunSendsWhatTheErpChanged() {
		insertCustomers(3);
		run();
		change(id(2), "name", "Renamed");
		assertThat(run()).isEqualTo("read=1 created=0 updated=1 failed=0");
		assertThat(account(id(2))).containsEntry("Name", "Renamed");
	}

	@Test
	void rejectedRowIsStoredWithItsErrorAndSentAgainOnceItIsMended() {
		insertCustomers(3);
		change(id(2), "name", null);
		assertThat(run()).isEqualTo("read=3 created=2 updated=0 failed=1");
		assertThat(rejected(id(2))).startsWith("REQUIRED_FIELD_MISSING");
		assertThat(count("synced_version is null and claimed_by is null")).isOne();
		assertThat(run()).as("as it is, it is not sent again").isEqualTo("read=0 created=0 updated=0 failed=0");
		change(id(2), "name", "Mended");
		assertThat(run()).isEqualTo("read=1 created=1 updated=0 failed=0");
		assertThat(this.repository.countRejected()).isZero();
	}

	@Test
	void rejectedRowIsSentAgainAsItIsWhenItIsReplayed() {
		insertCustomers(1);
		change(id(1), "name", "x".repeat(256));
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		assertThat(rejected(id(1))).startsWith("STRING_TOO_LONG");
		assertThat(this.repository.replayRejected()).isOne();
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
	}

	@Test
	void rowThatIsRejectedAfterItSucceededKeepsItsSalesforceId() {
		insertCustomers(1);
		run();
		Object salesforceId = syncRow(id(1)).get("salesforce_id");
		change(id(1), "name", null);
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		assertThat(syncRow(id(1))).containsEntry("synced_version", 1L).containsEntry("salesforce_id", salesforceId);
	}

	@Test
	void nullAndEmptyTextClearTheirFields() {
		insertCustomers(2);
		this.jdbc.sql("update customer set phone = '1', city = 'Köln', employees = 7").update();
		run();
		assertThat(account(id(1))).containsEntry("Phone", "1").containsEntry("NumberOfEmployees", 7);
		this.jdbc.sql("update customer set phone = null, city = '', employees = null, version = 2").update();
		assertThat(run()).isEqualTo("read=2 created=0 updated=2 failed=0");
		assertThat(account(id(1))).containsEntry("Phone", null)
			.containsEntry("BillingCity", null)
			.containsEntry("NumberOfEmployees", null);
	}

	@Test
	void namesArriveAsTheyAre() {
		List<String> names = List.of("O'Neill & \"Sons\"", "Müller, Söhne\nund Co.", "株式会社 山田", "شركة المثال",
				"🙂 \\ {} <b> %41 ,;\t|", "a,\"b\"\r\nc");
		insertCustomers(names.size());
		for (int i = 0; i < names.size(); i++) {
			change(id(i + 1), "name", names.get(i));
		}
		run();
		for (int i = 0; i < names.size(); i++) {
			assertThat(account(id(i + 1))).containsEntry("Name", names.get(i));
		}
	}

	@Test
	void ordersPointToTheirCustomersWithTimesAndAmountsAsTheyAre() {
		insertCustomers(1);
		insertOrder("O'1", id(1), "2026-03-29 02:30:00.123456+05:45", "2026-12-31", "1234567.80");
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
		Map<String, @Nullable Object> order = record("ERP_Order__c", "O'1");
		assertThat(order).containsEntry("Account__c", account(id(1)).get("Id"));
		assertThat(order.get("Ordered_At__c")).asString().startsWith("2026-03-28T20:45:00.123");
		assertThat(order.get("Deliver_On__c")).hasToString("2026-12-31");
		assertThat(new BigDecimal(String.valueOf(order.get("Amount__c")))).isEqualByComparingTo("1234567.80");
	}

	@Test
	void orderWaitsForItsCustomer() {
		insertCustomers(1);
		change(id(1), "name", null);
		insertOrder("O2", id(1), "2026-01-01 00:00:00+00", "2026-01-01", "1");
		assertThat(run()).isEqualTo("read=1 created=0 updated=0 failed=1");
		change(id(1), "name", "Mended");
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
	}

	@Test
	void deletionsArriveWhetherOrNotTheRecordIsThere() {
		insertCustomers(3);
		run();
		insertOrder("O'3", id(3), "2026-01-01 00:00:00+00", "2026-01-01", "1");
		run();
		this.jdbc.sql("insert into customer (id, name, deleted) values (:id, 'Never sent', true)")
			.param("id", id(4))
			.update();
		this.jdbc.sql("update customer set deleted = true, version = version + 1 where id = :id")
			.param("id", id(2))
			.update();
		this.jdbc.sql("update customer_order set deleted = true, version = version + 1").update();
		assertThat(run()).isEqualTo("read=3 created=0 updated=0 deleted=3 failed=0");
		assertThat(org().records("Account")).extracting((account) -> account.get("ERP_Id__c"))
			.contains(id(1), id(3))
			.doesNotContain(id(2), id(4));
		assertThat(org().records("ERP_Order__c")).extracting((order) -> order.get("ERP_Id__c")).doesNotContain("O'3");
		assertThat(run()).isEqualTo("read=0 created=0 updated=0 failed=0");
	}

	@Test
	void customerThatChangesWhileItIsSentStaysDue() {
		insertCustomers(1);
		this.repository.noteNew(SyncedTable.CUSTOMER);
		claim(SyncedTable.CUSTOMER, "owner");
		change(id(1), "name", "Changed meanwhile");
		store("owner", id(1));
		assertThat(run()).isEqualTo("read=1 created=1 updated=0 failed=0");
		assertThat(account(id(1))).containsEntry("Name", "Changed meanwhile");
	}

	@Test
	void rowsOfAnotherInstanceAreLeftAloneUntilItsLeaseIsOver() {
		insertCustomers(2);
		this.repository.noteNew(SyncedTable.CUSTOMER);
		claim(SyncedTable.CUSTOMER, "killed");
		assertThat(run()).isEqualTo("read=0 created=0 updated=0 failed=0");
		endLeases();
		assertThat(run()).isEqualTo("read=2 created=2 updated=0 failed=0");
	}

	@Test
	void resultOfAnInstanceWhoseRowsWereTakenOverIsNotStored() {
		insertCustomers(1);
		this.repository.noteNew(SyncedTable.CUSTOMER);
		claim(SyncedTable.CUSTOMER, "slow");
		endLeases();
		claim(SyncedTable.CUSTOMER, "fast");
		store("slow", id(1));
		assertThat(syncRow(id(1))).containsEntry("synced_version", null).containsEntry("claimed_by", "fast");
		this.repository.store(SyncedTable.CUSTOMER, "slow", List.of(RowResult.refused(id(1), "late")));
		assertThat(this.repository.countRejected()).isZero();
	}

	final SalesforceOrg org() {
		return this.salesforce.org();
	}

	final String run() {
		return this.sync.run().toString();
	}

	final String id(int number) {
		return this.idPrefix + number;
	}

	final void insertCustomers(int count) {
		for (int i = 1; i <= count; i++) {
			this.jdbc.sql("insert into customer (id, name) values (:id, :name)")
				.param("id", id(i))
				.param("name", "Customer " + i)
				.update();
		}
	}

	private void insertOrder(String id, String customer, String orderedAt, String deliverOn, String amount) {
		this.jdbc
			.sql("insert into customer_order (id, customer_id, ordered_at, deliver_on, amount) values (:id, :customer, "
					+ "timestamp with time zone '" + orderedAt + "', date '" + deliverOn + "', " + amount + ")")
			.param("id", id)
			.param("customer", customer)
			.update();
	}

	final void change(String id, String column, @Nullable String value) {
		this.jdbc.sql("update customer set " + column + " = :value, version = version + 1 where id = :id")
			.param("value", value)
			.param("id", id)
			.update();
	}

	final List<Row> claim(SyncedTable table, String owner) {
		return this.repository.claim(table, false, "", 1000, owner);
	}

	private void store(String owner, String id) {
		this.repository.store(SyncedTable.CUSTOMER, owner,
				List.of(RowResult.success(id, RowResult.Outcome.CREATED, "001000000000001AAA")));
	}

	final void endLeases() {
		this.jdbc
			.sql("update sync set claimed_until = current_timestamp - interval '1' second where claimed_by is not null")
			.update();
	}

	final Map<String, @Nullable Object> account(String id) {
		return record("Account", id);
	}

	private Map<String, @Nullable Object> record(String object, String id) {
		return org().records(object)
			.stream()
			.filter((account) -> id.equals(account.get("ERP_Id__c")))
			.findFirst()
			.orElseThrow();
	}

	final Map<String, Object> syncRow(String id) {
		return this.jdbc.sql("select * from sync where id = :id").param("id", id).query().singleRow();
	}

	final String rejected(String id) {
		return Objects.requireNonNull(this.jdbc.sql("select message from rejected where id = :id")
			.param("id", id)
			.query(String.class)
			.single());
	}

	final int count(String condition) {
		return this.jdbc.sql("select count(*) from sync where " + condition).query(Integer.class).single();
	}

}
