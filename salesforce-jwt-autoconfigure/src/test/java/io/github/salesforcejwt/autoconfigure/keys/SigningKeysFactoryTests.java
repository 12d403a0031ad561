package io.github.salesforcejwt.autoconfigure.keys;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SigningKeysFactory}.
 */
class SigningKeysFactoryTests {

	private static final String PREFIX = "salesforce.jwt";

	@Test
	void privateKeyIsRead() {
		SigningKeys keys = factory().create(PREFIX, "classpath:keys/pkcs8-encrypted.pem", TestKeys.PASSWORD, "");
		assertThat(keys.current()).singleElement()
			.hasToString("salesforce.jwt.private-key (classpath:keys/pkcs8-encrypted.pem) (public key SHA-256 "
					+ TestKeys.FINGERPRINT + ")");
	}

	@Test
	void bundleIsRead() {
		SslStoreBundle stores = new PemSslStoreBundle(
				PemSslStoreDetails.forCertificate("classpath:keys/certificate.pem")
					.withPrivateKey("classpath:keys/pkcs8.pem"),
				null);
		SigningKeys keys = new SigningKeysFactory(new DefaultResourceLoader(),
				new DefaultSslBundleRegistry("salesforce", SslBundle.of(stores)), new DefaultListableBeanFactory())
			.create(PREFIX, "", null, "salesforce");
		assertThat(keys.current()).extracting(SigningKey::getFingerprint).containsExactly(TestKeys.FINGERPRINT);
	}

	@Test
	void bothKeyAndBundleFail() {
		assertFailure("classpath:keys/pkcs8.pem", "salesforce",
				"The configuration property 'salesforce.jwt.ssl-bundle' cannot be used: "
						+ "'salesforce.jwt.private-key' is set, too. Remove one of the two.");
	}

	@Test
	void neitherKeyNorBundleFails() {
		assertFailure(null, null,
				"The configuration property 'salesforce.jwt.private-key' cannot be used: it is missing. Set it to ");
	}

	@Test
	void emptyKeyFails() {
		assertFailure("", null,
				"The configuration property 'salesforce.jwt.private-key' cannot be used: it is empty. Write ");
	}

	@Test
	void bundleOfAnApplicationWithoutBundlesFails() {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(
					() -> new SigningKeysFactory(new DefaultResourceLoader(), null, new DefaultListableBeanFactory())
						.create(PREFIX, null, null, "salesforce"))
			.withMessageContaining("there is no SSL bundle 'salesforce'");
	}

	private static void assertFailure(@Nullable String privateKey, @Nullable String sslBundle, String message) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> factory().create(PREFIX, privateKey, null, sslBundle))
			.withMessageStartingWith(message);
	}

	private static SigningKeysFactory factory() {
		return new SigningKeysFactory(new DefaultResourceLoader(), new DefaultSslBundleRegistry(),
				new DefaultListableBeanFactory());
	}

}
