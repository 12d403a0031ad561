package io.github.salesforcejwt.test.container;

import io.github.salesforcejwt.autoconfigure.SalesforceConnectionDetails;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connection of an application to the stand-in in a container.
 */
@RequiresDocker
@ImportAutoConfiguration(ServiceConnectionAutoConfiguration.class)
@SpringBootTest(classes = SalesforceContainerIntegrationTests.Containers.class,
		webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SalesforceContainerIntegrationTests {

	@Test
	void serviceConnectionNamesTheOrgOfTheContainer(@Autowired SalesforceContainer container,
			@Autowired SalesforceConnectionDetails details) {
		assertThat(details.getLoginUrl()).isEqualTo(container.getBaseUrl()).startsWith("http://");
		assertThat(details.getClientId()).isEqualTo(container.getClientId()).startsWith("3MVG9");
		assertThat(details.getUsername()).isEqualTo(container.getUsername());
		assertThat(details.getPrivateKey()).isEqualTo(container.getPrivateKey())
			.startsWith("-----BEGIN PRIVATE KEY-----");
	}

	@Configuration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection
		SalesforceContainer salesforce() {
			return new SalesforceContainer();
		}

	}

}
