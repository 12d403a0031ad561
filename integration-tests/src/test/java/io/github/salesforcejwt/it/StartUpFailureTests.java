package io.github.salesforcejwt.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an application prints whose {@code salesforce.jwt.*} properties cannot work.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpFailureTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					client-id        |                                | it is missing               | consumer key
					client-id        | ' '                            | it is empty                 | consumer key
					username         |                                | it is missing               | integration user
					username         | 3MVG9                          | it is the consumer key      | approved user
					login-url        |                                | it is missing               | My Domain
					login-url        | acme.my.salesforce.com         | has no scheme               | https://acme.my.salesforce.com
					login-url        | http://acme.my.salesforce.com  | plain http                  | Use https
					login-url        | https://a:b@acme.my.salesforce.com | a user name or password | https://acme.my.salesforce.com
					private-key      |                                | it is missing               | ssl-bundle
					private-key      | file:/nowhere/salesforce.pem   | /nowhere/salesforce.pem     | a location that exists
					audience         | login.salesforce.com           | not a full URL              | https://login.salesforce.com
					allowed-hosts    | https://files.acme.example     | is not a host name          | without scheme
					assertion-lifetime | 10m                          | it is 10m                   | from 1s to 5m
					read-timeout     | 0s                             | it is 0s                    | above zero
					instance-url     | https://acme.my.salesforce.com/services | more than scheme   | origin
					""")
	void propertyThatCannotWorkIsNamedWithTheRemedy(String property, String value, String found, String remedy,
			CapturedOutput output) {
		String pem = Pem.generate("RSA", 2048).privateKey();
		run(properties(property, value, pem));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("salesforce.jwt." + property);
		assertThat(description(output)).contains(found);
		assertThat(action(output)).contains(remedy);
		assertNoSecret(output, pem);
	}

	@ParameterizedTest
	@CsvSource({ "EC,256,EC", "RSA,1024,1024" })
	void keyThatSalesforceRefusesIsNamedWithTheCommandThatMakesAGoodOne(String algorithm, int size, String found,
			CapturedOutput output) {
		String pem = Pem.generate(algorithm, size).privateKey();
		run(properties("private-key", pem, pem));
		assertThat(description(output)).contains("salesforce.jwt.private-key").contains(found);
		assertThat(action(output)).contains("openssl");
		assertNoSecret(output, pem);
	}

	@Test
	void secretsInTheWrongPlaceAreNotPrinted(CapturedOutput output) {
		String content = "openssh-key-v1\0" + Pem.generate("RSA", 2048).privateKey();
		String pem = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + Base64.getMimeEncoder(70, new byte[] { '\n' })
			.encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "\n-----END OPENSSH PRIVATE KEY-----\n";
		run(properties("private-key", pem, pem));
		assertThat(description(output)).contains("OpenSSH");
		assertThat(action(output)).contains("ssh-keygen");
		assertNoSecret(output, pem);
	}

	@ParameterizedTest
	@CsvSource({ "https://login.salesforce.com", "sandbox" })
	void clientCredentialsAtASharedLoginHostAreRefusedWithTheReason(String loginUrl, CapturedOutput output) {
		run(List.of("--salesforce.jwt.grant-type=client-credentials", "--salesforce.jwt.client-id=3MVG9",
				"--salesforce.jwt.client-secret=sec7et", "--salesforce.jwt.login-url=" + loginUrl));
		assertThat(description(output)).contains("salesforce.jwt.login-url").contains("does not support");
		assertThat(action(output)).contains("My Domain");
		assertThat(output).doesNotContain("sec7et");
	}

	@Test
	void privateKeyJwtForClientCredentialsIsRefusedWithTheWayThatWorks(CapturedOutput output) {
		run(List.of("--salesforce.jwt.grant-type=client-credentials", "--salesforce.jwt.client-id=3MVG9",
				"--salesforce.jwt.client-secret=sec7et",
				"--salesforce.jwt.client-authentication-method=private-key-jwt",
				"--salesforce.jwt.login-url=https://acme.my.salesforce.com"));
		assertThat(description(output)).contains("salesforce.jwt.client-authentication-method");
		assertThat(action(output)).contains("'jwt-bearer'");
	}

	private List<String> properties(String property, String value, String pem) {
		List<String> arguments = new ArrayList<>(List.of("client-id=3MVG9", "username=sync@acme.example",
				"login-url=https://acme.my.salesforce.com", "private-key=" + keyFile(pem)));
		arguments.removeIf((argument) -> argument.startsWith(property + "="));
		if (value != null) {
			arguments.add(property + "=" + (value.equals(pem) ? keyFile(pem) : value));
		}
		return arguments.stream().map((argument) -> "--salesforce.jwt." + argument).toList();
	}

	private String keyFile(String pem) {
		try {
			return "file:" + Files.writeString(this.directory.resolve("key.pem"), pem);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void run(List<String> arguments) {
		assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new))
			.close());
	}

	private static String description(CapturedOutput output) {
		String text = output.getAll();
		return text.substring(text.indexOf("Description:"), text.indexOf("Action:"));
	}

	private static String action(CapturedOutput output) {
		return output.getAll().substring(output.getAll().indexOf("Action:"));
	}

	private static void assertNoSecret(CapturedOutput output, String pem) {
		List<String> lines = Arrays.stream(pem.split("\n")).filter((line) -> !line.startsWith("-----")).toList();
		assertThat(lines).isNotEmpty();
		lines.forEach((line) -> assertThat(output.getAll()).doesNotContain(line));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
