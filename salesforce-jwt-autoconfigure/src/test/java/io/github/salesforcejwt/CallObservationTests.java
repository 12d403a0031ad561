package io.github.salesforcejwt;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallObservation} and {@link ObservedRequest}, through both clients.
 */
@Timeout(5)
class CallObservationTests {

	private static final String BULK = "/services/async/68.0/job";

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final ScriptedExchange exchange = new ScriptedExchange();

	private final List<Observation.Context> contexts = new ArrayList<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	CallObservationTests() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				CallObservationTests.this.contexts.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		this.test.observationRegistry = this.registry;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void observationOfRestClientSeesOrgAndResolvedUriAndNoToken(boolean intercepted) {
		RestClient client = RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(this.test.build(), this.exchange))
			.observationRegistry(this.registry)
			.requestInterceptors((interceptors) -> {
				if (intercepted) {
					interceptors.add((request, body, execution) -> execution.execute(request, body));
				}
			})
			.build();
		for (int i = 0; i < 2; i++) {
			client.post()
				.uri(BULK)
				.header("X-Call", "1")
				.attribute("name", "value")
				.body("text")
				.retrieve()
				.toBodilessEntity();
			ClientHttpRequest observed = ((ClientRequestObservationContext) call()).getCarrier();
			assertThat(observed.getURI()).isEqualTo(URI.create("https://acme.my.salesforce.com" + BULK));
			assertThat(observed.getMethod()).isEqualTo(HttpMethod.POST);
			assertHasNoToken(observed.getHeaders());
			assertThat(observed.getAttributes()).containsEntry("name", "value");
		}
	}

	@Test
	void observationOfWebClientSeesOrgAndResolvedUriAndNoToken() {
		WebClient client = WebClient.builder()
			.exchangeFunction(this.exchange)
			.observationRegistry(this.registry)
			.filter(new SalesforceExchangeFilterFunction(this.test.build()))
			.build();
		for (int i = 0; i < 2; i++) {
			client.post().uri(BULK).header("X-Call", "1").bodyValue("text").retrieve().toBodilessEntity().block();
			ClientRequest observed = ((org.springframework.web.reactive.function.client.ClientRequestObservationContext) call())
				.getRequest();
			assertThat(observed.url()).isEqualTo(URI.create("https://acme.my.salesforce.com" + BULK));
			assertHasNoToken(observed.headers());
		}
	}

	@Test
	void loginIsAChildOfTheCallThatCausedIt() {
		WebClient.builder()
			.exchangeFunction(this.exchange)
			.observationRegistry(this.registry)
			.filter(new SalesforceExchangeFilterFunction(this.test.build()))
			.build()
			.get()
			.uri("/x")
			.retrieve()
			.toBodilessEntity()
			.block();
		Observation.Context login = this.contexts.get(0);
		assertThat(login.getName()).isEqualTo("salesforce.login");
		assertThat(login.getContextualName()).isEqualTo("salesforce login");
		assertThat(login.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(KeyValue.of("org", "acme"),
				KeyValue.of("outcome", "SUCCESS"));
		assertThat(login.getParentObservation()).isNotNull()
			.satisfies((parent) -> assertThat(parent.getContextView()).isSameAs(this.contexts.get(1)));
	}

	@Test
	void spansOfAFurtherUserCarryTheUserAndMetersDoNot() {
		SalesforceSession session = this.test.build();
		RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(session, this.exchange))
			.observationRegistry(this.registry)
			.build()
			.get()
			.uri("/x")
			.attributes(SalesforceRequestAttributes.username("jane@acme.example"))
			.retrieve()
			.toBodilessEntity();
		WebClient.builder()
			.exchangeFunction(this.exchange)
			.observationRegistry(this.registry)
			.filter(new SalesforceExchangeFilterFunction(session))
			.build()
			.get()
			.uri("/x")
			.attributes(SalesforceRequestAttributes.username("jane@acme.example"))
			.retrieve()
			.toBodilessEntity()
			.block();
		assertThat(this.contexts).extracting(Observation.Context::getName)
			.containsExactly("salesforce.login", "http.client.requests", "http.client.requests");
		assertThat(this.contexts).allSatisfy((context) -> {
			assertThat(context.getHighCardinalityKeyValues())
				.contains(KeyValue.of("salesforce.user", "jane@acme.example"));
			assertThat(context.getLowCardinalityKeyValues()).extracting(KeyValue::getValue)
				.doesNotContain("jane@acme.example");
		});
	}

	@Test
	void renewalIsAChildOfTheCallThatFoundItDue() {
		SalesforceSession session = this.test.build();
		SalesforceAccessToken token = session.accessToken();
		this.contexts.clear();
		this.test.clock.advance(session.getRegistration().getTokenLifetime().minusSeconds(1));
		Observation job = Observation.start("job", this.registry);
		job.scoped(() -> assertThat(session.accessToken()).isSameAs(token));
		assertThat(this.contexts).hasSize(1);
		assertThat(this.contexts.get(0).getParentObservation()).isSameAs(job);
	}

	@Test
	void failedLoginIsObservedAsAFailure() {
		this.test.login = () -> {
			throw LoginFailureTests.failure(SalesforceLoginError.INACTIVE_USER);
		};
		assertThat(this.test.build().renew()).isCompletedExceptionally();
		assertThat(this.contexts.get(0).getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("FAILURE");
		assertThat(this.contexts.get(0).getError()).isInstanceOf(SalesforceLoginException.class);
	}

	@Test
	void observedRequestCanNeitherBeSentNorWritten() {
		ObservedRequest observed = new ObservedRequest(new MockClientHttpRequest());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(observed::execute);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(observed::getBody);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> observed.getHeaders().set("X-Call", "2"));
	}

	private Observation.Context call() {
		assertThat(this.exchange.sent.get(this.exchange.sent.size() - 1).token()).isEqualTo("[Bearer token-1]");
		Observation.Context call = this.contexts.get(this.contexts.size() - 1);
		assertThat(call.getName()).isEqualTo("http.client.requests");
		assertThat(call.getHighCardinalityKeyValues()).contains(KeyValue.of("salesforce.org", "acme"));
		return call;
	}

	private static void assertHasNoToken(HttpHeaders headers) {
		assertThat(headers.getFirst("X-Call")).isEqualTo("1");
		assertThat(headers.headerNames()).doesNotContainAnyElementsOf(List.of("Authorization", "X-SFDC-Session"));
		assertThat(headers.toString()).doesNotContain("token-1");
	}

}
