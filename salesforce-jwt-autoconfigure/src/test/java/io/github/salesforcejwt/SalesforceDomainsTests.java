package io.github.salesforcejwt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceDomains}.
 */
class SalesforceDomainsTests {

	@ParameterizedTest
	@ValueSource(strings = { "acme.my.salesforce.com", "ACME--uat.sandbox.my.Salesforce.com", "acme.my.salesforce.mil",
			"login.salesforce.com" })
	void hostOfAnInstanceAnswersLoginsToo(String host) {
		assertThat(SalesforceDomains.isInstance(host)).isTrue();
		assertThat(SalesforceDomains.isLogin(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme.my.site.com", "ACME.my.site.com" })
	void hostOfASiteAnswersLoginsOnly(String host) {
		assertThat(SalesforceDomains.isInstance(host)).isFalse();
		assertThat(SalesforceDomains.isLogin(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme.lightning.force.com", "salesforce.com.evil.example", "evilsalesforce.com",
			"localhost", "" })
	void anyOtherHostAnswersNeither(String host) {
		assertThat(SalesforceDomains.isInstance(host)).isFalse();
		assertThat(SalesforceDomains.isLogin(host)).isFalse();
	}

}
