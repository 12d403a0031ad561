package io.github.salesforcejwt.it;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.SalesforceSessionFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.BDDMockito.given;

/**
 * Boot's slice for controllers, in an application whose Salesforce properties cannot work
 * on the machine of the test: it reads no key, and has nothing of ours.
 */
class WebMvcSliceIntegrationTests {

	@Nested
	@WebMvcTest(Greeting.class)
	@AutoConfigureMockMvc(addFilters = false)
	@ContextConfiguration(classes = { TestApplication.class, Greeting.class })
	@Unusable
	class Untouched {

		@Test
		void sliceReadsNoKeyAndHasNoClient(@Autowired MockMvcTester mvc, @Autowired ObjectProvider<RestClient> clients,
				@Autowired ObjectProvider<SalesforceClients> salesforceClients,
				@Autowired ObjectProvider<SalesforceSessionFactory> sessions) {
			assertThat(mvc.get().uri("/greeting")).hasStatusOk().hasBodyTextEqualTo("hello");
			assertThat(clients.stream()).isEmpty();
			assertThat(salesforceClients.stream()).isEmpty();
			assertThat(sessions.stream()).isEmpty();
		}

	}

	@Nested
	@WebMvcTest(Accounts.class)
	@AutoConfigureMockMvc(addFilters = false)
	@ContextConfiguration(classes = { TestApplication.class, Accounts.class })
	@Unusable
	class Mocked {

		@MockitoBean(answers = RETURNS_DEEP_STUBS)
		private RestClient salesforce;

		@Test
		void clientOfAControllerIsReplacedByAMock(@Autowired MockMvcTester mvc) {
			given(this.salesforce.get().uri("/services/data").retrieve().body(String.class)).willReturn("mocked");
			assertThat(mvc.get().uri("/accounts")).hasStatusOk().hasBodyTextEqualTo("mocked");
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@TestPropertySource(properties = { "salesforce.jwt.client-id=3MVG9", "salesforce.jwt.username=sync@acme.example",
			"salesforce.jwt.private-key=file:/etc/salesforce/nowhere.pem", "salesforce.jwt.login-url=prod",
			"salesforce.jwt.verify-on-startup=true" })
	@interface Unusable {

	}

	@RestController
	static class Greeting {

		@GetMapping("/greeting")
		String greet() {
			return "hello";
		}

	}

	@RestController
	static class Accounts {

		private final RestClient salesforce;

		Accounts(RestClient salesforce) {
			this.salesforce = salesforce;
		}

		@GetMapping("/accounts")
		String list() {
			return this.salesforce.get().uri("/services/data").retrieve().body(String.class);
		}

	}

}
