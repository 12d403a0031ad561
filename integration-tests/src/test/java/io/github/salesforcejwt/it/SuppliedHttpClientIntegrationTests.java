package io.github.salesforcejwt.it;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Customizers for all HTTP clients of an application that set what sends the requests,
 * such as the way through a proxy: calls to Salesforce go that way too, authorized.
 */
@SpringBootTest(classes = { TestApplication.class, SuppliedHttpClientIntegrationTests.Proxies.class },
		webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer(orgs = "emea")
@ExtendWith(OutputCaptureExtension.class)
class SuppliedHttpClientIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	private static final List<String> sent = new CopyOnWriteArrayList<>();

	@Autowired
	private SalesforceServer server;

	@BeforeEach
	void forget() {
		sent.clear();
	}

	@Test
	void restClientSendsThroughTheFactoryOfTheApplication(@Autowired RestClient restClient, CapturedOutput output) {
		restClient.get().uri(LIMITS).retrieve().toBodilessEntity();
		assertThat(sent).containsExactly("blocking " + this.server.org().instanceUrl() + LIMITS);
	}

	@Test
	void webClientSendsThroughTheConnectorOfTheApplication(@Autowired WebClient webClient) {
		webClient.get().uri(LIMITS).retrieve().toBodilessEntity().block();
		assertThat(sent).containsExactly("reactive " + this.server.org().instanceUrl() + LIMITS);
	}

	@Test
	void httpInterfacesSendThroughThemToo(@Autowired Limits blocking, @Autowired ReactiveLimits reactive) {
		assertThat(blocking.get()).contains("DailyApiRequests");
		assertThat(reactive.get().block()).contains("DailyApiRequests");
		assertThat(sent).containsExactly("blocking " + this.server.org().instanceUrl() + LIMITS,
				"reactive " + this.server.org("emea").instanceUrl() + LIMITS);
	}

	@Test
	void whatCannotBeConfiguredIsNamed(CapturedOutput output) {
		try (var context = Applications.run(this.server.properties(), RestClientCustomizer.class,
				new Proxies().blockingProxy())) {
			context.getBean(RestClient.class).get().uri(LIMITS).retrieve().toBodilessEntity();
			assertThat(output).contains("WARN", RecordingFactory.class.getName(),
					"redirects, cookies and retries the starter cannot turn off");
		}
	}

	interface Limits {

		@GetExchange(LIMITS)
		String get();

	}

	interface ReactiveLimits {

		@GetExchange(LIMITS)
		Mono<String> get();

	}

	@TestConfiguration
	@ImportHttpServices(group = "salesforce", types = Limits.class)
	@ImportHttpServices(group = "emea", types = ReactiveLimits.class, clientType = ClientType.WEB_CLIENT)
	static class Proxies {

		@Bean
		RestClientCustomizer blockingProxy() {
			return (builder) -> builder.requestFactory(new RecordingFactory());
		}

		@Bean
		WebClientCustomizer reactiveProxy() {
			ClientHttpConnector connector = new JdkClientHttpConnector();
			ClientHttpConnector recording = (method, uri, callback) -> {
				sent.add("reactive " + uri);
				return connector.connect(method, uri, callback);
			};
			return (builder) -> builder.clientConnector(recording);
		}

	}

	private static final class RecordingFactory implements ClientHttpRequestFactory {

		private final ClientHttpRequestFactory delegate = new JdkClientHttpRequestFactory();

		@Override
		public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
			sent.add("blocking " + uri);
			return this.delegate.createRequest(uri, method);
		}

	}

}
