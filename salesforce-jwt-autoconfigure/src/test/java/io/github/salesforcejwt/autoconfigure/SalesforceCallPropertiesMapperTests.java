package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.then;

/**
 * Tests for {@link SalesforceCallPropertiesMapper}.
 */
class SalesforceCallPropertiesMapperTests {

	private final SalesforceSession.Builder session = Mockito.mock(SalesforceSession.Builder.class,
			Mockito.RETURNS_SELF);

	@Test
	void defaultsAreThoseOfThePolicies() {
		map(Map.of("client-id", "x"));
		then(this.session).should().loginRetry(SalesforceRetryPolicy.LOGIN_DEFAULTS);
		then(this.session).should()
			.apiRetry(SalesforceRetryPolicy.API_DEFAULTS, Set.of(HttpMethod.GET, HttpMethod.HEAD));
		then(this.session).should().quotaStopAt(null);
	}

	@Test
	void everyKeyIsMapped() {
		map(Map.of("retry.login.max-retries", "8", "retry.login.delay", "1s", "retry.login.max-delay", "2s",
				"retry.login.timeout", "3s", "retry.api.max-retries", "0", "retry.api.delay", "4ms",
				"retry.api.max-delay", "5ms", "retry.api.timeout", "6ms", "retry.api.methods", "get, PATCH",
				"quota.stop-at", "92.5%"));
		then(this.session).should()
			.loginRetry(
					new SalesforceRetryPolicy(8, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
		then(this.session).should()
			.apiRetry(new SalesforceRetryPolicy(0, Duration.ofMillis(4), Duration.ofMillis(5), Duration.ofMillis(6)),
					Set.of(HttpMethod.GET, HttpMethod.PATCH));
		then(this.session).should().quotaStopAt(0.925);
	}

	@ParameterizedTest
	@CsvSource({ "retry.login.max-retries, -1", "retry.api.max-retries, 101", "retry.login.delay, -1s",
			"retry.api.max-delay, 61m", "retry.login.timeout, 2h", "retry.api.delay, -1ms", "quota.stop-at, 0%",
			"quota.stop-at, 101%", "quota.stop-at, 0.9", "quota.stop-at, 90", "quota.stop-at, '%'",
			"quota.stop-at, lots", "max-users, 0", "max-users, 100001" })
	void valueThatCannotWorkIsRefusedByName(String name, String value) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> map(Map.of(name, value)))
			.withMessageContaining("salesforce.jwt.orgs.acme." + name);
	}

	@ParameterizedTest
	@CsvSource({ "retry.login.max-retries, 0", "retry.api.max-retries, 100", "retry.login.delay, 0s",
			"retry.api.max-delay, 60m", "quota.stop-at, 100%", "max-users, 1", "max-users, 100000" })
	void valueAtABoundIsAccepted(String name, String value) {
		assertThatNoException().isThrownBy(() -> map(Map.of(name, value)));
	}

	private void map(Map<String, String> properties) {
		SalesforceOrgProperties bound = new Binder(new MapConfigurationPropertySource(properties))
			.bind("", SalesforceOrgProperties.class)
			.get();
		new SalesforceCallPropertiesMapper("acme", bound).map().accept(this.session);
	}

}
