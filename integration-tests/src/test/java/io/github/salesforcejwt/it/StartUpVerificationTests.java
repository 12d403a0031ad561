package io.github.salesforcejwt.it;

import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code verify-on-startup}: an application whose login is refused does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpVerificationTests {

	private final SalesforceServer server = SalesforceServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void unverifiedStartDoesNotLogIn() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.isActive()).isTrue();
			assertThat(this.server.org().loginAttempts()).isZero();
		}
	}

	@Test
	void verifiedStartLogsInOnceToThatOrgEvenIfBeansAreLazy() {
		this.server.addOrg("acme");
		List<String> acme = arguments(this.server.org("acme").properties("salesforce.jwt.orgs.acme"));
		acme.add("--salesforce.jwt.orgs.acme.verify-on-startup=true");
		acme.add("--spring.main.lazy-initialization=true");
		try (ConfigurableApplicationContext context = run(acme.toArray(String[]::new))) {
			assertThat(context.isActive()).isTrue();
			assertThat(this.server.org("acme").logins()).isOne();
			assertThat(this.server.org().loginAttempts()).isZero();
		}
	}

	@Test
	void verifiedStartThatIsRefusedFailsWithWhatItMeansAndWhatToDo(CapturedOutput output) {
		this.server.org().refuseLogins("invalid_grant", "user hasn't approved this consumer");
		assertThatExceptionOfType(SalesforceLoginException.class)
			.isThrownBy(() -> run("--salesforce.jwt.verify-on-startup=true"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The login to the Salesforce org 'salesforce' failed")
			.contains("user hasn't approved this consumer")
			.contains("Action:")
			.contains("Admin approved users are pre-authorized");
	}

	private ConfigurableApplicationContext run(String... arguments) {
		List<String> all = arguments(this.server.properties());
		all.addAll(List.of(arguments));
		return new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.run(all.toArray(String[]::new));
	}

	private static List<String> arguments(java.util.Map<String, String> properties) {
		List<String> arguments = new ArrayList<>();
		properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		return arguments;
	}

}
