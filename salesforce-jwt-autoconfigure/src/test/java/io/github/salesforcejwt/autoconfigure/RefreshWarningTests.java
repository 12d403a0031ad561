package io.github.salesforcejwt.autoconfigure;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshWarning}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshWarningTests {

	private static final String WARNING = "Properties of Salesforce orgs have changed";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SalesforceAutoConfiguration.class))
		.withPropertyValues("salesforce.jwt.grant-type=client-credentials", "salesforce.jwt.client-id=3MVG9",
				"salesforce.jwt.client-secret=s3cret", "salesforce.jwt.login-url=https://acme.my.salesforce.com");

	@Test
	void refreshOfSpringCloudIsFollowedByOneLine(CapturedOutput output) {
		this.runner.withConfiguration(AutoConfigurations.of(RefreshAutoConfiguration.class))
			.run((context) -> context.publishEvent(new EnvironmentChangeEvent(context,
					Set.of("salesforce.jwt.client-secret", "salesforce.jwt.audience", "erp.url"))));
		assertThat(output).containsOnlyOnce(WARNING)
			.contains("'salesforce.jwt.audience', 'salesforce.jwt.client-secret'.")
			.doesNotContain("erp.url");
	}

	@Test
	void changeOfOtherPropertiesIsNotReported(CapturedOutput output) {
		this.runner.run((context) -> context
			.publishEvent(new EnvironmentChangeEvent(context, Set.of("erp.url", "salesforce.jwtx"))));
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void applicationWithoutSpringCloudStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("salesforceRefreshWarning"));
	}

}
