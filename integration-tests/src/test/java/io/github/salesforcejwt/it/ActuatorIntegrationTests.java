package io.github.salesforcejwt.it;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.jayway.jsonpath.JsonPath;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Health, endpoint, meters and what the other endpoints show, in a web application.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.endpoint.salesforce.access=unrestricted", "spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=*", "salesforce.jwt.private-key-password=unused-pass",
				"salesforce.jwt.orgs.acme.client-secret=s3cret-of-acme", "alias.of.secret=s3cret-of-acme",
				"spring.application.json={\"salesforce\":{\"jwt\":{\"client-secret\":\"another\"}}}" })
@EnableSalesforceServer(orgs = { "acme", "fresh" })
@Import(ActuatorIntegrationTests.Security.class)
@DirtiesContext
class ActuatorIntegrationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private SalesforceClients clients;

	@Autowired
	private SalesforceServer server;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private AdjustableClock clock;

	@Test
	void healthIsOneComponentPerOrgAndDoesNotLogIn() {
		assertThat(this.<String>json("/health", "$.components.salesforce.components.fresh.status"))
			.isEqualTo("UNKNOWN");
		assertThat(this.server.org("fresh").loginAttempts()).isZero();
		call("salesforce");
		this.server.org("acme").refuseLogins("invalid_grant", "user hasn't approved this consumer");
		renew("acme");
		String acme = "$.components.salesforce.components.acme";
		assertThat(this.<String>json("/health", "$.components.salesforce.components.salesforce.status"))
			.isEqualTo("UP");
		assertThat(this.<String>json("/health", acme + ".status")).isEqualTo("DOWN");
		assertThat(this.<String>json("/health", acme + ".details.error")).isEqualTo("USER_NOT_APPROVED");
		assertThat(this.<String>json("/health", acme + ".details.remedy")).contains("pre-authorized");
	}

	@Test
	void endpointTellsWhatIsKnownAndNothingSecret() {
		call("salesforce");
		this.server.org().endAllSessions();
		call("salesforce");
		String body = get("/salesforce/salesforce").getBody();
		Map<String, Object> org = JsonPath.read(body, "$");
		assertThat(org).containsEntry("loginUrl", this.server.url())
			.containsEntry("audience", this.server.url())
			.containsEntry("username", this.server.org().username());
		assertThat(JsonPath.<String>read(body, "$.clientId")).hasSize(11).contains("…");
		assertThat(JsonPath.<String>read(body, "$.key.source")).isEqualTo("salesforce.jwt.private-key (PEM text)");
		assertThat(JsonPath.<String>read(body, "$.key.fingerprint")).hasSize(64);
		assertThat(JsonPath.<String>read(body, "$.token.instanceUrl")).isEqualTo(this.server.org().instanceUrl());
		assertThat(JsonPath.<String>read(body, "$.token.age")).startsWith("PT");
		assertThat(JsonPath.<String>read(body, "$.lastLogin.duration")).startsWith("PT");
		assertThat(JsonPath.<Integer>read(body, "$.counts.logins")).isEqualTo(this.server.org().logins());
		assertThat(JsonPath.<Integer>read(body, "$.counts.replays")).isPositive();
		assertThat(JsonPath.<String>read(body, "$.clockDifference")).startsWith("PT");
		assertNoSecret(body);
		assertThat(this.<Set<String>>json("/salesforce", "$.orgs.keys()")).containsExactly("salesforce", "acme",
				"fresh");
		assertThat(get("/salesforce/nobody").getStatusCode().value()).isEqualTo(404);
	}

	@Test
	void writeOperationLogsInAnewAndTellsARefusal() {
		int before = this.server.org("acme").logins();
		post("/salesforce/acme");
		assertThat(this.server.org("acme").logins()).isEqualTo(before + 1);
		this.server.org("acme").refuseLogins("invalid_grant", "ip restricted");
		String body = post("/salesforce/acme").getBody();
		assertThat(JsonPath.<String>read(body, "$.lastFailure.error")).isEqualTo("IP_RESTRICTED");
		assertThat(JsonPath.<Boolean>read(body, "$.lastFailure.current")).isTrue();
		assertThat(JsonPath.<String>read(body, "$.lastFailure.remedy")).isNotEmpty();
		assertThat(post("/salesforce/nobody").getStatusCode().value()).isEqualTo(400);
	}

	@Test
	void endpointIsOfferedByJmxWithoutSecrets() throws Exception {
		call("salesforce");
		MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = new ObjectName("org.springframework.boot:type=Endpoint,name=Salesforce");
		Object orgs = mbeans.invoke(name, "orgs", new Object[0], new String[0]);
		assertThat(orgs.toString()).contains(this.server.url());
		assertNoSecret(orgs.toString());
		Object org = mbeans.invoke(name, "logIn", new Object[] { "salesforce" }, new String[] { "java.lang.String" });
		assertThat(org.toString()).contains("logins=" + this.server.org().logins());
	}

	@Test
	void otherEndpointsShowNoSecretEvenWithShowValuesAlways() {
		String env = get("/env").getBody();
		assertThat(env).contains("salesforce.jwt.client-id", this.server.org().clientId(), "alias.of.secret");
		assertNoSecret(env);
		assertThat(env).doesNotContain("another");
		String configprops = get("/configprops").getBody();
		assertThat(configprops).contains(this.server.org().clientId());
		assertNoSecret(configprops);
		for (String name : new String[] { "salesforce.jwt.private-key", "salesforce.jwt.orgs.acme.private-key",
				"salesforce.jwt.private-key-password", "alias.of.secret" }) {
			assertThat(this.<String>json("/env/" + name, "$.property.value")).isEqualTo("******");
		}
	}

	@Test
	void metersTellWhatHappened() {
		call("salesforce");
		this.server.org().endAllSessions();
		call("salesforce");
		this.server.org("acme").refuseLogins("invalid_grant", "audience is invalid");
		renew("acme");
		await().untilAsserted(() -> assertThat(
				this.meters.find("salesforce.login.failed").tags("org", "acme", "error", "invalid_audience").counter())
			.isNotNull()
			.satisfies((counter) -> assertThat(counter.count()).isOne()));
		assertThat(this.meters.get("salesforce.login").tags("org", "salesforce", "outcome", "SUCCESS").timer().count())
			.isEqualTo(this.server.org().logins());
		assertThat(this.meters.get("salesforce.login").tags("org", "acme", "outcome", "FAILURE").timer().count())
			.isPositive();
		assertThat(this.meters.get("salesforce.session.replays").tag("org", "salesforce").functionCounter().count())
			.isPositive();
		assertThat(this.meters.get("salesforce.retries").tag("org", "salesforce").functionCounter().count()).isZero();
		assertThat(this.meters.get("salesforce.untrusted.origins").tag("org", "acme").functionCounter().count())
			.isZero();
		assertThat(this.meters.get("salesforce.token.age").tag("org", "fresh").timeGauge().value()).isNaN();
		assertThat(seconds("salesforce.token.age")).isNotNegative();
		this.clock.advance(Duration.ofSeconds(90));
		assertThat(seconds("salesforce.token.age")).isGreaterThanOrEqualTo(90);
		this.server.org().apiUsage(95_000, 100_000);
		call("salesforce");
		assertThat(this.meters.get("salesforce.quota.used").tag("org", "salesforce").gauge().value()).isEqualTo(95_001);
		assertThat(this.meters.get("salesforce.quota.max").tag("org", "salesforce").gauge().value()).isEqualTo(100_000);
		assertThat(this.<List<String>>json("/health", "$.components.salesforce.components.salesforce.details.warnings"))
			.contains("95001 of 100000 API calls of 24 hours are used");
		renew("salesforce");
		assertThat(seconds("salesforce.clock.difference")).isBetween(89.0, 95.0);
	}

	private double seconds(String name) {
		return this.meters.get(name).tag("org", "salesforce").timeGauge().value(TimeUnit.SECONDS);
	}

	private void assertNoSecret(String text) {
		String key = this.server.org().privateKey().lines().skip(1).findFirst().orElseThrow();
		String keyOfAcme = this.server.org("acme").privateKey().lines().skip(1).findFirst().orElseThrow();
		assertThat(text).doesNotContain(key, keyOfAcme, "s3cret-of-acme", "unused-pass");
		if (this.clients.session("salesforce").getStatus().hasToken()) {
			assertThat(text).doesNotContain(this.clients.session("salesforce").accessToken().getTokenValue());
		}
	}

	private void call(String id) {
		this.clients.restClient(id).get().uri("/services/data/v68.0/limits").retrieve().toBodilessEntity();
	}

	private void renew(String id) {
		this.clients.session(id).renew().handle((token, ex) -> token).join();
	}

	private <T> T json(String path, String expression) {
		return JsonPath.read(get(path).getBody(), expression);
	}

	private ResponseEntity<String> get(String path) {
		return actuator().get().uri(path).retrieve().onStatus(HttpStatusCode::isError, (request, response) -> {
		}).toEntity(String.class);
	}

	private ResponseEntity<String> post(String path) {
		return actuator().post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{}")
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private RestClient actuator() {
		return RestClient.create("http://localhost:" + this.port + "/actuator");
	}

	@Configuration(proxyBeanMethods = false)
	static class Security {

		@Bean
		SecurityFilterChain openToThisTest(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

}
