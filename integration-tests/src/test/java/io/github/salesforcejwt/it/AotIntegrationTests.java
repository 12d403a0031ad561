package io.github.salesforcejwt.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that was processed ahead of time with one set of orgs, and runs with
 * another login host, in a process of its own with {@code spring.aot.enabled}.
 */
class AotIntegrationTests {

	@TempDir
	private Path directory;

	private final SalesforceServer server = SalesforceServer.start();

	@BeforeEach
	void addOrg() {
		this.server.addOrg("acme");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void applicationWithTwoOrgsAndAnHttpInterfaceRunsFromGeneratedBeans() throws Exception {
		Path classes = process("--salesforce.jwt.client-id=build", "--salesforce.jwt.orgs.acme.client-id=build");
		String output = run(classes);
		assertThat(output).contains("orgs: [salesforce, acme], ahead of time: true").contains("DailyApiRequests");
		assertThat(this.server.org().logins()).isOne();
		assertThat(this.server.org("acme").logins()).isOne();
	}

	private Path process(String... arguments) throws IOException {
		Path sources = this.directory.resolve("sources");
		Path classes = this.directory.resolve("classes");
		AbstractAotProcessor.Settings settings = AbstractAotProcessor.Settings.builder()
			.sourceOutput(sources)
			.resourceOutput(classes)
			.classOutput(classes)
			.groupId("com.acme")
			.artifactId("erp")
			.build();
		new SpringApplicationAotProcessor(AotApplication.class, settings, arguments).process();
		List<String> command = new ArrayList<>(
				List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-nowarn"));
		try (Stream<Path> files = Files.walk(sources)) {
			files.filter((file) -> file.toString().endsWith(".java")).map(Path::toString).forEach(command::add);
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
		assertThat(result).isZero();
		return classes;
	}

	private String run(Path classes) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-Dspring.aot.enabled=true", "-cp",
				classes + File.pathSeparator + System.getProperty("java.class.path"), AotApplication.class.getName()));
		this.server.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
		this.server.org("acme")
			.properties("salesforce.jwt.orgs.acme")
			.forEach((name, value) -> command.add("--" + name + "=" + value));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

}
