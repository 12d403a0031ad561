package io.github.salesforcejwt.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestClientAuthorizer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RestClientAuthorizerTests {

	private static final String WARNING = "redirects, cookies and retries the starter cannot turn off";

	private final RecordingHttp http = new RecordingHttp();

	private final ClientHttpRequestFactory starters = this.http.requestFactory("starter");

	private final HttpClientCapture<RestClient.Builder, ClientHttpRequestFactory> capture = HttpClientCapture
		.of(RestClient.builder());

	@Test
	void factoryOfTheStarterSendsTheCallsAuthorized(CapturedOutput output) {
		get(new RestClientAuthorizer(List.of()).authorize(this.capture, this.http.session("acme"), this.starters));
		assertThat(this.http.call().sender()).isEqualTo("starter");
		assertThat(this.http.call().headers().getFirst("Authorization")).isEqualTo("Bearer token");
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void factoryThatTheApplicationHasSetSendsTheCallsAuthorizedAndIsNamed(CapturedOutput output) {
		ClientHttpRequestFactory supplied = this.http.requestFactory("application");
		this.capture.builder().requestFactory(supplied);
		get(new RestClientAuthorizer(List.of()).authorize(this.capture, this.http.session("acme"), this.starters));
		assertThat(this.http.call().sender()).isEqualTo("application");
		assertThat(this.http.call().headers().getFirst("Authorization")).isEqualTo("Bearer token");
		assertThat(output).contains(WARNING, supplied.getClass().getName());
	}

	@Test
	void customizersAreGivenTheIdOfTheOrgInTheirOrder() {
		List<String> customized = new ArrayList<>();
		get(new RestClientAuthorizer(List.of((id, builder) -> customized.add("first " + id), (id, builder) -> {
			customized.add("second " + id);
			builder.requestFactory(this.http.requestFactory("customizer"));
		})).authorize(this.capture, this.http.session("acme"), this.starters));
		assertThat(customized).containsExactly("first acme", "second acme");
		assertThat(this.http.call().sender()).isEqualTo("customizer");
	}

	@Test
	void mockOfATestIsNotNamed(CapturedOutput output) {
		MockRestServiceServer.bindTo(this.capture.builder()).build();
		assertThat(this.capture.client()).isNotNull();
		new RestClientAuthorizer(List.of()).authorize(this.capture, this.http.session("acme"), this.starters);
		assertThat(output).doesNotContain(WARNING);
	}

	private static void get(RestClient.Builder builder) {
		builder.build().get().uri("/limits").retrieve().toBodilessEntity();
	}

}
