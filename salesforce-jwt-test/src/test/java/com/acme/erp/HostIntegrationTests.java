package com.acme.erp;

import java.net.URL;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with HSQLDB stays one when its tests use the stand-in, whose own
 * database nobody sees. The build runs this twice: with the directory of the module's
 * classes, and with its jar.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
class HostIntegrationTests {

	@BeforeEach
	void use(@Autowired CustomerService customers, @Autowired SalesforceServer salesforce) {
		customers.send("C-1", "Acme");
		assertThat(salesforce.org().records("Account")).hasSize(1);
	}

	@Test
	void standInIsTheOneToProve() {
		URL location = SalesforceServer.class.getProtectionDomain().getCodeSource().getLocation();
		assertThat(location.getPath().endsWith(".jar")).isEqualTo(Boolean.getBoolean("packaged"));
	}

	@Test
	void dataSourceIsStillTheHostsOwn(@Autowired DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.getMetaData().getURL()).startsWith("jdbc:hsqldb:mem:");
		}
	}

	// what @DataJpaTest and @AutoConfigureTestDatabase replace a database with
	@Test
	void embeddedDatabaseIsStillTheHostsOwn() {
		assertThat(EmbeddedDatabaseConnection.get(getClass().getClassLoader()))
			.isEqualTo(EmbeddedDatabaseConnection.HSQLDB);
		assertThat(EmbeddedDatabaseConnection.get(new FilteredClassLoader("org.hsqldb")))
			.isEqualTo(EmbeddedDatabaseConnection.NONE);
	}

	@Test
	void classPathAndDriversHoldNoH2() {
		assertThat(ClassUtils.isPresent("org.h2.Driver", getClass().getClassLoader())).isFalse();
		assertThat(getClass().getClassLoader().getResource("org/h2/Driver.class")).isNull();
		assertThat(DriverManager.drivers().map((driver) -> driver.getClass().getName()))
			.noneMatch((driver) -> driver.startsWith("org.h2"));
	}

}
