package io.github.salesforcejwt.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnknownProperties}.
 */
class UnknownPropertiesTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@CsvSource({ "salesforce.jwt.token-lifetme, salesforce.jwt.token-lifetime",
			"salesforce.jwt.consumer-key, salesforce.jwt.client-id", "salesforce.jwt.user, salesforce.jwt.username",
			"salesforce.jwt.orgs.eu-west.url, salesforce.jwt.orgs.eu-west.login-url",
			"salesforce.jwt.retry.api.max-retrys, salesforce.jwt.retry.api.max-retries",
			"salesforce.jwt.allowed-host[0], salesforce.jwt.allowed-hosts",
			"salesforce.jwt.shared-session.stor, salesforce.jwt.shared-session.store",
			"salesforce.jwt.shared-session.jdbc.table-names, salesforce.jwt.shared-session.jdbc.table-name" })
	void misspelledPropertyIsNamedWithTheOneThatWasMeant(String name, String meant) {
		set(name);
		assertThat(UnknownProperties.describe(this.environment))
			.containsExactly("'" + name + "' is not a property of salesforce-jwt: write '" + meant + "'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce.jwt.flux-capacitor", "salesforce.jwt.shared-session.flux-capacitor",
			"salesforce.jwt.enabl", "salesforce.jwt.client-secxy", "salesforce.jwt.orgs.emea.shared-session.store",
			"salesforce.jwt.orgs.emea.enabled" })
	void propertyThatResemblesNoneIsNamedAsIgnored(String name) {
		set(name);
		assertThat(UnknownProperties.describe(this.environment))
			.containsExactly("'" + name + "' is not a property of salesforce-jwt, and ignored.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce.jwt.client-id", "salesforce.jwt.clientId", "salesforce.jwt.client_id",
			"salesforce.jwt.enabled", "salesforce.jwt.orgs.emea.private-key", "salesforce.jwt.allowed-hosts[0]",
			"salesforce.jwt.retry.login.max-retries", "salesforce.jwt.quota.stop-at",
			"salesforce.jwt.shared-session.store", "salesforce.jwt.shared-session.redis.key-prefix",
			"salesforce.jwt.shared-session.jdbc.table-name", "salesforce.jwt.shared-session.jdbc.initialize-schema",
			"salesforce.check", "salesforce.url", "spring.datasource.url" })
	void propertyInAnySpellingAndThoseOfOthersAreNotReported(String name) {
		set(name);
		assertThat(UnknownProperties.describe(this.environment)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "SALESFORCE_JWT_CONSUMERKEY, salesforce.jwt.client-id",
			"SALESFORCE_JWT_CONSUMER_KEY, salesforce.jwt.client-id",
			"SALESFORCE_JWT_LOGINURI, salesforce.jwt.login-url" })
	void variableThatResemblesAPropertyIsNamed(String name, String meant) {
		setVariable(name);
		assertThat(UnknownProperties.describe(this.environment))
			.containsExactly("'" + name + "' is not a property of salesforce-jwt: write '" + meant + "'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SALESFORCE_JWT_SERVICE_HOST", "SALESFORCE_JWT_PORT_8080_TCP_ADDR",
			"SALESFORCE_JWT_CLIENTID", "SALESFORCE_JWT_CLIENT_ID", "SALESFORCE_JWT_ORGS_EUWEST_CLIENTID" })
	void variablesOfOthersAndThoseThatBindAreNotReported(String name) {
		setVariable(name);
		assertThat(UnknownProperties.describe(this.environment)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "salesforce.client-id, salesforce.jwt.client-id", "salesforce-jwt.username, salesforce.jwt.username",
			"spring.salesforce.jwt.login-url, salesforce.jwt.login-url",
			"salesforce.oauth2.consumer-secret, salesforce.jwt.client-secret" })
	void propertyOfAnotherPrefixIsFoundBeside(String name, String meant) {
		set(name);
		assertThat(UnknownProperties.beside(this.environment)).containsExactly(Map.entry(name, meant));
		assertThat(UnknownProperties.describe(this.environment)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce.jwt.client-id", "salesforce.check", "salesforce.sync.page-size",
			"management.endpoint.salesforce.access", "erp.url" })
	void propertiesOfOthersAreNotFoundBeside(String name) {
		set(name);
		assertThat(UnknownProperties.beside(this.environment)).isEmpty();
	}

	private void set(String name) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, "value")));
	}

	private void setVariable(String name) {
		this.environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, "value")));
	}

}
