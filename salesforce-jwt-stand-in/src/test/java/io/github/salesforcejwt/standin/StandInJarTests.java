package io.github.salesforcejwt.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar that runs alone, once it is packaged: an application is logged in to it with
 * the properties that it prints, and its records are kept in a database that lies in it
 * three jars deep.
 */
@EnabledIfSystemProperty(named = "stand-in.jar", matches = ".+")
class StandInJarTests {

	@Test
	void jarLogsInAndKeepsRecords() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				System.getProperty("stand-in.jar"))
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
				ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
					.web(WebApplicationType.NONE)
					.properties(properties(output))
					.run()) {
			RestClient salesforce = context.getBean(RestClient.class);
			salesforce.post()
				.uri("/services/data/v68.0/sobjects/Account")
				.body(Map.of("Name", "Acme"))
				.retrieve()
				.toBodilessEntity();
			assertThat(salesforce.get()
				.uri("/services/data/v68.0/query?q={soql}", "SELECT Name FROM Account")
				.retrieve()
				.body(String.class)).contains("\"totalSize\":1").contains("\"Name\":\"Acme\"");
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	private static Properties properties(BufferedReader output) throws IOException {
		StringBuilder lines = new StringBuilder();
		String line = "";
		while (!line.startsWith("salesforce.jwt.login-url")) {
			line = output.readLine();
			assertThat(line).as(lines::toString).isNotNull();
			lines.append(line).append('\n');
		}
		Properties properties = new Properties();
		properties.load(new StringReader(lines.toString()));
		return properties;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
