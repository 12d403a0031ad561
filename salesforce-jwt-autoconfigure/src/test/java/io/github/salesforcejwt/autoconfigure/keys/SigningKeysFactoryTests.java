package io.github.salesforcejwt.autoconfigure.keys;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SigningKeysFactory}.
 */
class SigningKeysFactoryTests {

	private final SalesforceOrgProperties properties = new SalesforceOrgProperties();

	@Test
	void privateKeyIsRead() {
		this.properties.setPrivateKey("classpath:keys/pkcs8-encrypted.pem");
		this.properties.setPrivateKeyPassword(TestKeys.PASSWORD);
		this.properties.setSslBundle("");
		assertThat(factory().create("salesforce.jwt", this.properties).current()).singleElement()
			.hasToString("salesforce.jwt.private-key (classpath:keys/pkcs8-encrypted.pem) (public key SHA-256 "
					+ TestKeys.FINGERPRINT + ")");
	}

	@Test
	void bothKeyAndBundleFail() {
		this.properties.setPrivateKey("classpath:keys/pkcs8.pem");
		this.properties.setSslBundle("salesforce");
		assertFailure("The configuration property 'salesforce.jwt.ssl-bundle' cannot be used: "
				+ "'salesforce.jwt.private-key' is set, too. Remove one of the two.");
	}

	@Test
	void neitherKeyNorBundleFails() {
		assertFailure("The configuration property 'salesforce.jwt.private-key' cannot be used: it is missing. Write ");
	}

	@Test
	void emptyKeyFails() {
		this.properties.setPrivateKey("");
		assertFailure("The configuration property 'salesforce.jwt.private-key' cannot be used: it is empty. Write ");
	}

	@Test
	void bundleOfAnApplicationWithoutBundlesFails() {
		this.properties.setSslBundle("salesforce");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> new SigningKeysFactory(new DefaultResourceLoader(), null).create("salesforce.jwt",
					this.properties))
			.withMessageContaining("there is no SSL bundle 'salesforce'");
	}

	private void assertFailure(String message) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> factory().create("salesforce.jwt", this.properties))
			.withMessageStartingWith(message);
	}

	private static SigningKeysFactory factory() {
		return new SigningKeysFactory(new DefaultResourceLoader(), new DefaultSslBundleRegistry());
	}

}
