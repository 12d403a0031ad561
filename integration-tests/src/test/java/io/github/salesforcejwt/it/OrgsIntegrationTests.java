package io.github.salesforcejwt.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceWebClients;
import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several orgs in one application.
 */
class OrgsIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	@Test
	void orgThatIsDownOrRefusedTouchesNoOther() {
		try (SalesforceServer server = SalesforceServer.start()) {
			Map<String, String> properties = new TreeMap<>();
			for (String id : List.of("down", "refused", "healthy")) {
				properties.putAll(server.addOrg(id).properties("salesforce.jwt.orgs." + id));
			}
			properties.put("salesforce.jwt.orgs.down.retry.login.max-retries", "0");
			server.org("down").failNextLogins(1000, Faults.serviceUnavailable());
			server.org("refused").refuseLogins("invalid_grant", "inactive user");
			server.org("healthy").delayLogins(Duration.ofMillis(100));
			try (ConfigurableApplicationContext application = Applications.run(properties)) {
				SalesforceClients clients = application.getBean(SalesforceClients.class);
				WebClient reactive = application.getBean(SalesforceWebClients.class).webClient("healthy");
				for (int i = 0; i < 3; i++) {
					assertThatExceptionOfType(SalesforceLoginException.class)
						.isThrownBy(() -> limits(clients.restClient("down")))
						.withMessageContaining("'down'");
					assertThatExceptionOfType(SalesforceLoginException.class)
						.isThrownBy(() -> limits(clients.restClient("refused")))
						.withMessageContaining("'refused'");
					assertThat(limits(clients.restClient("healthy"))).contains("DailyApiRequests");
					assertThat(reactive.get().uri(LIMITS).retrieve().bodyToMono(String.class).block())
						.contains("DailyApiRequests");
				}
			}
			SalesforceOrg healthy = server.org("healthy");
			assertThat(healthy.logins()).isOne();
			assertThat(healthy.loginAttempts()).isOne();
			assertThat(healthy.requests())
				.allSatisfy((request) -> assertThat(request.form().getOrDefault("assertion", ""))
					.as("the assertion of another org")
					.doesNotContain(server.org("refused").clientId()));
		}
	}

	private static String limits(RestClient restClient) {
		return restClient.get().uri(LIMITS).retrieve().body(String.class);
	}

}
