package io.github.salesforcejwt.it;

import java.net.URI;
import java.time.Duration;

import io.github.salesforcejwt.UntrustedOriginException;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The token goes to the instance URL and nowhere else.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
class OriginIntegrationTests {

	private final ForeignHost foreign = new ForeignHost();

	@Autowired
	private RestClient restClient;

	@Autowired
	private WebClient webClient;

	@Autowired
	private SalesforceServer server;

	@AfterEach
	void close() {
		this.foreign.close();
	}

	@Test
	void absoluteUriToAnotherHostIsRefusedBeforeItIsSent() {
		URI uri = URI.create(this.foreign.url() + "/services/data");
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> this.restClient.get().uri(uri).retrieve().toBodilessEntity())
			.withMessageContaining(this.foreign.url())
			.withMessageContaining("allowed-hosts");
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> this.webClient.get().uri(uri).retrieve().toBodilessEntity().block(Duration.ofSeconds(10)))
			.withMessageContaining(this.foreign.url());
		assertThat(this.foreign.authorizations()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectToAnotherHostFailsTheCallAndIsNotFollowed(int status) {
		String location = this.foreign.url() + "/elsewhere";
		this.server.org().failNext(2, Faults.redirect(status, location));
		RestClient.ResponseSpec blocking = this.restClient.get().uri("/services/data/v68.0/limits").retrieve();
		assertThatExceptionOfType(RestClientResponseException.class).isThrownBy(blocking::toBodilessEntity)
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status))
			.satisfies((ex) -> assertThat(ex.getResponseHeaders().getLocation()).hasToString(location));
		Mono<ResponseEntity<Void>> reactive = this.webClient.get()
			.uri("/services/data/v68.0/limits")
			.retrieve()
			.toBodilessEntity();
		assertThatExceptionOfType(WebClientResponseException.class)
			.isThrownBy(() -> reactive.block(Duration.ofSeconds(10)))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(status));
		assertThat(this.foreign.authorizations()).isEmpty();
	}

	@Test
	void absoluteUriToTheInstanceIsSent() {
		URI uri = URI.create(this.server.org().instanceUrl() + "/services/data/v68.0/limits");
		assertThat(this.restClient.get().uri(uri).retrieve().body(String.class)).contains("DailyApiRequests");
	}

}
