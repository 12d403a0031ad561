package io.github.salesforcejwt.it;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.github.salesforcejwt.autoconfigure.SalesforceOrgPropertiesSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
	void propertiesAreNamedForARestClientWithoutAnOrg(CapturedOutput output) {
		fail(WithRestClient.class);
		assertThat(output).contains("Parameter 0 of constructor in " + WithRestClient.class.getName())
			.contains(EXPLANATION)
			.contains("'salesforce.jwt.client-id'")
			.contains("'salesforce.jwt.login-url'");
	}

	@Test
	void beanIsNamedForARestClientBesideOrgsOfRunTime(CapturedOutput output) {
		fail(WithRestClientAndRunTimeOrgs.class);
		assertThat(output).contains("No Salesforce org is configured; the bean 'tenantOrgs' supplies orgs at run time.")
			.contains("inject 'SalesforceClients' and choose the org by its id: restClient(id).");
	}

	@Test
	void propertiesAreNamedForAWebClientWithoutAnOrg(CapturedOutput output) {
		fail(WithWebClient.class);
		assertThat(output).contains(EXPLANATION).contains("WebClient");
	}

	@Test
	void switchIsNamedForClientsThatAreDisabled(CapturedOutput output) {
		fail(WithClients.class, "--salesforce.jwt.enabled=false", "--salesforce.jwt.client-id=3MVG9");
		assertThat(output).contains("'salesforce.jwt.enabled' is 'false'");
	}

	@Test
	void propertiesAreNamedForAQualifiedClientBesideAnotherClient(CapturedOutput output) {
		fail(WithQualifiedClient.class);
		assertThat(output).contains(EXPLANATION);
	}

	@Test
	void anotherQualifierBesideAnotherClientIsLeftToBoot(CapturedOutput output) {
		fail(WithOtherQualifier.class);
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain(EXPLANATION);
	}

	@Test
	void anotherTypeIsLeftToBoot(CapturedOutput output) {
		fail(WithOtherType.class);
		assertThat(output).contains("java.text.NumberFormat").doesNotContain(EXPLANATION);
	}

	@Test
	void otherValueOfTheSwitchIsQuoted(CapturedOutput output) {
		fail(WithClients.class, "--salesforce.jwt.enabled=true or false", "--salesforce.jwt.client-id=3MVG9");
		assertThat(output).contains("'salesforce.jwt.enabled' is 'true or false'").contains("set it to 'true'");
	}

	@Test
	void qualifiersAreNamedForARestClientBesideOrgsWithAnId(CapturedOutput output) {
		fail(WithRestClient.class, "--salesforce.jwt.orgs.emea.client-id=3MVG9",
				"--salesforce.jwt.orgs.apac.client-id=3MVG9");
		assertThat(output).contains("Parameter 0 of constructor in " + WithRestClient.class.getName())
			.contains("The Salesforce orgs are 'emea', 'apac', and the client of each is injected by its id.")
			.contains("@Qualifier(\"emea\") or @Qualifier(\"apac\")")
			.doesNotContain("Application run failed");
	}

	@Test
	void qualifierIsNamedForAWebClientBesideAnOrgWithAnId(CapturedOutput output) {
		fail(WithWebClient.class, "--salesforce.jwt.orgs.emea.client-id=3MVG9");
		assertThat(output).contains("The only Salesforce org is 'emea'").contains("write @Qualifier(\"emea\")");
	}

	@Test
	void orgsAreNamedForAnotherQualifier(CapturedOutput output) {
		fail(WithOtherQualifier.class, "--salesforce.jwt.orgs.emea.client-id=3MVG9");
		assertThat(output).contains("The only Salesforce org is 'emea', and none of them is 'legacyErp'.")
			.contains("define a bean of type")
			.doesNotContain("Application run failed");
	}

	@ParameterizedTest
	@CsvSource({ "Emea, such as 'emea'", "default, directly below 'salesforce.jwt'" })
	void idThatCannotBeOneIsNamed(String id, String remedy, CapturedOutput output) {
		fail(WithRestClient.class, "--salesforce.jwt.orgs." + id + ".client-id=3MVG9");
		assertThat(output).contains("'" + id + "' is not a valid id of an org").contains(remedy);
	}

	@Test
	void autoConfigurationThatIsLeftOutIsNamed(CapturedOutput output) {
		fail(WithRestClient.class, "--salesforce.jwt.client-id=3MVG9",
				"--spring.autoconfigure.exclude=" + SalesforceAutoConfiguration.class.getName());
		assertThat(output).contains("this context does not contain SalesforceAutoConfiguration")
			.contains("@ImportAutoConfiguration(SalesforceAutoConfiguration.class)")
			.doesNotContain(EXPLANATION);
	}

	@Test
	void rightPrefixIsNamedWhenPropertiesHaveAnother(CapturedOutput output) {
		fail(WithRestClient.class, "--salesforce.client-id=3MVG9");
		assertThat(output).contains(EXPLANATION)
			.contains("'salesforce.client-id' is set, and the property is 'salesforce.jwt.client-id'.");
	}

	@Test
	void rightPropertiesAreNamedWhenAllAreMisspelled(CapturedOutput output) {
		fail(WithRestClient.class, "--salesforce.jwt.consumer-key=3MVG9");
		assertThat(output).contains(EXPLANATION)
			.contains("'salesforce.jwt.consumer-key' is not a property of salesforce-jwt: write "
					+ "'salesforce.jwt.client-id'.");
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
	static class WithRestClientAndRunTimeOrgs {

		WithRestClientAndRunTimeOrgs(RestClient restClient) {
		}

		@Bean
		static SalesforceOrgPropertiesSource tenantOrgs() {
			return (id) -> null;
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
