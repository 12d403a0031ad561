package io.github.salesforcejwt.test;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the starter whose stand-in speaks https.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer(https = true)
class HttpsApplicationIntegrationTests {

	@Test
	void applicationIsLoggedInOverHttps(@Autowired RestClient salesforceRestClient, SalesforceServer server) {
		String limits = salesforceRestClient.get().uri("/services/data/v60.0/limits").retrieve().body(String.class);
		assertThat(limits).contains("DailyApiRequests");
		assertThat(server.url()).startsWith("https://");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
