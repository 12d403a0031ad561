package io.github.salesforcejwt.it;

import io.github.salesforcejwt.SalesforceClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an application prints that injects a client and has no org.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingClientTests {

	private static final String EXPLANATION = "no Salesforce org is configured";

	@Test
	void restClientWhenNoOrgThenPropertiesAreNamed(CapturedOutput output) {
		fail(WithRestClient.class);
		assertThat(output).contains("Parameter 0 of constructor in " + WithRestClient.class.getName())
			.contains(EXPLANATION)
			.contains("'salesforce.jwt.client-id'")
			.contains("'salesforce.jwt.login-url'");
	}

	@Test
	void webClientWhenNoOrgThenPropertiesAreNamed(CapturedOutput output) {
		fail(WithWebClient.class);
		assertThat(output).contains(EXPLANATION).contains("WebClient");
	}

	@Test
	void clientsWhenDisabledThenTheSwitchIsNamed(CapturedOutput output) {
		fail(WithClients.class, "--salesforce.jwt.enabled=false", "--salesforce.jwt.client-id=3MVG9");
		assertThat(output).contains("'salesforce.jwt.enabled' is false");
	}

	@Test
	void qualifiedClientWhenApplicationHasAnotherOneThenPropertiesAreNamed(CapturedOutput output) {
		fail(WithQualifiedClient.class);
		assertThat(output).contains(EXPLANATION);
	}

	@Test
	void otherQualifierWhenApplicationHasAnotherClientThenBootExplains(CapturedOutput output) {
		fail(WithOtherQualifier.class);
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain(EXPLANATION);
	}

	@Test
	void otherTypeWhenNoOrgThenBootExplains(CapturedOutput output) {
		fail(WithOtherType.class);
		assertThat(output).contains("java.text.NumberFormat").doesNotContain(EXPLANATION);
	}

	private static void fail(Class<?> application, String... arguments) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments).close());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithRestClient {

		WithRestClient(RestClient restClient) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithWebClient {

		WithWebClient(WebClient webClient) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithClients {

		WithClients(SalesforceClients clients) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Erp {

		@Bean
		RestClient erpClient() {
			return RestClient.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Erp.class)
	static class WithQualifiedClient {

		WithQualifiedClient(@Qualifier("salesforce") RestClient restClient) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Erp.class)
	static class WithOtherQualifier {

		WithOtherQualifier(@Qualifier("legacyErp") RestClient restClient) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithOtherType {

		WithOtherType(java.text.NumberFormat format) {
		}

	}

}
