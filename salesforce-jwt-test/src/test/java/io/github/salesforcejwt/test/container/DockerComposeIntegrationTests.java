package io.github.salesforcejwt.test.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

import io.github.salesforcejwt.autoconfigure.SalesforceConnectionDetails;
import io.github.salesforcejwt.test.SalesforceOrg;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the starter and the two {@code compose.yaml} that the image comes
 * with.
 */
@RequiresCompose
class DockerComposeIntegrationTests {

	private static final Path FILES = Path.of("container").toAbsolutePath();

	@Test
	void applicationIsLoggedInWithoutAProperty() {
		try (ConfigurableApplicationContext context = start(FILES.resolve("compose.yaml"))) {
			assertThat(limits(context)).contains("DailyApiRequests");
			String url = context.getBean(SalesforceConnectionDetails.class).getLoginUrl();
			assertThat(SalesforceOrg.at(url, "salesforce").logins()).isEqualTo(1);
		}
	}

	@Test
	void applicationTrustsTheCertificateThatTheServiceHasWritten() throws IOException {
		// the file is needed until the process ends, which takes the service down
		Path directory = Files.createDirectories(Path.of("target", "compose-https").toAbsolutePath());
		Path compose = Files.copy(FILES.resolve("compose-https.yaml"), directory.resolve("compose.yaml"),
				StandardCopyOption.REPLACE_EXISTING);
		Path properties = directory.resolve("stand-in/application.properties");
		try (ConfigurableApplicationContext warmUp = start(compose, "salesforce.jwt.enabled=false")) {
			assertThat(warmUp.isRunning()).isTrue();
			assertThat(properties).exists();
			try (ConfigurableApplicationContext context = start(null, "spring.docker.compose.enabled=false",
					"spring.config.import=file:" + properties, "spring.http.clients.ssl.bundle=salesforce")) {
				assertThat(limits(context)).contains("DailyApiRequests");
				assertThat(context.getEnvironment().getProperty("salesforce.jwt.login-url"))
					.isEqualTo("https://localhost:8443");
			}
		}
	}

	private static String limits(ConfigurableApplicationContext context) {
		return context.getBean("salesforceRestClient", RestClient.class)
			.get()
			.uri("/services/data/v60.0/limits")
			.retrieve()
			.body(String.class);
	}

	private static ConfigurableApplicationContext start(Path compose, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.docker.compose.skip.in-tests=false",
					"spring.docker.compose.file=" + ((compose != null) ? compose : ""),
					"spring.docker.compose.arguments[0]=--project-name=stand-in-" + UUID.randomUUID(),
					"spring.docker.compose.stop.command=down")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
