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
					salesforce.jwt.orgs.emea.token-lifetime | 30 minuts | it is '(not shown: 9 characters that may be a secret)' | A number without a unit means seconds.
					salesforce.jwt.verify-on-startup      | always | it is 'always' | Use 'true' or 'false'.
					salesforce.jwt.retry.api.max-retries  | 3x | it is '3x' | Use a whole number.
					salesforce.jwt.retry.api.methods      | get,fetch | it is 'get,fetch' | 'post'
					salesforce.jwt.orgs.emea              | acme  | it has a value of its own | set the properties below it.
					salesforce.jwt.orgs                   | acme  | it is '(not shown: 4 characters that may be a secret)' |  'salesforce.jwt.orgs.<id>.client-id'
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

	@ParameterizedTest
	@CsvSource({ "grant-type, hush", "grant-type, sec7et", "token-lifetime, hunter2", "verify-on-startup, Secret!",
			"retry.login.max-retries, s3cr3t", "retry.api.methods, correct horse battery staple",
			"client-authentication-method, hush", "ssl-bundle, hush", "http.ssl-bundle, hush", "login-url, hush",
			"instance-url, hush", "audience, hush", "allowed-hosts, sec ret", "quota.stop-at, hush", "username, hush",
			"private-key, hush", "certificate, hush", "orgs, hush" })
	void shortSecretInTheWrongPropertyIsInNoExceptionOfTheChain(String property, String secret) {
		this.contextRunner
			.withPropertyValues("salesforce.jwt.client-id=3MVG9",
					"salesforce.jwt.grant-type="
							+ (property.startsWith("client-auth") ? "client-credentials" : "jwt-bearer"),
					"salesforce.jwt." + property + "=" + secret)
			.run((context) -> {
				assertThat(failure(context.getStartupFailure())).hasMessageContaining("'salesforce.jwt." + property);
				assertThat(context.getStartupFailure()).satisfies((ex) -> {
					for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
						assertThat(cause.toString()).doesNotContain(secret);
					}
				});
			});
	}

	@Test
	void valuesThatCannotBeConvertedAreNamedWithAllElseThatIsWrong() {
		this.contextRunner
			.withPropertyValues("salesforce.jwt.grant-type=oauth", "salesforce.jwt.token-lifetime=always",
					"salesforce.jwt.quota.stop-at=110%", "salesforce.jwt.max-users=0",
					"salesforce.jwt.retry.api.delay=2h", "salesforce.jwt.orgs.emea.verify-on-startup=never",
					"salesforce.jwt.orgs.emea.login-url=prod", "salesforce.jwt.orgs.apac.read-timeout=no")
			.run((context) -> assertThat(failure(context.getStartupFailure()).getDescription().lines()).containsExactly(
					"These configuration properties cannot be used:", "    'salesforce.jwt.grant-type': it is 'oauth'.",
					"    'salesforce.jwt.token-lifetime': it is 'always'.",
					"    'salesforce.jwt.client-id': it is missing.", "    'salesforce.jwt.login-url': it is missing.",
					"    'salesforce.jwt.username': it is missing.", "    'salesforce.jwt.private-key': it is missing.",
					"    'salesforce.jwt.retry.api.delay': it is 120m.",
					"    'salesforce.jwt.quota.stop-at': it is '110%'.", "    'salesforce.jwt.max-users': it is 0.",
					"    'salesforce.jwt.orgs.emea.verify-on-startup': it is 'never'.",
					"    'salesforce.jwt.orgs.emea.client-id': it is missing.",
					"    'salesforce.jwt.orgs.emea.login-url': 'prod' has no scheme or no host.",
					"    'salesforce.jwt.orgs.emea.username': it is missing.",
					"    'salesforce.jwt.orgs.emea.private-key': it is missing.",
					"    'salesforce.jwt.orgs.apac.read-timeout': it is 'no'.",
					"    'salesforce.jwt.orgs.apac.client-id': it is missing.",
					"    'salesforce.jwt.orgs.apac.login-url': it is missing.",
					"    'salesforce.jwt.orgs.apac.username': it is missing.",
					"    'salesforce.jwt.orgs.apac.private-key': it is missing."));
	}

	@ParameterizedTest
	@CsvSource({ "login-url, ${SF_URL}, SF_URL", "login-url, https://${SF_DOMAIN}.my.salesforce.com, SF_DOMAIN",
			"private-key, ${SF_KEY}, SF_KEY", "private-key, base64:${sf.key}, sf.key",
			"token-lifetime, ${SF_TTL}, SF_TTL", "verify-on-startup, ${SF_VERIFY}, SF_VERIFY",
			"grant-type, ${SF_GRANT}, SF_GRANT", "allowed-hosts, 'a.example,${SF_HOST}', SF_HOST",
			"allowed-hosts[0], ${SF_HOST}, SF_HOST", "client-secret, ${SF_A}${SF_B}, SF_A",
			"orgs.emea.username, ${SF_USER}, SF_USER", "http.ssl-bundle, ${SF_TLS}, SF_TLS",
			"retry.api.max-retries, ${SF_RETRIES}, SF_RETRIES" })
	void placeholderWithoutAValueIsNamedWithItsVariable(String property, String value, String variable) {
		this.contextRunner.withPropertyValues("salesforce.jwt." + property + "=" + value)
			.run((context) -> assertThat(failure(context.getStartupFailure()).getMessage())
				.containsOnlyOnce("'salesforce.jwt." + property + "': it contains the placeholder ${" + variable
						+ "}, and no property or environment variable '" + variable + "' is set.")
				.containsOnlyOnce("'salesforce.jwt." + property + "': Set '" + variable
						+ "', or write the value in place of the placeholder.")
				.doesNotContain("'salesforce.jwt." + property + "': it is missing"));
	}

	@Test
	void placeholderWithAValueIsNoFailure() {
		this.contextRunner
			.withPropertyValues("salesforce.jwt.login-url=https://${SF_DOMAIN:acme}.my.salesforce.com",
					"salesforce.jwt.client-id=${SF_ID}", "SF_ID=3MVG9", "salesforce.jwt.username=sync@acme.example",
					"salesforce.jwt.private-key=classpath:keys/pkcs8.pem")
			.run((context) -> assertThat(context).hasNotFailed());
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
