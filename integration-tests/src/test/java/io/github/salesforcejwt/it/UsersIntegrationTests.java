package io.github.salesforcejwt.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRequestAttributes;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Calls as any approved user of an org.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
@Import({ UsersIntegrationTests.Interfaces.class, UsersIntegrationTests.Events.class })
class UsersIntegrationTests {

	private static final String USER_INFO = "/services/oauth2/userinfo";

	private static final String JANE = "jane@acme.example";

	private static final String BOB = "bob@acme.example";

	private static final String EVE = "eve@acme.example";

	@Autowired
	private RestClient restClient;

	@Autowired
	private WebClient webClient;

	@Autowired
	private UserInfo userInfo;

	@Autowired
	private SalesforceClients clients;

	@Autowired
	private SalesforceServer server;

	@Autowired
	private Events events;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private CompositeHealthContributor salesforceHealthContributor;

	@BeforeEach
	void users() {
		this.server.org().addUser(JANE).approve(JANE).addUser(BOB).approve(BOB).addUser(EVE);
	}

	@Test
	void eachClientCallsAsTheUserThatTheCallNames() {
		String own = this.server.org().username();
		for (String user : List.of(JANE, BOB)) {
			assertThat(call(SalesforceRequestAttributes.username(user))).contains(user).doesNotContain(own);
			assertThat(callReactive(SalesforceRequestAttributes.username(user))).contains(user).doesNotContain(own);
			assertThat(this.userInfo.get(user)).contains(user).doesNotContain(own);
			assertThat(this.clients.restClient("salesforce", user).get().uri(USER_INFO).retrieve().body(String.class))
				.contains(user)
				.doesNotContain(own);
			assertThat(this.server.org().loginsOf(user)).isOne();
		}
		assertThat(call((attributes) -> {
		})).contains(own);
		assertThat(this.userInfo.get(null)).contains(own);
		assertThat(this.clients.session("salesforce").getLoginCount()).isOne();
	}

	@Test
	void userWhoIsNotApprovedIsRefusedAloneAndInNoMeter() {
		assertThatExceptionOfType(SalesforceLoginException.class)
			.isThrownBy(() -> call(SalesforceRequestAttributes.username(EVE)))
			.satisfies((ex) -> assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.USER_NOT_ADMIN_APPROVED));
		assertThat(call(SalesforceRequestAttributes.username(JANE))).contains(JANE);
		call((attributes) -> {
		});
		HealthIndicator health = (HealthIndicator) this.salesforceHealthContributor.getContributor("salesforce");
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		assertThat(this.events.all).extracting(SalesforceSessionEvent::username).contains(EVE, JANE);
		assertThat(this.meters.getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getId().toString()).doesNotContain("@acme.example"));
		assertThat(this.meters.get("salesforce.login.failed").tag("error", "user_not_admin_approved").counter().count())
			.isPositive();
	}

	@Test
	void bufferingClientIsRefusedBeforeAnythingIsSent() {
		this.server.org().forgetRequests();
		RestClient buffering = this.restClient.mutate().bufferContent((uri, method) -> true).build();
		assertThatIllegalStateException().isThrownBy(() -> buffering.get()
			.uri(USER_INFO)
			.attributes(SalesforceRequestAttributes.username(JANE))
			.retrieve()
			.toBodilessEntity());
		assertThat(this.server.org().requests()).isEmpty();
	}

	private String call(Consumer<Map<String, Object>> attributes) {
		return this.restClient.get().uri(USER_INFO).attributes(attributes).retrieve().body(String.class);
	}

	private String callReactive(Consumer<Map<String, Object>> attributes) {
		return this.webClient.get().uri(USER_INFO).attributes(attributes).retrieve().bodyToMono(String.class).block();
	}

	interface UserInfo {

		@GetExchange(USER_INFO)
		String get(@RequestAttribute(name = SalesforceRequestAttributes.USERNAME, required = false) String username);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "salesforce", types = UserInfo.class)
	static class Interfaces {

	}

	static class Events {

		private final List<SalesforceSessionEvent> all = new CopyOnWriteArrayList<>();

		@EventListener
		void onEvent(SalesforceSessionEvent event) {
			this.all.add(event);
		}

	}

}
