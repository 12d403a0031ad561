package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.util.Set;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LoginUrlRules}.
 */
class LoginUrlRulesTests {

	private static final URI ACME = URI.create("https://acme.my.salesforce.com");

	@ParameterizedTest
	@CsvSource({ "production, https://login.salesforce.com", "sandbox, https://test.salesforce.com",
			"' https://acme.my.salesforce.com/ ', https://acme.my.salesforce.com",
			"https://Acme.My.Salesforce.COM:443, https://acme.my.salesforce.com",
			"HTTPS://acme.my.salesforce.com//, https://acme.my.salesforce.com",
			"https://acme.my.salesforce.com:8443, https://acme.my.salesforce.com:8443",
			"https://acme--dev.sandbox.my.salesforce.com, https://acme--dev.sandbox.my.salesforce.com",
			"https://acme.my.site.com/customers, https://acme.my.site.com/customers",
			"https://acme.my.salesforce-sites.com/shop/, https://acme.my.salesforce-sites.com/shop",
			"https://site.force.com/customers, https://site.force.com/customers",
			"https://acme.my.sfcrmproducts.cn, https://acme.my.sfcrmproducts.cn",
			"https://acme.my.sfcrmapps.cn, https://acme.my.sfcrmapps.cn",
			"https://acme.cloudforce.com, https://acme.cloudforce.com",
			"https://acme.my.salesforce.mil, https://acme.my.salesforce.mil",
			"https://acme.crmforce.mil, https://acme.crmforce.mil", "http://localhost:8080, http://localhost:8080",
			"http://localhost:80/, http://localhost", "https://127.0.0.1:8443, https://127.0.0.1:8443" })
	void loginUrlIsWrittenAsSalesforceWritesIt(String value, String loginUrl) {
		assertThat(rules().loginUrl(value)).isEqualTo(URI.create(loginUrl));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					prod | has no scheme | Write 'production'
					Production | has no scheme | Write 'production'
					live | has no scheme | Write 'production'
					test | has no scheme | Write 'sandbox'
					DEV | has no scheme | Write 'sandbox'
					acme.my.salesforce.com | has no scheme | Write https://acme.my.salesforce.com.
					acme.my.salesforce.com/ | has no scheme | Write https://acme.my.salesforce.com.
					acme | has no scheme | My Domain
					https:// | not a URL | My Domain
					https://acme my | not a URL | My Domain
					ftp://acme.my.salesforce.com | the scheme 'ftp' | My Domain
					http://acme.my.salesforce.com | plain http | Use https
					https://a:b@acme.my.salesforce.com | a user name or password | My Domain
					https://acme.my.salesforce.com?x=1 | a query | My Domain
					https://acme.my.salesforce.com#x | a fragment | My Domain
					https://acme.my.salesforce.com/services/oauth2/token | more than scheme | Write https://acme.my.salesforce.com.
					https://login.salesforce.com/x | more than scheme | Write https://login.salesforce.com.
					https://acme.lightning.force.com | user interface | Write https://acme.my.salesforce.com,
					https://ACME.lightning.force.com/lightning/page/home | user interface | Write https://acme.my.salesforce.com,
					https://acme.my.salesforce-setup.com | user interface | Write https://acme.my.salesforce.com,
					https://acme--dev.sandbox.lightning.force.com | user interface | Write https://acme--dev.sandbox.my.salesforce.com,
					https://acme--dev.sandbox.my.salesforce-setup.com | user interface | Write https://acme--dev.sandbox.my.salesforce.com,
					https://acme-dev-ed.develop.lightning.force.com | user interface | Write https://acme-dev-ed.develop.my.salesforce.com,
					https://acme.my.salesforce.com.evil.example | not a host of Salesforce | 'salesforce.jwt.orgs.billing.allowed-hosts'
					https://evilsalesforce.com | not a host of Salesforce | 'salesforce.jwt.orgs.billing.allowed-hosts'
					https://acme.my.salesforce.com:8080 | :8080' is not a host | 'salesforce.jwt.orgs.billing.allowed-hosts'
					https://sso.acme.example | not a host of Salesforce | 'salesforce.jwt.orgs.billing.allowed-hosts'
					""")
	void loginUrlThatCannotWorkIsRefusedWithTheNearestRightValue(String value, String found, String remedy) {
		assertFailure(() -> rules().loginUrl(value), "login-url", found, remedy);
	}

	@Test
	void loginHostOffSalesforceIsAcceptedIfItIsAllowedByName() {
		LoginUrlRules rules = rules("sso.acme.example:9443");
		assertThat(rules.loginUrl("https://SSO.acme.example:9443/crm"))
			.isEqualTo(URI.create("https://sso.acme.example:9443/crm"));
		assertFailure(() -> rules.loginUrl("https://sso.acme.example"), "login-url", "not a host of Salesforce",
				"allowed-hosts");
		assertFailure(() -> rules("sso.acme.example").loginUrl("https://sso.acme.example:9443"), "login-url",
				"not a host of Salesforce", "allowed-hosts");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://salesforce:8080", "http://10.0.0.7:32768", "https://salesforce.example" })
	void loginHostOfAContainerMayBeAny(String value) {
		assertThat(new LoginUrlRules("salesforce.jwt.", Set.of(), true).loginUrl(value)).isEqualTo(URI.create(value));
	}

	@ParameterizedTest
	@CsvSource({ "https://acme.my.salesforce.com/, https://acme.my.salesforce.com",
			"https://ACME.my.salesforce.com:443, https://acme.my.salesforce.com",
			"https://proxy.acme.example:8443, https://proxy.acme.example:8443" })
	void instanceUrlIsAnOrigin(String value, String instanceUrl) {
		assertThat(rules().instanceUrl(value, ACME)).isEqualTo(URI.create(instanceUrl));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://acme.my.salesforce.com/services | more than scheme | origin
			http://acme.my.salesforce.com | plain http | Use https
			http://localhost:8080 | on this machine | origin
			acme | has no scheme | origin
			""")
	void instanceUrlThatCannotWorkIsRefused(String value, String found, String remedy) {
		assertFailure(() -> rules().instanceUrl(value, ACME), "instance-url", found, remedy);
	}

	@Test
	void instanceUrlMayBeOnThisMachineIfTheLoginIs() {
		URI instanceUrl = URI.create("http://127.0.0.1:8081");
		assertThat(rules().instanceUrl("http://127.0.0.1:8081", URI.create("http://localhost:8080")))
			.isEqualTo(instanceUrl);
	}

	@Test
	void instanceUrlIsReadWithoutALoginUrl() {
		assertThat(rules().instanceUrl("http://127.0.0.1:8081", null)).isEqualTo(URI.create("http://127.0.0.1:8081"));
		assertFailure(() -> rules().instanceUrl("acme", null), "instance-url", "has no scheme", "origin");
	}

	private static LoginUrlRules rules(String... allowedHosts) {
		return new LoginUrlRules("salesforce.jwt.orgs.billing.", Set.of(allowedHosts), false);
	}

	private static void assertFailure(ThrowingCallable rule, String property, String found, String remedy) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(rule).satisfies((ex) -> {
			assertThat(ex.getProperty()).isEqualTo("salesforce.jwt.orgs.billing." + property);
			assertThat(ex.getDescription()).contains(found);
			assertThat(ex.getRemedy()).contains(remedy);
		});
	}

}
