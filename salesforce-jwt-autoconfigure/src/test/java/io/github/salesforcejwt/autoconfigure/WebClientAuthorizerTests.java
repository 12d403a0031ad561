package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebClientAuthorizer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebClientAuthorizerTests {

	private static final String WARNING = "redirects, cookies and retries the starter cannot turn off";

	private final RecordingHttp http = new RecordingHttp();

	private final OrgHttpSettings settings = TestHttpSettings.of(HttpClientSettings.defaults());

	private final HttpClientCapture<WebClient.Builder, ClientHttpConnector> capture = WebClientAuthorizer
		.capture(WebClient.builder());

	@Test
	void connectorThatIsBuiltSendsTheCallsAuthorized() {
		get(authorizer(null).authorize(this.capture, this.http.session("acme")));
		assertThat(this.http.call().sender()).isEqualTo("built");
		assertThat(this.http.call().settings()).isEqualTo(this.settings.api("acme"));
		assertThat(this.http.call().headers().getFirst("Authorization")).isEqualTo("Bearer token");
	}

	@Test
	void connectorThatTheApplicationHasSetSendsTheCallsAuthorizedAndIsNamed(CapturedOutput output) {
		ClientHttpConnector supplied = this.http.connector("application");
		this.capture.builder().clientConnector(supplied);
		get(authorizer(null).authorize(this.capture, this.http.session("acme")));
		assertThat(this.http.call().sender()).isEqualTo("application");
		assertThat(this.http.call().headers().getFirst("Authorization")).isEqualTo("Bearer token");
		assertThat(this.http.made()).isEmpty();
		assertThat(output).contains(WARNING, supplied.getClass().getName());
	}

	@Test
	void connectorThatBootHasSetSendsNothingAndIsNotNamed(CapturedOutput output) {
		ClientHttpConnector boots = this.http.connector("boot");
		this.capture.builder().clientConnector(boots);
		authorizer(boots).authorize(this.capture, this.http.session("acme"));
		assertThat(output).doesNotContain(boots.getClass().getName());
		get(this.capture.builder());
		assertThat(this.http.call().sender()).isEqualTo("built");
	}

	@Test
	void customizersAreGivenTheIdOfTheOrgInTheirOrder() {
		List<String> customized = new ArrayList<>();
		get(authorizer(null, (id, builder) -> customized.add("first " + id), (id, builder) -> {
			customized.add("second " + id);
			builder.clientConnector(this.http.connector("customizer"));
		}).authorize(this.capture, this.http.session("acme")));
		assertThat(customized).containsExactly("first acme", "second acme");
		assertThat(this.http.call().sender()).isEqualTo("customizer");
	}

	@Test
	void orgsWithTheSameSettingsShareAConnector() {
		WebClientAuthorizer authorizer = authorizer(null);
		authorizer.authorize(WebClientAuthorizer.capture(WebClient.builder()), this.http.session("acme"));
		authorizer.authorize(WebClientAuthorizer.capture(WebClient.builder()), this.http.session("rest-jdk"));
		assertThat(this.http.made()).containsExactly(this.settings.api("acme"));
	}

	@Test
	void groupIsSentWithItsSettingsButNoRedirects() {
		HttpClientSettings group = HttpClientSettings.defaults()
			.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));
		authorizer(null).authorizeGroup(this.capture, this.http.session("acme"),
				group.withRedirects(HttpRedirects.FOLLOW));
		get(this.capture.builder());
		assertThat(this.http.call().headers().getFirst("Authorization")).isEqualTo("Bearer token");
		assertThat(this.http.call().settings()).isEqualTo(group.withRedirects(HttpRedirects.DONT_FOLLOW));
	}

	@Test
	void builderThatIsUnknownIsNamed(CapturedOutput output) {
		ClientHttpConnectorBuilder<ClientHttpConnector> builder = this.http.connectors();
		new WebClientAuthorizer(builder, this.settings, () -> null, List.of()).authorize(this.capture,
				this.http.session("acme"));
		assertThat(output).contains(WARNING, builder.getClass().getName());
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "WEB_.+")
	void builderThatIsKnownIsNotNamed(HttpCaller caller, CapturedOutput output) {
		caller.webClient(this.http.session("acme"), HttpClientSettings.defaults());
		assertThat(output).doesNotContain(WARNING);
	}

	private WebClientAuthorizer authorizer(ClientHttpConnector bootConnector,
			SalesforceWebClientCustomizer... customizers) {
		return new WebClientAuthorizer(this.http.connectors(), this.settings, () -> bootConnector,
				List.of(customizers));
	}

	private static void get(WebClient.Builder builder) {
		builder.build().get().uri("/limits").retrieve().toBodilessEntity().block();
	}

}
