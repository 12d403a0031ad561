package io.github.salesforcejwt.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.github.salesforcejwt.autoconfigure.SalesforceWebClientAutoConfiguration;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceSharedSessionProperties;
import io.github.salesforcejwt.it.MarkdownPage.Block;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

/**
 * The examples of the documentation: Java compiles, YAML names properties that exist and
 * configures an application, and the quick start prints what the README says.
 */
@ExtendWith(OutputCaptureExtension.class)
class DocumentationExampleTests {

	private static final String KEYS = "/etc/salesforce/";

	@TempDir
	private Path directory;

	static List<Block> yaml() throws IOException {
		return examples("yaml");
	}

	static List<Block> yamlOfOrgs() throws IOException {
		return yaml().stream().filter((example) -> example.text().contains("client-id:")).toList();
	}

	@Test
	void javaCompiles() throws IOException {
		// the container needs Testcontainers, which is not here
		List<Block> examples = examples("java").stream()
			.filter((example) -> !example.text().contains("@ServiceConnection"))
			.toList();
		assertThat(examples).hasSizeGreaterThan(8);
		assertThat(new ExampleCompiler(examples, this.directory).compile()).isEmpty();
	}

	@Test
	void javaThatDoesNotCompileIsNamed() {
		Block example = new Block(Path.of("page.md"), 7, "java", "int calls = 0;\nSalesforceClient client;\n");
		assertThat(new ExampleCompiler(List.of(example), this.directory).compile()).singleElement()
			.asString()
			.contains("page.md:8: ")
			.contains("SalesforceClient");
	}

	@ParameterizedTest
	@MethodSource("yaml")
	void yamlNamesPropertiesThatExist(Block example) throws IOException {
		ConfigurationPropertySource source = ConfigurationPropertySource.from(properties(example.text()));
		ConfigurationPropertyName shared = ConfigurationPropertyName.of("salesforce.jwt.shared-session");
		boolean ofOrgs = isBound(source.filter((name) -> !shared.isAncestorOf(name)), "salesforce.jwt",
				SalesforceProperties.class);
		boolean ofSharedSession = isBound(source, shared.toString(), SalesforceSharedSessionProperties.class);
		assertThat(ofOrgs || ofSharedSession).isTrue();
	}

	private static boolean isBound(ConfigurationPropertySource source, String prefix, Class<?> type) {
		return new Binder(source).bind(prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
			.isBound();
	}

	@ParameterizedTest
	@MethodSource("yamlOfOrgs")
	void yamlConfiguresAnApplication(Block example) throws Exception {
		createKeys(example.text());
		EnumerablePropertySource<?> properties = properties(example.text().replace(KEYS, this.directory + "/"));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SalesforceAutoConfiguration.class,
					SalesforceWebClientAutoConfiguration.class))
			.withPropertyValues("KEYSTORE_PASSWORD=" + TestKeyStore.PASSWORD, "SALESFORCE_CLIENT_SECRET=hush")
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(properties))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(SalesforceClients.class)
				.satisfies((clients) -> assertThat(clients.getIds()).isNotEmpty()
					.allSatisfy((id) -> assertThat(clients.restClient(id)).isNotNull())));
	}

	@Test
	void quickStartPrintsWhatTheReadmeSays(CapturedOutput output) throws Exception {
		MarkdownPage readme = MarkdownPage.root("README.md");
		Block example = readme.blocks("java").get(0);
		ExampleCompiler compiler = new ExampleCompiler(List.of(example), this.directory);
		assertThat(compiler.compile()).isEmpty();
		Class<?> greeting = compiler.load(example, "Greeting");
		try (SalesforceServer server = SalesforceServer.start();
				ConfigurableApplicationContext context = Applications.run(server.properties())) {
			context.getBean(RestClient.class)
				.post()
				.uri("/services/data/v68.0/sobjects/Account")
				.body(Map.of("Name", "Acme"))
				.retrieve()
				.toBodilessEntity();
			((CommandLineRunner) context.getAutowireCapableBeanFactory().createBean(greeting)).run();
		}
		assertThat(output.toString().replaceAll("/001\\w+", "/001...")).contains(readme.blocks("text").get(0).text());
	}

	private static List<Block> examples(String language) throws IOException {
		return MarkdownPage.all().stream().flatMap((page) -> page.blocks(language).stream()).toList();
	}

	private static EnumerablePropertySource<?> properties(String yaml) throws IOException {
		return (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.get(0);
	}

	/**
	 * Create the keys that an example names, a key store by the commands of the
	 * documentation.
	 */
	private void createKeys(String example) throws IOException, InterruptedException {
		for (MatchResult pem : Pattern.compile(KEYS + "([\\w-]+\\.pem)").matcher(example).results().toList()) {
			Files.writeString(this.directory.resolve(pem.group(1)), Pem.generate("RSA", 2048).privateKey());
		}
		if (example.contains(".p12")) {
			for (String command : keytoolCommands()) {
				run(command);
			}
		}
	}

	private static List<String> keytoolCommands() {
		return MarkdownPage.root("docs/salesforce-setup.md")
			.blocks("text")
			.stream()
			.flatMap((block) -> block.text().lines())
			.filter((line) -> line.startsWith("keytool "))
			.toList();
	}

	/**
	 * Run keytool, which asks for the password of a new key store twice.
	 */
	private void run(String command) throws IOException, InterruptedException {
		List<String> words = new ArrayList<>(Arrays.asList(command.replace("\"", "").split(" ")));
		words.set(0, Path.of(System.getProperty("java.home"), "bin", words.get(0)).toString());
		Path input = Files.writeString(this.directory.resolve("input"), (TestKeyStore.PASSWORD + "\n").repeat(2));
		Path log = this.directory.resolve("log");
		Process process = new ProcessBuilder(words).directory(this.directory.toFile())
			.redirectInput(input.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		assertThat(process.waitFor()).as(() -> contentOf(log.toFile())).isZero();
	}

}
