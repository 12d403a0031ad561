package io.github.salesforcejwt.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import net.datafaker.Faker;
import net.datafaker.providers.base.Address;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Fills the ERP on the first start, on every machine with the same customers.
 */
@Component
class V2__DemoCustomers extends BaseJavaMigration {

	private static final int BATCH = 1000;

	private final ErpProperties properties;

	V2__DemoCustomers(ErpProperties properties) {
		this.properties = properties;
	}

	@Override
	public void migrate(Context context) {
		Random random = new Random(2026);
		List<Market> markets = List.of(new Market("Germany", Locale.GERMANY, random),
				new Market("France", Locale.FRANCE, random), new Market("United Kingdom", Locale.UK, random));
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
		for (int start = 0; start < this.properties.demoCustomers(); start += BATCH) {
			jdbc.batchUpdate("""
					insert into customer (id, name, phone, website, street, postcode, city, country)
					values (?, ?, ?, ?, ?, ?, ?, ?)
					""",
					IntStream.range(start, Math.min(start + BATCH, this.properties.demoCustomers()))
						.mapToObj((i) -> markets.get(i % markets.size()).customer(customerId(i)))
						.toList());
		}
		for (int i = 0; i < this.properties.demoOrders(); i++) {
			jdbc.update("""
					insert into customer_order (id, customer_id, ordered_at, deliver_on, amount)
					values (?, ?, current_timestamp, current_date + 14, ?)
					""", "O-" + (500_001 + i), customerId(i % this.properties.demoCustomers()),
					BigDecimal.valueOf(random.nextInt(1_000_000), 2));
		}
	}

	private static String customerId(int number) {
		return "C-" + (100_001 + number);
	}

	private record Market(String country, Faker faker) {

		Market(String country, Locale locale, Random random) {
			this(country, new Faker(locale, random));
		}

		Object[] customer(String id) {
			String name = this.faker.company().name();
			Address address = this.faker.address();
			return new Object[] { id, name, this.faker.phoneNumber().phoneNumber(), website(name),
					address.streetAddress(), address.zipCode(), address.city(), this.country };
		}

		private static String website(String name) {
			return "https://www." + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + ".example";
		}

	}

}
