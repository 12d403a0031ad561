package io.github.salesforcejwt.test.container;

import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.ReceivedRequest;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application with the starter, no property, and the stand-in in a container.
 */
@RequiresDocker("wiremock/wiremock:3.13.2-3")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SalesforceContainerIntegrationTests {

	@Test
	void applicationIsLoggedInWithoutAProperty(@Autowired RestClient salesforceRestClient) {
		assertThat(limits(salesforceRestClient)).contains("DailyApiRequests");
	}

	@Test
	void orgsInTheContainerAreScriptedAsThoseInProcess(@Autowired RestClient salesforceRestClient,
			@Autowired SalesforceContainer container) {
		SalesforceOrg org = container.org();
		int logins = org.logins();
		limits(salesforceRestClient);
		org.endAllSessions();
		limits(salesforceRestClient);
		assertThat(org.logins()).isGreaterThan(logins);
		org.failNext(1, Faults.error(403, "API_DISABLED_FOR_ORG", "off"));
		assertThatExceptionOfType(HttpClientErrorException.class).isThrownBy(() -> limits(salesforceRestClient))
			.withMessageContaining("API_DISABLED_FOR_ORG");
		container.clearScenarios();
		assertThat(org.requests()).extracting(ReceivedRequest::path)
			.contains("/services/oauth2/token", "/services/data/v60.0/limits");
	}

	@Test
	void orgThatMovedIsFoundAtItsNewPlace(@Autowired RestClient salesforceRestClient,
			@Autowired SalesforceContainer container) {
		SalesforceOrg org = container.org().moveToNewInstance();
		assertThat(limits(salesforceRestClient)).contains("DailyApiRequests");
		assertThat(org.instanceUrl()).isNotEqualTo(org.url());
	}

	@Test
	void orgsAreAddedWhereCallersReachThem(@Autowired SalesforceContainer container) {
		SalesforceOrg acme = container.addOrg("acme");
		assertThat(acme.url()).isNotEqualTo(container.getLoginUrl());
		assertThat(acme.logins()).isZero();
		assertThat(SalesforceOrg.at(acme.url(), "acme").clientId()).isEqualTo(acme.clientId());
	}

	private static String limits(RestClient client) {
		return client.get().uri("/services/data/v60.0/limits").retrieve().body(String.class);
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
