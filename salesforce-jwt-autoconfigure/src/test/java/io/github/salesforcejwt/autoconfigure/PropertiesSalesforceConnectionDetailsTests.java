package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropertiesSalesforceConnectionDetails}.
 */
class PropertiesSalesforceConnectionDetailsTests {

	@Test
	void detailsAreThoseOfTheProperties() {
		SalesforceOrgProperties properties = new SalesforceOrgProperties();
		properties.setLoginUrl("https://acme.my.salesforce.com");
		properties.setClientId("3MVG9");
		properties.setUsername("sync@acme.example");
		properties.setPrivateKey("classpath:key.pem");
		PropertiesSalesforceConnectionDetails details = new PropertiesSalesforceConnectionDetails(properties);
		assertThat(details.getLoginUrl()).isEqualTo("https://acme.my.salesforce.com");
		assertThat(details.getClientId()).isEqualTo("3MVG9");
		assertThat(details.getUsername()).isEqualTo("sync@acme.example");
		assertThat(details.getPrivateKey()).isEqualTo("classpath:key.pem");
	}

}
