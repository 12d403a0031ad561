package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import net.datafaker.Faker;
import net.datafaker.providers.base.Address;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Fills the ERP on the first start, on every machine with the same customers.
 */
@Component
class V2__DemoCustomers extends BaseJavaMigration {

	private final int count;

	V2__DemoCustomers(@Value("${erp.demo-customers}") int count) {
		this.count = count;
	}

	@Override
	public void migrate(Context context) {
		Random random = new Random(2026);
		List<Market> markets = List.of(new Market("Germany", Locale.GERMANY, random),
				new Market("France", Locale.FRANCE, random), new Market("United Kingdom", Locale.UK, random));
		List<Object[]> rows = IntStream.range(0, this.count)
			.mapToObj((i) -> markets.get(i % markets.size()).customer("C-" + (100_001 + i)))
			.toList();
		new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true)).batchUpdate("""
				insert into customer (id, name, phone, website, street, postcode, city, country)
				values (?, ?, ?, ?, ?, ?, ?, ?)
				""", rows);
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
