package io.github.salesforcejwt.test.container;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the starter, no property, and the stand-in in a container.
 */
@RequiresDocker
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SalesforceContainerIntegrationTests {

	@Test
	void applicationIsLoggedInWithoutAProperty(@Autowired RestClient salesforceRestClient) {
		String limits = salesforceRestClient.get().uri("/services/data/v60.0/limits").retrieve().body(String.class);
		assertThat(limits).contains("DailyApiRequests");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@ServiceConnection
		SalesforceContainer salesforce() {
			return new SalesforceContainer();
		}

	}

}
