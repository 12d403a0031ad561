package io.github.salesforcejwt.it.process;

import java.net.http.HttpResponse;
import java.util.List;

import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
		try (ForkedApplication application = ForkedApplication.of(PlainApplication.class)
			.without(SECURITY_STARTER)
			.without(ACTUATOR)
			.without(SERVLET_STACK)
			.without(REACTIVE_STACK)
			.environment(this.server.properties())
			.start()) {
			assertThat(application.awaitEnd()).as(application::output).isZero();
			assertThat(application.output()).contains("Limits: ").contains("DailyApiRequests");
		}
	}

	private static ForkedApplication.Builder servlet() {
		return ForkedApplication.of(ServletApplication.class)
			.without(ACTUATOR)
			.without(REACTIVE_STACK)
			.arguments(List.of("--server.port=0"));
	}

}
