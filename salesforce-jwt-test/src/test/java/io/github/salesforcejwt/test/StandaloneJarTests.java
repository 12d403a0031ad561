package io.github.salesforcejwt.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar that runs alone, when there is one: its records are kept in a database that
 * lies in it three jars deep.
 */
@EnabledIfSystemProperty(named = "standalone.jar", matches = ".+")
class StandaloneJarTests {

	@Test
	void standaloneJarLogsInAndKeepsRecords() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				System.getProperty("standalone.jar"))
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			Properties properties = properties(output);
			String url = properties.getProperty("salesforce.jwt.login-url");
			Map<String, Object> claims = Map.of("iss", properties.getProperty("salesforce.jwt.client-id"), "sub",
					properties.getProperty("salesforce.jwt.username"), "aud", url, "exp",
					Instant.now().plusSeconds(180).getEpochSecond());
			String assertion = TestClient.sign(Map.of("alg", "RS256"), claims,
					properties.getProperty("salesforce.jwt.private-key"));
			HttpResponse<String> login = TestClient.token(url,
					Map.of("grant_type", TestClient.JWT_BEARER, "assertion", assertion));
			HttpResponse<String> found = TestClient.get(url + "/services/data/v68.0/query?q=SELECT+Id+FROM+Account",
					"Authorization", "Bearer " + TestClient.json(login).get("access_token"));
			assertThat(found.body()).isEqualTo("{\"totalSize\":0,\"done\":true,\"records\":[]}");
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

}
