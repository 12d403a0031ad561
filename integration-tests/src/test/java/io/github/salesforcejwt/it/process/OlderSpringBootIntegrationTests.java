package io.github.salesforcejwt.it.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application prints whose Spring Boot is older than the starter needs.
 */
class OlderSpringBootIntegrationTests {

	private static final Path JARS = Path.of("target", "spring-boot-3");

	@Test
	void olderSpringBootIsNamedInOneSentence() throws IOException {
		ForkedApplication.Builder builder = ForkedApplication.of(OlderApplication.class);
		builder.classPath()
			.removeIf((entry) -> !entry.endsWith(Path.of("salesforce-jwt-autoconfigure", "target", "classes"))
					&& !entry.endsWith(Path.of("integration-tests", "target", "test-classes"))
					&& !entry.endsWith(Path.of("target", "test-classes"))
					&& !entry.getFileName().toString().matches("salesforce-jwt-autoconfigure-.*\\.jar"));
		try (Stream<Path> jars = Files.list(JARS)) {
			jars.forEach(builder.classPath()::add);
		}
		try (ForkedApplication application = builder.arguments(List.of("--salesforce.jwt.client-id=3MVG9")).start()) {
			assertThat(application.awaitEnd()).isOne();
			assertThat(application.output()).contains("APPLICATION FAILED TO START")
				.contains("salesforce-jwt needs Spring Boot 4.0 or later, found 3.5.7.")
				.doesNotContain("NoClassDefFoundError")
				.doesNotContain("\tat ");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OlderApplication {

		public static void main(String[] arguments) {
			SpringApplication.run(OlderApplication.class, arguments);
		}

	}

}
