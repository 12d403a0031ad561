package io.github.salesforcejwt.it;

import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Boot's slice for {@code RestClient}: with the auto-configuration imported, its mock
 * answers the API while the stand-in answers logins; without, nothing of ours is there.
 */
class RestClientSliceIntegrationTests {

	@Nested
	@RestClientTest(Accounts.class)
	@ContextConfiguration(classes = { TestApplication.class, Accounts.class })
	@ImportAutoConfiguration(SalesforceAutoConfiguration.class)
	@EnableSalesforceServer
	class Imported {

		@Test
		void mockOfTheSliceAnswersCalls(@Autowired Accounts accounts, @Autowired MockRestServiceServer api,
				@Autowired SalesforceServer server) {
			api.expect(requestTo(endsWith("/services/data/v68.0/sobjects/Account/001")))
				.andExpect(header("Authorization", startsWith("Bearer ")))
				.andRespond(withSuccess("{\"Name\":\"Acme\"}", MediaType.APPLICATION_JSON));
			assertThat(accounts.find("001")).contains("Acme");
			api.verify();
			assertThat(server.org().logins()).isOne();
			assertThat(server.org().apiCalls()).isZero();
		}

	}

	@Nested
	@RestClientTest
	@ContextConfiguration(classes = TestApplication.class)
	@EnableSalesforceServer
	class Untouched {

		@Test
		void sliceReadsNoKeyAndLogsInNowhere(@Autowired ObjectProvider<RestClient> clients,
				@Autowired SalesforceServer server) {
			assertThat(clients.stream()).isEmpty();
			assertThat(server.org().loginAttempts()).isZero();
		}

	}

	static class Accounts {

		private final RestClient salesforce;

		Accounts(RestClient salesforce) {
			this.salesforce = salesforce;
		}

		String find(String id) {
			return this.salesforce.get()
				.uri("/services/data/v68.0/sobjects/Account/{id}", id)
				.retrieve()
				.body(String.class);
		}

	}

}
