package io.github.salesforcejwt.test;

import java.net.ConnectException;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The server in the application context of a Spring test.
 */
@EnableSalesforceServer(orgs = "acme")
@SpringJUnitConfig(EnableSalesforceServerIntegrationTests.Application.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnableSalesforceServerIntegrationTests {

	private static SalesforceServer previous;

	@Autowired
	private SalesforceServer server;

	@Test
	@Order(1)
	void propertiesOfAllOrgsAreInTheEnvironment(@Autowired Environment environment, SalesforceServer parameter) {
		assertThat(parameter).isSameAs(this.server);
		parameter.properties().forEach((name, value) -> assertThat(environment.getProperty(name)).isEqualTo(value));
		assertThat(environment.getProperty("salesforce.jwt.orgs.acme.login-url"))
			.isEqualTo(parameter.org("acme").url());
		parameter.org().failNext(5, Faults.connectionReset());
		previous = parameter;
	}

	@Test
	@Order(2)
	void scenariosAreClearedAfterEachMethodAndTheServerStays(SalesforceServer server) {
		assertThat(server).isSameAs(previous);
		assertThat(TestClient.call(server.org(), TestClient.login(server.org())).statusCode()).isEqualTo(200);
	}

	@Test
	@Order(3)
	@DirtiesContext
	void serverLivesAsLongAsItsContext(ApplicationContext context) {
		assertThat(context.getBean(SalesforceServer.class)).isSameAs(previous);
	}

	@Test
	@Order(4)
	void closedContextHasClosedItsServer(SalesforceServer server) {
		assertThat(server).isNotSameAs(previous);
		assertThat(TestClient.login(server.org())).isNotEmpty();
		SalesforceOrg closed = previous.org();
		assertThatThrownBy(() -> TestClient.login(closed)).hasCauseInstanceOf(ConnectException.class);
	}

	@Nested
	@TestPropertySource(properties = "another=context")
	class InAnotherContext {

		@Test
		void hasAnotherServer(@Autowired SalesforceServer server) {
			assertThat(server).isNotSameAs(EnableSalesforceServerIntegrationTests.previous);
			assertThat(server.org().logins()).isZero();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
