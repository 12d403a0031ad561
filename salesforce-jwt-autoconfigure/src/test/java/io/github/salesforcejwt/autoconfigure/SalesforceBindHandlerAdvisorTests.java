package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceBindHandlerAdvisor}.
 */
class SalesforceBindHandlerAdvisorTests {

	private static final String SECRET = "C9FD0E2B5A714F3C8D6E9B0A1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6F7A8B9C0D";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SalesforceAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					salesforce.jwt.grant-type             | oauth | it is 'oauth' | Use 'jwt-bearer' or 'client-credentials'.
					salesforce.jwt.orgs.emea.token-lifetime | 30 parsecs | it is '30 parsecs' | A number without a unit means seconds.
					salesforce.jwt.verify-on-startup      | maybe | it is 'maybe' | Use 'true' or 'false'.
					salesforce.jwt.retry.api.max-retries  | many  | it is 'many' | Use a whole number.
					salesforce.jwt.retry.api.methods      | get,fetch | it is 'get,fetch' | 'post'
					salesforce.jwt.orgs.emea              | acme  | it has a value of its own | set the properties below it.
					salesforce.jwt.orgs                   | acme  | it is 'acme' |  'salesforce.jwt.orgs.<id>.client-id'
					""")
	void valueThatCannotBeConvertedIsNamedWithTheRemedy(String property, String value, String found, String remedy) {
		this.contextRunner.withPropertyValues("salesforce.jwt.client-id=3MVG9", property + "=" + value)
			.run((context) -> assertThat(failure(context.getStartupFailure())).hasMessageContaining("'" + property)
				.hasMessageContaining(found)
				.hasMessageContaining(remedy));
	}

	@ParameterizedTest
	@CsvSource({ "grant-type", "token-lifetime", "verify-on-startup", "retry.login.max-retries", "retry.api.methods" })
	void secretInTheWrongPropertyIsInNoExceptionOfTheChain(String property) {
		this.contextRunner.withPropertyValues("salesforce.jwt." + property + "=" + SECRET).run((context) -> {
			assertThat(failure(context.getStartupFailure())).hasMessageContaining("64 characters");
			assertThat(context.getStartupFailure()).hasStackTraceContaining(property);
			for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
				assertThat(cause.toString()).doesNotContain(SECRET);
			}
		});
	}

	@Test
	void listWithAGapIsNamedWithoutItsElements() {
		this.contextRunner
			.withPropertyValues("salesforce.jwt.allowed-hosts[0]=a.example",
					"salesforce.jwt.allowed-hosts[2]=" + SECRET)
			.run((context) -> assertThat(failure(context.getStartupFailure()))
				.hasMessageContaining("'salesforce.jwt.allowed-hosts'")
				.hasMessageContaining("gap before 'salesforce.jwt.allowed-hosts[2]'")
				.hasMessageNotContaining(SECRET));
	}

	@Test
	void otherPropertiesFailAsBefore() {
		this.contextRunner.withUserConfiguration(OtherConfiguration.class)
			.withPropertyValues("salesforce.jwt.client-id=3MVG9", "other.number=many")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("\"many\""));
	}

	private static InvalidSalesforceConfigurationException failure(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidSalesforceConfigurationException invalid) {
				return invalid;
			}
		}
		throw new AssertionError("No failure of the configuration", failure);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OtherProperties.class)
	static class OtherConfiguration {

	}

	@ConfigurationProperties("other")
	record OtherProperties(int number) {
	}

}
