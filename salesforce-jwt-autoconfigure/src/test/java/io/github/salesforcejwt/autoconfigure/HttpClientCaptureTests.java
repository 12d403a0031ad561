package io.github.salesforcejwt.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HttpClientCapture}.
 */
class HttpClientCaptureTests {

	private final ClientHttpRequestFactory users = new SimpleClientHttpRequestFactory();

	private final HttpClientCapture<RestClient.Builder, ClientHttpRequestFactory> capture = HttpClientCapture
		.of(RestClient.builder());

	@Test
	void factoryThatIsSetIsCaptured() {
		this.capture.builder().defaultHeader("A", "b").requestFactory(this.users).defaultHeader("C", "d");
		assertThat(this.capture.client()).isSameAs(this.users);
	}

	@Test
	void factoryThatIsSetByAConsumerIsCaptured() {
		this.capture.builder().apply((builder) -> builder.requestFactory(this.users));
		assertThat(this.capture.client()).isSameAs(this.users);
	}

	@Test
	void factoryThatIsSetAfterAConsumerIsCaptured() {
		this.capture.builder().apply((builder) -> builder.defaultHeader("A", "b")).requestFactory(this.users);
		assertThat(this.capture.client()).isSameAs(this.users);
	}

	@Test
	void onlyTheFactoryThatIsNamedIsForgotten() {
		this.capture.builder().requestFactory(this.users);
		this.capture.forget(new SimpleClientHttpRequestFactory());
		assertThat(this.capture.client()).isSameAs(this.users);
		this.capture.forget(null);
		assertThat(this.capture.client()).isSameAs(this.users);
		this.capture.forget(this.users);
		assertThat(this.capture.client()).isNull();
	}

	@Test
	void builderThatIsCapturedAlreadyKeepsItsCapture() {
		this.capture.builder().requestFactory(this.users);
		assertThat(HttpClientCapture.of(this.capture.builder())).isSameAs(this.capture);
	}

	@Test
	void factoryThatIsForgottenOrNeverSetIsNone() {
		this.capture.builder().defaultHeader("A", "b");
		assertThat(this.capture.client()).isNull();
		this.capture.builder().requestFactory(this.users);
		this.capture.forget();
		assertThat(this.capture.client()).isNull();
	}

	@Test
	void exceptionsAreThoseOfTheBuilder() {
		assertThatIllegalStateException().isThrownBy(() -> this.capture.builder().defaultHeaders((headers) -> {
			throw new IllegalStateException("of the customizer");
		})).withMessage("of the customizer");
	}

	@Test
	void nativeImageIsToldOfTheProxy() {
		RuntimeHints hints = new RuntimeHints();
		new HttpClientCapture.Hints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RestClient.Builder.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(WebClient.Builder.class)).accepts(hints);
	}

}
