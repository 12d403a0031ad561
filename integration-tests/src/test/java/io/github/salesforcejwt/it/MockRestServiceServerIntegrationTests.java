package io.github.salesforcejwt.it;

import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Spring's {@link MockRestServiceServer} in the place of the API, while the stand-in logs
 * in.
 */
@SpringBootTest(classes = { TestApplication.class, MockRestServiceServerIntegrationTests.MockedApi.class },
		webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
class MockRestServiceServerIntegrationTests {

	private static MockRestServiceServer api;

	@Test
	void answersAreThoseThatTheTestExpects(@Autowired RestClient restClient, SalesforceServer server) {
		api.expect(requestTo(endsWith("/services/data/v68.0/sobjects/Account")))
			.andExpect(header("Authorization", startsWith("Bearer ")))
			.andExpect(content().json("{\"Name\":\"Acme\"}"))
			.andRespond(withSuccess("{\"id\":\"001000000000001AAA\"}", MediaType.APPLICATION_JSON));
		String answer = restClient.post()
			.uri("/services/data/v68.0/sobjects/Account")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"Name\":\"Acme\"}")
			.retrieve()
			.body(String.class);
		assertThat(answer).contains("001000000000001AAA");
		api.verify();
		assertThat(server.org().logins()).isOne();
		assertThat(server.org().apiCalls()).isZero();
	}

	@TestConfiguration
	static class MockedApi {

		@Bean
		SalesforceRestClientCustomizer mockedApi() {
			return (orgId, builder) -> api = MockRestServiceServer.bindTo(builder).build();
		}

	}

}
