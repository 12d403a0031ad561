package io.github.salesforcejwt.sample;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.Test;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sync on PostgreSQL.
 */
@SpringBootTest(properties = "erp.demo-customers=300")
@RequiresDocker("postgres:15")
@EnableSalesforceServer
class PostgresIntegrationTests {

	@Autowired
	private ErpSync sync;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void secondRunSendsWhatTheErpChangedAndWhatFailed() {
		assertThat(rows("synced_version = 1 and synced_at is not null and salesforce_id is not null")).isEqualTo(300);
		this.jdbc.sql("update customer set phone = '0491 648991', version = 2 where id = 'C-100002'").update();
		this.jdbc.sql("update customer set name = null, version = 2 where id = 'C-100003'").update();
		assertThat(this.sync.run()).isEqualTo(new Tally(2, 0, 1, 1));
		assertThat(rows("error is not null")).isOne();
		assertThat(this.sync.run()).isEqualTo(new Tally(1, 0, 0, 1));
	}

	private int rows(String condition) {
		return this.jdbc.sql("select count(*) from customer_sync where " + condition).query(Integer.class).single();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Database {

		@Bean
		@ServiceConnection
		PostgreSQLContainer postgres() {
			return new PostgreSQLContainer("postgres:15");
		}

	}

}
