package io.github.salesforcejwt.sample;

import java.util.Random;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * What people do in an ERP while the service runs: customers change their phone number,
 * somebody orders, and somebody forgets a name.
 */
class LivingErp {

	private final Random random = new Random();

	private final JdbcClient jdbc;

	LivingErp(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Scheduled(initialDelay = 20_000, fixedDelay = 20_000)
	void change() {
		for (int i = 0; i < 5; i++) {
			this.jdbc.sql("update customer set phone = :phone, version = version + 1 where id = :id")
				.param("phone", String.valueOf(1_000_000 + this.random.nextInt(1_000_000)))
				.param("id", customer())
				.update();
			this.jdbc.sql("""
					insert into customer_order (id, customer_id, ordered_at, deliver_on, amount)
					values (:id, :customer, current_timestamp, current_date + 14, :amount)
					""")
				.param("id", "O-" + System.nanoTime())
				.param("customer", customer())
				.param("amount", this.random.nextInt(10_000))
				.update();
		}
		this.jdbc.sql("update customer set name = null, version = version + 1 where id = :id")
			.param("id", customer())
			.update();
	}

	private String customer() {
		return "C-" + (100_001 + this.random.nextInt(3000));
	}

}
