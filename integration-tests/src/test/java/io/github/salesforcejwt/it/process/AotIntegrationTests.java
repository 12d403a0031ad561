package io.github.salesforcejwt.it.process;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.github.salesforcejwt.it.TestKeyStore;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is processed ahead of time, without any secret at hand, and then
 * runs on what was generated, and one whose secrets are at hand and not in the output.
 */
class AotIntegrationTests {

	@TempDir
	private Path directory;

	@Test
	void processedApplicationCallsItsOrgsInEveryStyle() throws Exception {
		Path classes = this.directory.resolve("classes");
		process(classes, "--salesforce.jwt.client-id=3MVG9", "--salesforce.jwt.orgs.emea.client-id=3MVG9",
				"--salesforce.jwt.orgs.apac.client-id=3MVG9");
		compile(classes);
		try (SalesforceServer server = SalesforceServer.start()) {
			Map<String, String> properties = new LinkedHashMap<>(server.properties());
			properties.putAll(server.addOrg("emea").properties("salesforce.jwt.orgs.emea"));
			TestKeyStore keyStore = TestKeyStore.create(this.directory.resolve("signer.p12"));
			properties.putAll(
					server.addOrg("apac").certificate(keyStore.certificate()).properties("salesforce.jwt.orgs.apac"));
			properties.remove("salesforce.jwt.orgs.apac.private-key");
			properties.put("salesforce.jwt.orgs.apac.certificate", keyStore.certificate());
			properties.put("signer.store", keyStore.file().toString());
			try (ForkedApplication application = ForkedApplication.of(AotApplication.class)
				.classPathFirst(classes)
				.options("-Dspring.aot.enabled=true")
				.environment(properties)
				.start()) {
				assertThat(application.awaitEnd()).as(application::output).isZero();
				assertThat(application.output()).contains("Limits by salesforce: true", "Limits by emea: true",
						"Limits by apac: true", "Limits by reactive: true", "Limits by interface of salesforce: true",
						"Limits by interface of emea: true", "Unqualified WebClient is mine: true", "Generated: true");
			}
			assertThat(server.org().logins()).isOne();
			assertThat(server.org("emea").logins()).isOne();
		}
	}

	@Test
	void outputHoldsNoSecretThatWasAtHand() throws IOException {
		String secret = "CanaryOfAllSecrets";
		try (SalesforceServer server = SalesforceServer.start()) {
			List<String> arguments = new ArrayList<>(List.of("--salesforce.jwt.private-key-password=" + secret,
					"--salesforce.jwt.orgs.emea.client-secret=" + secret));
			server.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
			server.addOrg("emea")
				.properties("salesforce.jwt.orgs.emea")
				.forEach((name, value) -> arguments.add("--" + name + "=" + value));
			process(this.directory.resolve("classes"), arguments.toArray(String[]::new));
			String output = output();
			assertThat(output).contains("salesforceRestClient", "emeaRestClient");
			assertThat(Stream.concat(Stream.of(secret), server.org().privateKey().lines().skip(1).limit(10)))
				.filteredOn(output::contains)
				.isEmpty();
		}
	}

	private String output() throws IOException {
		StringBuilder output = new StringBuilder();
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				output.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
			}
		}
		return output.toString();
	}

	private void process(Path classes, String... arguments) {
		AbstractAotProcessor.Settings settings = AbstractAotProcessor.Settings.builder()
			.sourceOutput(this.directory.resolve("sources"))
			.resourceOutput(classes)
			.classOutput(classes)
			.groupId("com.acme")
			.artifactId("erp")
			.build();
		new SpringApplicationAotProcessor(AotApplication.class, settings, arguments).process();
	}

	private void compile(Path classes) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		String classPath = String.join(File.pathSeparator,
				ForkedApplication.of(AotApplication.class).classPath().stream().map(Path::toString).toList());
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> sources = Files.walk(this.directory.resolve("sources"))) {
			List<Path> generated = sources.filter((path) -> path.toString().endsWith(".java")).toList();
			assertThat(generated).isNotEmpty();
			boolean compiled = compiler
				.getTask(messages, files, null,
						List.of("-proc:none", "-cp", classPath + File.pathSeparator + classes, "-d",
								classes.toString()),
						null, files.getJavaFileObjectsFromPaths(generated))
				.call();
			assertThat(compiled).as(messages::toString).isTrue();
		}
	}

}
