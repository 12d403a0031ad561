package io.github.salesforcejwt.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import io.github.salesforcejwt.SalesforceWebClients;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Observations of calls and of the logins that they cause. The org {@code plain} has
 * clients as they come, {@code intercepted} has interceptors and filters, {@code custom}
 * has conventions of the application.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer(orgs = { "plain", "intercepted", "custom" })
@Import(ObservationIntegrationTests.Customizers.class)
@DirtiesContext
class ObservationIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	@Autowired
	private SalesforceClients clients;

	@Autowired
	private SalesforceWebClients webClients;

	@Autowired
	private SalesforceServer server;

	@Autowired
	private Stopped stopped;

	@Autowired
	private ObservationRegistry registry;

	@AfterEach
	void forgetSessions() {
		for (String id : this.clients.getIds()) {
			SalesforceSession session = this.clients.session(id);
			if (session.getStatus().hasToken()) {
				this.server.org(id).endAllSessions();
				session.invalidate(session.accessToken());
			}
		}
		this.stopped.contexts.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "intercepted", "custom" })
	void restClientCallTellsOrgAndHostAndIsTheParentOfItsLogin(String org) {
		this.clients.restClient(org).get().uri(LIMITS).retrieve().toBodilessEntity();
		assertObserved(org);
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "intercepted", "custom" })
	void webClientCallTellsOrgAndHostAndIsTheParentOfItsLogin(String org) {
		this.webClients.webClient(org).get().uri(LIMITS).retrieve().toBodilessEntity().block(Duration.ofSeconds(20));
		assertObserved(org);
	}

	@Test
	void loginWithoutACallIsARootUnlessSomethingIsObserved() {
		this.clients.session("plain").accessToken();
		assertThat(login().getParentObservation()).isNull();
		this.stopped.contexts.clear();
		Observation job = Observation.createNotStarted("job", this.registry);
		job.observe(() -> this.clients.session("intercepted").accessToken());
		assertThat(login().getParentObservation()).isNotNull()
			.satisfies((parent) -> assertThat(parent.getContextView().getName()).isEqualTo("job"));
	}

	@Test
	void failedLoginIsAnErrorOfLoginAndCall() {
		this.server.org("plain").refuseLogins("invalid_grant", "ip restricted");
		assertThat(this.clients.session("plain").renew()).failsWithin(Duration.ofSeconds(20));
		assertThat(login().getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("FAILURE");
		assertThat(login().getError()).hasMessageContaining("ip restricted");
		this.server.org("plain").acceptLogins();
		this.clients.session("plain").renew().join();
	}

	private void assertObserved(String org) {
		Observation.Context call = this.stopped.named("http.client.requests", "salesforce.org").get(0);
		assertThat(call.getHighCardinalityKeyValue("salesforce.org").getValue()).isEqualTo(org);
		assertThat(call.getLowCardinalityKeyValue("client.name").getValue()).isEqualTo("localhost");
		assertThat(call.getHighCardinalityKeyValue("http.url").getValue())
			.isEqualTo(this.server.org(org).instanceUrl() + LIMITS);
		assertThat(call.getLowCardinalityKeyValue("custom"))
			.isEqualTo(org.equals("custom") ? KeyValue.of("custom", "yes") : null);
		Observation.Context login = login();
		assertThat(login.getLowCardinalityKeyValue("org").getValue()).isEqualTo(org);
		assertThat(login.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("SUCCESS");
		assertThat(login.getParentObservation()).isNotNull()
			.satisfies((parent) -> assertThat(parent.getContextView()).isSameAs(call));
		Observation.Context tokenRequest = this.stopped.contexts.stream()
			.filter((context) -> context.getName().equals("http.client.requests") && context != call)
			.findFirst()
			.orElseThrow();
		assertThat(tokenRequest.getParentObservation()).isNotNull()
			.satisfies((parent) -> assertThat(parent.getContextView()).isSameAs(login));
		assertThat(tokenRequest.getAllKeyValues().toString()).doesNotContain("assertion");
	}

	private Observation.Context login() {
		await().until(() -> !this.stopped.named("salesforce.login", "org").isEmpty());
		return this.stopped.named("salesforce.login", "org").get(0);
	}

	static class Stopped implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.contexts.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		List<Observation.Context> named(String name, String key) {
			return this.contexts.stream()
				.filter((context) -> context.getName().equals(name)
						&& context.getAllKeyValues().stream().anyMatch((keyValue) -> keyValue.getKey().equals(key)))
				.toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		Stopped stopped() {
			return new Stopped();
		}

		@Bean
		SalesforceRestClientCustomizer restClients() {
			return (orgId, builder) -> customize(orgId, builder);
		}

		@Bean
		SalesforceWebClientCustomizer webClients() {
			return (orgId, builder) -> customize(orgId, builder);
		}

		private static void customize(String orgId, RestClient.Builder builder) {
			if (orgId.equals("intercepted")) {
				builder.requestInterceptor((request, body, execution) -> execution.execute(request, body));
			}
			if (orgId.equals("custom")) {
				builder.observationConvention(new DefaultClientRequestObservationConvention() {

					@Override
					public KeyValues getLowCardinalityKeyValues(ClientRequestObservationContext context) {
						return super.getLowCardinalityKeyValues(context).and("custom", "yes");
					}

				});
			}
		}

		private static void customize(String orgId, WebClient.Builder builder) {
			if (orgId.equals("intercepted")) {
				builder.filter((request, next) -> Mono.defer(() -> next.exchange(request)));
			}
			if (orgId.equals("custom")) {
				builder.observationConvention(
						new org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention() {

							@Override
							public KeyValues getLowCardinalityKeyValues(
									org.springframework.web.reactive.function.client.ClientRequestObservationContext context) {
								return super.getLowCardinalityKeyValues(context).and("custom", "yes");
							}

						});
			}
		}

	}

}
