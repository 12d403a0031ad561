package io.github.salesforcejwt.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UncontrolledHttpClients}.
 */
@ExtendWith(OutputCaptureExtension.class)
class UncontrolledHttpClientsTests {

	private final UncontrolledHttpClients uncontrolled = new UncontrolledHttpClients();

	@Test
	void eachClassIsNamedOnce(CapturedOutput output) {
		this.uncontrolled.warn(new SimpleClientHttpRequestFactory());
		this.uncontrolled.warn(new JdkClientHttpRequestFactory());
		this.uncontrolled.warn(new SimpleClientHttpRequestFactory());
		assertThat(output).containsOnlyOnce(SimpleClientHttpRequestFactory.class.getName())
			.containsOnlyOnce(JdkClientHttpRequestFactory.class.getName());
	}

}
