package io.github.salesforcejwt.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application, started in a process of its own with {@code --salesforce.check}.
 */
class CheckCommandLineTests {

	private final SalesforceServer server = SalesforceServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void processPrintsTheTableAndExitsZeroWithoutStartingTheApplication() throws Exception {
		Result result = run();
		assertThat(result.output()).contains("✓ login").contains("✓ quota").doesNotContain("application bean made");
		assertThat(result.exitCode()).isZero();
	}

	@Test
	void processExitsOneWhenAStepFails() throws Exception {
		this.server.org().refuseLogins("invalid_grant", "ip restricted");
		Result result = run();
		assertThat(result.output()).contains("✗ login").contains("What to do:");
		assertThat(result.exitCode()).isOne();
	}

	private Result run() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), Application.class.getName(), "--salesforce.check"));
		this.server.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return new Result(output, process.exitValue());
	}

	private record Result(String output, int exitCode) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		Application() {
			System.out.println("application bean made");
		}

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

}
