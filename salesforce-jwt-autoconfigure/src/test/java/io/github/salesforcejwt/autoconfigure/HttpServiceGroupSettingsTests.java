package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.http.client.HttpClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpServiceGroupSettings}.
 */
class HttpServiceGroupSettingsTests {

	private final HttpClientSettings boots = HttpClientSettings.defaults()
		.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));

	@Test
	void withoutPropertiesOfGroupsSettingsAreThoseOfAllClients() {
		assertThat(new HttpServiceGroupSettings(null, null, this.boots).of("acme")).isEqualTo(this.boots);
	}

}
