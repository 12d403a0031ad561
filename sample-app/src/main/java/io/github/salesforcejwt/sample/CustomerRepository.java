package io.github.salesforcejwt.sample;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customers of the ERP, and what became of each in Salesforce.
 */
@Repository
class CustomerRepository {

	private static final String DUE = """
			from customer c left join customer_sync s on s.customer_id = c.id
			where (s.synced_version is null or s.synced_version <> c.version)
			""";

	private final JdbcClient jdbc;

	CustomerRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	int countDue() {
		return this.jdbc.sql("select count(*) " + DUE).query(Integer.class).single();
	}

	/**
	 * Return the next customers that are due, in the order of their ids. A failed one
	 * stays due, so it is the id that moves a run forward.
	 */
	List<Customer> findDue(String afterId, int limit) {
		return this.jdbc.sql("select c.* " + DUE + " and c.id > :afterId order by c.id limit :limit")
			.param("afterId", afterId)
			.param("limit", limit)
			.query(Customer.class)
			.list();
	}

	/**
	 * Store what Salesforce answered to the version of each customer that was sent: one
	 * that the ERP has changed in the meantime is due again.
	 */
	@Transactional
	void store(List<Customer> customers, List<UpsertResult> results) {
		for (int i = 0; i < customers.size(); i++) {
			store(customers.get(i), results.get(i));
		}
	}

	private void store(Customer customer, UpsertResult result) {
		if (update(customer, result) == 0) {
			this.jdbc.sql("insert into customer_sync (customer_id) values (:id)").param("id", customer.id()).update();
			update(customer, result);
		}
	}

	private int update(Customer customer, UpsertResult result) {
		if (result.success()) {
			return this.jdbc.sql("""
					update customer_sync set synced_version = :version, synced_at = current_timestamp,
						salesforce_id = :salesforceId, error = null where customer_id = :id
					""")
				.param("version", customer.version())
				.param("salesforceId", result.id())
				.param("id", customer.id())
				.update();
		}
		return this.jdbc.sql("update customer_sync set error = :error where customer_id = :id")
			.param("error", result.errorText())
			.param("id", customer.id())
			.update();
	}

}
