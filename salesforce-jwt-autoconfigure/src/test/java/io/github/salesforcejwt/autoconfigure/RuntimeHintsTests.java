package io.github.salesforcejwt.autoconfigure;

import java.util.Map;

import io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpointAutoConfiguration;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told of an application with two orgs.
 */
class RuntimeHintsTests {

	private static final String ENDPOINT = "io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpoint";

	@Test
	void keysOnTheClassPathAreTakenAlong() throws Exception {
		RuntimeHints hints = hints(Map.of("salesforce.jwt.private-key", "classpath:keys/pkcs8.pem",
				"salesforce.jwt.orgs.acme.private-key", "classpath:/keys/pkcs1.pem"));
		assertThat(RuntimeHintsPredicates.resource().forResource("keys/pkcs8.pem")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("keys/pkcs1.pem")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("keys/rsa4096.pem")).rejects(hints);
	}

	@Test
	void certificatesOnTheClassPathAreTakenAlong() throws Exception {
		RuntimeHints hints = hints(Map.of("salesforce.jwt.certificate", "classpath:keys/certificate.pem"));
		assertThat(RuntimeHintsPredicates.resource().forResource("keys/certificate.pem")).accepts(hints);
	}

	@Test
	void keysElsewhereAreNotTakenAlong() throws Exception {
		RuntimeHints hints = hints(Map.of("salesforce.jwt.private-key", "file:keys/pkcs8.pem"));
		assertThat(RuntimeHintsPredicates.resource().forResource("keys/pkcs8.pem")).rejects(hints);
	}

	@Test
	void endpointAndPropertiesAreReflectedOn() throws Exception {
		RuntimeHints hints = hints(Map.of("salesforce.jwt.client-id", "3MVG9"));
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ENDPOINT, "orgs")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ENDPOINT, "logIn")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ENDPOINT + "$OrgDescriptor", "lastFailure"))
			.accepts(hints);
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(SalesforceOrgProperties.class, "setPrivateKey"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(SalesforceProperties.class, "getOrgs"))
			.accepts(hints);
	}

	private static RuntimeHints hints(Map<String, Object> properties) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(RuntimeHintsTests.class)), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("exposure", Map.of("management.endpoints.web.exposure.include", "*",
						"management.endpoints.jmx.exposure.include", "*")));
			context.register(Application.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, SalesforceAutoConfiguration.class,
			SalesforceEndpointAutoConfiguration.class })
	static class Application {

	}

}
