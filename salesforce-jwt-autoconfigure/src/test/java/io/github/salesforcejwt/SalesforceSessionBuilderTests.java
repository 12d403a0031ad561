package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SalesforceSession.Builder}.
 */
@Timeout(5)
class SalesforceSessionBuilderTests {

	private final MutableClock clock = new MutableClock();

	private final FakeTokenEndpoint endpoint = new FakeTokenEndpoint(this.clock);

	private final SalesforceRegistration registration = SalesforceRegistration.withId("acme")
		.clientId("3MVG9")
		.loginUrl(URI.create("https://acme.my.salesforce.com"))
		.clientCredentials("sEcReT", ClientAuthenticationMethod.CLIENT_SECRET_POST)
		.build();

	private final SalesforceSession.Builder builder = SalesforceSession.withRegistration(this.registration)
		.tokenClient(new SalesforceTokenClient(this.endpoint, ObservationRegistry.NOOP))
		.clock(this.clock);

	@Test
	void loginRunsOnADaemonThreadThatNamesTheOrg() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.endpoint.answer = () -> {
			thread.set(Thread.currentThread());
			return FakeTokenEndpoint.token("token");
		};
		SalesforceSession session = this.builder.build();
		assertThat(session.getRegistration()).isSameAs(this.registration);
		Thread caller = new Thread(session::accessToken);
		caller.setDaemon(false);
		caller.start();
		await().until(() -> thread.get() != null);
		assertThat(thread.get().getName()).isEqualTo("salesforce-login-acme");
		assertThat(thread.get().isDaemon()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void numbersThatAreNotPositiveAreRefused(int number) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxUsers(number))
			.withMessage("'maxUsers' is " + number + ", but must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.loginTimeout(Duration.ofSeconds(number)))
			.withMessage("'loginTimeout' is " + Duration.ofSeconds(number) + ", but must be positive");
	}

	@Test
	void smallestNumbersAreAccepted() {
		SalesforceSession session = this.builder.maxUsers(1).loginTimeout(Duration.ofNanos(1)).build();
		assertThat(session.getRegistration()).isSameAs(this.registration);
	}

	@Test
	void listenersAndObservationsAreToldOfTheLogin() {
		List<SalesforceSessionEvent> events = new CopyOnWriteArrayList<>();
		List<String> observed = new CopyOnWriteArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				observed.add(context.getName());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		this.endpoint.answer = () -> {
			this.clock.advance(Duration.ofSeconds(2));
			return FakeTokenEndpoint.token("token");
		};
		SalesforceSession session = this.builder.observationRegistry(registry)
			.tokenClient(new SalesforceTokenClient(this.endpoint, registry))
			.listener(events::add)
			.listener(events::add)
			.build();
		session.renew().join();
		assertThat(observed).containsExactly("http.client.requests", "salesforce.login");
		// the caller is released first
		await().until(() -> events.size() == 2);
		assertThat(events).first()
			.isInstanceOfSatisfying(LoggedIn.class,
					(event) -> assertThat(event.duration()).isEqualTo(Duration.ofSeconds(2)));
		assertThat(events).extracting("expiresAt").containsOnly(session.accessToken().getExpiresAt());
		assertThat(events.get(0).orgId()).isEqualTo("acme");
		assertThat(events.get(0).time()).isEqualTo(this.clock.instant());
	}

	@Test
	void loginIsTriedAgainAsThePolicySays() {
		this.endpoint.answer = () -> {
			throw new IOException("reset");
		};
		SalesforceSession session = this.builder
			.loginRetry(new SalesforceRetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)))
			.build();
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(this.endpoint.times).hasSize(3);
	}

	@Test
	void callIsTriedAgainAsThePolicySays() throws Exception {
		ScriptedExchange exchange = new ScriptedExchange().answer(503, "").answer(503, "");
		SalesforceSession session = this.builder
			.apiRetry(new SalesforceRetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)),
					Set.of(HttpMethod.PUT))
			.build();
		assertThat(status(session, exchange, HttpMethod.PUT)).isEqualTo(503);
		assertThat(exchange.sent).hasSize(2);
		exchange.answer(503, "");
		assertThat(status(session, exchange, HttpMethod.GET)).isEqualTo(503);
		assertThat(exchange.sent).hasSize(3);
		assertThat(session.getStatus().retries()).isOne();
	}

	@Test
	void callsStopAtTheShare() throws Exception {
		SalesforceSession session = this.builder.quotaStopAt(0.5).build();
		ScriptedExchange exchange = new ScriptedExchange().answer(() -> {
			MockClientHttpResponse answer = ScriptedExchange.response(200, "");
			answer.getHeaders().set("Sforce-Limit-Info", "api-usage=50/100");
			return answer;
		});
		assertThat(status(session, exchange, HttpMethod.GET)).isEqualTo(200);
		assertThat(session.getStatus().apiUsage().share()).isEqualTo(0.5);
		assertThatExceptionOfType(SalesforceQuotaException.class)
			.isThrownBy(() -> status(session, exchange, HttpMethod.GET));
	}

	@Test
	void sessionsWithAStoreShareALogin() {
		MemorySharedSessionStore store = new MemorySharedSessionStore(this.clock);
		SalesforceSession one = this.builder.sharedSessionStore(store).build();
		SalesforceSession other = this.builder.build();
		assertThat(one.accessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(other.accessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(this.endpoint.times).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "PT2S, PT9S", "PT7.499S, PT19.998S", "PT7.5S, PT20S", "PT35S, PT20S" })
	void leaseLastsForTwoRequestsButNotLongerThan20Seconds(Duration loginTimeout, Duration lease) {
		List<Duration> leases = new CopyOnWriteArrayList<>();
		MemorySharedSessionStore store = new MemorySharedSessionStore(this.clock) {

			@Override
			public synchronized boolean lease(String id, long version, String owner, Duration duration) {
				leases.add(duration);
				return super.lease(id, version, owner, duration);
			}

		};
		this.builder.sharedSessionStore(store).loginTimeout(loginTimeout).build().accessToken();
		assertThat(leases).containsExactly(lease);
	}

	@Test
	void whatIsMissingIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SalesforceSession.withRegistration(this.registration).build())
			.withMessage("'tokenClient' must be set");
		SalesforceRegistration bearer = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.loginUrl(URI.create("https://acme.my.salesforce.com"))
			.build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SalesforceSession.withRegistration(bearer)
				.tokenClient(new SalesforceTokenClient(this.endpoint, ObservationRegistry.NOOP))
				.build())
			.withMessage("A JWT bearer grant needs a signing key");
	}

	private static int status(SalesforceSession session, ScriptedExchange exchange, HttpMethod method)
			throws IOException {
		try (ClientHttpResponse response = new SalesforceClientHttpRequestFactory(session, exchange)
			.createRequest(URI.create("/x"), method)
			.execute()) {
			return response.getStatusCode().value();
		}
	}

}
