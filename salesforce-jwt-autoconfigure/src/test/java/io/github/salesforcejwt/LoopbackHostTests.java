package io.github.salesforcejwt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopbackHost}.
 */
class LoopbackHostTests {

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST", "acme.localhost", "127.0.0.1", "127.9.8.7", "[::1]" })
	void namesAndAddressesOfThisMachineAreRecognized(String host) {
		assertThat(LoopbackHost.matches(host)).isTrue();
		assertThat(SalesforceRegistration.isLoopback(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "notlocalhost",
			"128.0.0.1", "10.0.0.1", "0.0.0.0", "[::2]", "127", "127.0.0.999", "" })
	void hostThatOnlyLooksLikeLoopbackIsNone(String host) {
		assertThat(LoopbackHost.matches(host)).isFalse();
		assertThat(SalesforceRegistration.isLoopback(host)).isFalse();
	}

	@Test
	void noHostIsNoLoopback() {
		assertThat(LoopbackHost.matches(null)).isFalse();
	}

}
