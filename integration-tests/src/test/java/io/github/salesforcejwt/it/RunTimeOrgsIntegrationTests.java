package io.github.salesforcejwt.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRequestAttributes;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClients;
import io.github.salesforcejwt.autoconfigure.SalesforceOrgPropertiesSource;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Orgs in a table, which are not known when the application starts.
 */
class RunTimeOrgsIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	private final JdbcConnectionPool pool = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	private final JdbcClient jdbcClient = JdbcClient.create(this.pool);

	private final AtomicInteger reads = new AtomicInteger();

	private SalesforceServer server;

	@BeforeEach
	void start() {
		this.server = SalesforceServer.start();
		this.jdbcClient
			.sql("create table TENANT_ORG (ID varchar(50) primary key, CLIENT_ID varchar(200), "
					+ "USERNAME varchar(80), PRIVATE_KEY text, LOGIN_URL varchar(200))")
			.update();
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.pool.dispose();
	}

	@Test
	void orgOfATableIsCalledByBothClientsAndAsAUserWithOneLoginEach() {
		SalesforceOrg acme = insert("acme");
		SalesforceOrg globex = insert("globex");
		String username = acme.addUser("jane@acme.example").username();
		try (ConfigurableApplicationContext application = run()) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			assertThat(clients.getIds()).isEmpty();
			assertThat(application.getBeansOfType(RestClient.class)).isEmpty();
			for (int i = 0; i < 3; i++) {
				assertThat(limits(clients.restClient("acme"))).contains("DailyApiRequests");
				assertThat(limits(clients.restClient("globex"))).contains("DailyApiRequests");
				assertThat(application.getBean(SalesforceWebClients.class)
					.webClient("acme")
					.get()
					.uri(LIMITS)
					.retrieve()
					.bodyToMono(String.class)
					.block()).contains("DailyApiRequests");
				clients.restClient("acme")
					.get()
					.uri(LIMITS)
					.attributes(SalesforceRequestAttributes.username(username))
					.retrieve()
					.toBodilessEntity();
			}
			assertThat(clients.restClient("acme")).isSameAs(clients.restClient("acme"));
			assertThat(clients.sessions()).containsOnlyKeys("acme", "globex");
		}
		assertThat(acme.logins()).isEqualTo(2);
		assertThat(globex.logins()).isOne();
		assertThat(this.reads).hasValue(2);
	}

	@Test
	void manyCallersOfANewOrgReadItOnceAndLogInOnce() throws Exception {
		SalesforceOrg acme = insert("acme");
		ExecutorService callers = Executors.newFixedThreadPool(32);
		try (ConfigurableApplicationContext application = run()) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			List<Callable<String>> calls = IntStream.range(0, 100)
				.<Callable<String>>mapToObj((i) -> () -> limits(clients.restClient("acme")))
				.toList();
			for (Future<String> call : callers.invokeAll(calls)) {
				assertThat(call.get()).contains("DailyApiRequests");
			}
		}
		finally {
			callers.shutdownNow();
		}
		assertThat(acme.logins()).isOne();
		assertThat(this.reads).hasValue(1);
	}

	@Test
	void changedOrgIsReadAgainAfterItsEviction() {
		insert("acme");
		SalesforceOrg moved = this.server.addOrg("moved");
		try (ConfigurableApplicationContext application = run()) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			SalesforceSession before = clients.session("acme");
			limits(clients.restClient("acme"));
			update("acme", moved);
			limits(clients.restClient("acme"));
			assertThat(moved.logins()).isZero();
			clients.evict("acme");
			assertThat(clients.session("acme")).isNotSameAs(before);
			limits(clients.restClient("acme"));
			limits(application.getBean(SalesforceWebClients.class).webClient("acme").mutate().build());
			assertThat(moved.logins()).isOne();
		}
	}

	@Test
	void idThatCannotBeOneIsAnErrorAndDoesNotAskTheTable() {
		try (ConfigurableApplicationContext application = run()) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			for (String id : List.of("", "salesforce", "default", "Acme", "../acme", "a b", "acme\n")) {
				assertThatIllegalArgumentException().isThrownBy(() -> clients.restClient(id))
					.withMessageStartingWith("There is no Salesforce org with the id '" + id.strip())
					.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
			}
			assertThat(this.reads).hasValue(0);
			assertThat(clients.sessions()).isEmpty();
		}
	}

	@Test
	void idThatIsNotFoundIsAnErrorThatNamesTheBean() {
		try (ConfigurableApplicationContext application = run()) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> application.getBean(SalesforceClients.class).session("acme"))
				.withMessage("There is no Salesforce org with the id 'acme': it is not configured, and the bean "
						+ "'tenantOrgs' (SalesforceOrgPropertiesSource) did not find it.");
		}
	}

	@Test
	void propertiesThatCannotWorkAreRefusedAsIfTheyWereConfiguredAndReadAgainByTheNextCaller() {
		SalesforceOrg acme = insert("acme");
		this.jdbcClient.sql("update TENANT_ORG set LOGIN_URL = 'http://evil.example', CLIENT_ID = ''").update();
		try (ConfigurableApplicationContext application = run()) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
				.isThrownBy(() -> clients.restClient("acme"))
				.withMessageContaining("'salesforce.jwt.orgs.acme.login-url'")
				.withMessageContaining("'salesforce.jwt.orgs.acme.client-id'");
			assertThat(clients.sessions()).isEmpty();
			update("acme", acme);
			assertThat(limits(clients.restClient("acme"))).contains("DailyApiRequests");
		}
	}

	@Test
	void boundedNumberOfOrgsIsKeptWithTheirMeters() {
		for (int i = 0; i < 6; i++) {
			insert("org" + i);
		}
		try (ConfigurableApplicationContext application = run("salesforce.jwt.max-orgs", "2")) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			MeterRegistry meters = application.getBean(MeterRegistry.class);
			for (int i = 0; i < 6; i++) {
				String id = "org" + i;
				limits(clients.restClient(id));
				assertThat(clients.sessions()).hasSizeLessThanOrEqualTo(2).containsKey(id);
				// the caller of a login is released before its event is published
				await().untilAsserted(() -> assertThat(age(meters, id)).isNotNull());
			}
			assertThat(meters.find("salesforce.token.age").meters()).hasSize(2);
			clients.evict("org5");
			assertThat(meters.find("salesforce.token.age").meters()).hasSize(1);
			limits(clients.restClient("org5"));
			await().untilAsserted(() -> assertThat(age(meters, "org5")).isNotNull()
				.satisfies((age) -> assertThat(age.value(TimeUnit.MILLISECONDS)).isNotNaN()));
		}
	}

	private static TimeGauge age(MeterRegistry meters, String org) {
		return meters.find("salesforce.token.age").tag("org", org).timeGauge();
	}

	@Test
	void orgThatGaveWayWhileItsClientIsUsedHasNewClientsOnTheSameSession() {
		SalesforceOrg acme = insert("acme");
		insert("globex");
		try (ConfigurableApplicationContext application = run("salesforce.jwt.max-orgs", "1")) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			RestClient held = clients.restClient("acme");
			limits(held);
			limits(clients.restClient("globex"));
			assertThat(clients.sessions()).containsOnlyKeys("globex");
			limits(clients.restClient("acme"));
			limits(application.getBean(SalesforceWebClients.class).webClient("acme"));
			limits(held);
			assertThat(acme.logins()).isOne();
		}
	}

	@Test
	void refusedOrgIsDownByItsIdAndDoesNotTakeTheApplicationOut() {
		insert("acme");
		insert("globex").refuseLogins("invalid_grant", "inactive user");
		try (ConfigurableApplicationContext application = run()) {
			HealthEndpoint health = application.getBean(HealthEndpoint.class);
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			assertThat(health.healthForPath("salesforce", "acme")).isNull();
			limits(clients.restClient("acme"));
			assertThatExceptionOfType(SalesforceLoginException.class)
				.isThrownBy(() -> limits(clients.restClient("globex")));
			assertThat(health.healthForPath("salesforce", "acme").getStatus()).isEqualTo(Status.UP);
			assertThat(health.healthForPath("salesforce", "globex").getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.healthForPath("salesforce").getStatus()).isEqualTo(Status.UP);
			clients.evict("acme");
			assertThat(health.healthForPath("salesforce").getStatus()).isEqualTo(Status.DOWN);
			clients.evict("globex");
			assertThat(health.healthForPath("salesforce")).isNull();
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void configuredOrgComesFirstAndIsNotEvicted() {
		SalesforceOrg configured = this.server.addOrg("configured");
		insert("emea");
		try (ConfigurableApplicationContext application = run(configured.properties("salesforce.jwt.orgs.emea"))) {
			SalesforceClients clients = application.getBean(SalesforceClients.class);
			limits(clients.restClient("emea"));
			assertThat(configured.logins()).isOne();
			assertThat(this.reads).hasValue(0);
			assertThatIllegalArgumentException().isThrownBy(() -> clients.evict("emea"))
				.withMessageContaining("'emea' is configured");
		}
	}

	private static String limits(RestClient restClient) {
		return restClient.get().uri(LIMITS).retrieve().body(String.class);
	}

	private static String limits(WebClient webClient) {
		return webClient.get().uri(LIMITS).retrieve().bodyToMono(String.class).block();
	}

	private SalesforceOrg insert(String id) {
		SalesforceOrg org = this.server.addOrg(id);
		this.jdbcClient.sql("insert into TENANT_ORG (ID) values (?)").param(id).update();
		update(id, org);
		return org;
	}

	private void update(String id, SalesforceOrg org) {
		Map<String, String> properties = org.properties("org");
		List<Object> values = new ArrayList<>();
		for (String name : List.of("client-id", "username", "private-key", "login-url")) {
			values.add(properties.get("org." + name));
		}
		values.add(id);
		this.jdbcClient
			.sql("update TENANT_ORG set CLIENT_ID = ?, USERNAME = ?, PRIVATE_KEY = ?, LOGIN_URL = ? where ID = ?")
			.params(values)
			.update();
	}

	private ConfigurableApplicationContext run(String... properties) {
		Map<String, String> map = new TreeMap<>();
		for (int i = 0; i < properties.length; i += 2) {
			map.put(properties[i], properties[i + 1]);
		}
		return run(map);
	}

	private ConfigurableApplicationContext run(Map<String, String> properties) {
		return Applications.run(properties, "tenantOrgs", SalesforceOrgPropertiesSource.class, (id) -> {
			this.reads.incrementAndGet();
			return this.jdbcClient
				.sql("select CLIENT_ID, USERNAME, PRIVATE_KEY, LOGIN_URL from TENANT_ORG where ID = ?")
				.param(id)
				.query(SalesforceOrgProperties.class)
				.optional()
				.orElse(null);
		});
	}

}
