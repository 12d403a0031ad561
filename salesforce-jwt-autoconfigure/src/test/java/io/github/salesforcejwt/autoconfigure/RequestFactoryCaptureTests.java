package io.github.salesforcejwt.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RequestFactoryCapture}.
 */
class RequestFactoryCaptureTests {

	private final ClientHttpRequestFactory shared = new SimpleClientHttpRequestFactory();

	private final ClientHttpRequestFactory users = new SimpleClientHttpRequestFactory();

	private final RequestFactoryCapture capture = new RequestFactoryCapture(RestClient.builder());

	@Test
	void factoryThatIsSetWins() {
		this.capture.builder().defaultHeader("A", "b").requestFactory(this.users).defaultHeader("C", "d");
		assertThat(this.capture.orElse(this.shared)).isSameAs(this.users);
	}

	@Test
	void factoryThatIsSetByAConsumerWins() {
		this.capture.builder().apply((builder) -> builder.requestFactory(this.users));
		assertThat(this.capture.orElse(this.shared)).isSameAs(this.users);
	}

	@Test
	void withoutOneTheOtherIsTaken() {
		this.capture.builder().defaultHeader("A", "b");
		assertThat(this.capture.orElse(this.shared)).isSameAs(this.shared);
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
		new RequestFactoryCapture.Hints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RestClient.Builder.class)).accepts(hints);
	}

}
