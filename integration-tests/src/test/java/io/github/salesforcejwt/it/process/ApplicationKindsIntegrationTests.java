package io.github.salesforcejwt.it.process;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter in applications of each kind, each with no more on its class path than such
 * an application has.
 */
class ApplicationKindsIntegrationTests {

	private static final List<String> ACTUATOR = List.of("spring-boot-starter-actuator", "spring-boot-actuator",
			"spring-boot-starter-micrometer", "spring-boot-micrometer", "spring-boot-health", "micrometer-core",
			"micrometer-jakarta");

	private static final List<String> SECURITY_STARTER = List.of("spring-boot-security", "spring-boot-starter-security",
			"spring-security-config");

	private static final List<String> REACTIVE_STACK = List.of("spring-webflux", "spring-boot-webflux",
			"spring-boot-webclient", "reactor", "spring-boot-reactor", "netty", "reactive-streams");

	private static final List<String> SERVLET_STACK = List.of("tomcat", "spring-webmvc", "spring-boot-webmvc",
			"spring-boot-tomcat", "spring-boot-servlet");

	private final SalesforceServer server = SalesforceServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void servletApplicationWithoutPropertiesAnswersAsBefore() {
		try (ForkedApplication application = servlet().without(SECURITY_STARTER).start()) {
			HttpResponse<String> response = application.get("/hello");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("Hello");
			assertThat(application.output()).doesNotContainIgnoringCase("password").doesNotContain("salesforce");
		}
	}

	/**
	 * The endpoint above would be locked if the starter brought Boot's security.
	 */
	@Test
	void servletApplicationWithTheSecurityStarterLocksTheSameEndpoint() {
		try (ForkedApplication application = servlet().start()) {
			assertThat(application.get("/hello").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void servletApplicationWithoutReactorCallsSalesforce() {
		try (ForkedApplication application = servlet().without(SECURITY_STARTER)
			.environment(this.server.properties())
			.start()) {
			assertThat(application.get("/limits").body()).contains("DailyApiRequests");
			assertThat(application.get("/hello").statusCode()).isEqualTo(200);
			assertThat(application.output()).doesNotContainIgnoringCase("password");
			assertThat(this.server.org().logins()).isOne();
		}
	}

	@Test
	void reactiveApplicationWithoutServletApiCallsSalesforce() {
		try (ForkedApplication application = ForkedApplication.of(ReactiveApplication.class)
			.without(SECURITY_STARTER)
			.without(ACTUATOR)
			.without(SERVLET_STACK)
			.environment(this.server.properties())
			.arguments(List.of("--server.port=0"))
			.start()) {
			assertThat(application.get("/limits").body()).contains("DailyApiRequests");
			assertThat(application.get("/blocking").body()).contains("DailyApiRequests");
			assertThat(this.server.org().logins()).isOne();
		}
	}

	@Test
	void applicationWithoutWebCallsSalesforceAndEnds() {
		try (ForkedApplication application = plain().start()) {
			assertThat(application.awaitEnd()).as(application::output).isZero();
			assertThat(application.output()).contains("Limits: ").contains("DailyApiRequests");
		}
	}

	/**
	 * On the JDK's HTTP client, each of which has a thread.
	 */
	@Tag("long")
	@Test
	void twoHundredOrgsAddNoThreadEach(@TempDir Path directory) throws IOException {
		Path key = Files.writeString(directory.resolve("key.pem"), this.server.org().privateKey());
		List<String> arguments = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			Map<String, String> org = this.server.org().properties("--salesforce.jwt.orgs.org-" + i);
			org.replaceAll((name, value) -> name.endsWith(".private-key") ? "file:" + key : value);
			org.forEach((name, value) -> arguments.add(name + "=" + value));
		}
		try (ForkedApplication application = plain().arguments(arguments).start()) {
			int threads = Integer.parseInt(application.await(Pattern.compile("Threads: (\\d+)")));
			assertThat(threads).isLessThan(60);
			assertThat(this.server.org().logins()).isEqualTo(201);
			String milliseconds = application.await(Pattern.compile("Milliseconds since the start: (\\d+)"));
			System.out.println("An application with 201 orgs made its first call after " + milliseconds + " ms");
		}
	}

	private ForkedApplication.Builder plain() {
		return ForkedApplication.of(PlainApplication.class)
			.without(SECURITY_STARTER)
			.without(ACTUATOR)
			.without(SERVLET_STACK)
			.without(REACTIVE_STACK)
			.environment(this.server.properties());
	}

	private static ForkedApplication.Builder servlet() {
		return ForkedApplication.of(ServletApplication.class)
			.without(ACTUATOR)
			.without(REACTIVE_STACK)
			.arguments(List.of("--server.port=0"));
	}

}
