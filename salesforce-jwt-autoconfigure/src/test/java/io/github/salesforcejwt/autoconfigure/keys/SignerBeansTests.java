package io.github.salesforcejwt.autoconfigure.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.TestKey;
import io.github.salesforcejwt.TestSigner;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SignerBeans}, as {@link SigningKeysFactory} uses them.
 */
class SignerBeansTests {

	private static final String CERTIFICATE = "classpath:keys/certificate.pem";

	private static final String CERTIFICATE_EC = """
			-----BEGIN CERTIFICATE-----
			MIIBczCCARmgAwIBAgIUWGKofgYVq6xc/cbNVtHqfrATkKYwCgYIKoZIzj0EAwIw
			DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjYwMzExMzRaFw0zNjExMjMwMzExMzRa
			MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARkkHZK
			j6YE/U1BxfAZryMb+TkWi5GZ/qvTSx+wz3h/eRs3QaO6TwhYhLzVvp2qAS5JFJ+9
			wZpN4Ay9RPb4j/lDo1MwUTAdBgNVHQ4EFgQUeP43o5q7us4L9XpaXDY0PUfONEsw
			HwYDVR0jBBgwFoAUeP43o5q7us4L9XpaXDY0PUfONEswDwYDVR0TAQH/BAUwAwEB
			/zAKBggqhkjOPQQDAgNIADBFAiAjAPGhP4saGVVGqteI0/PUBnGuivZrayAe2bHY
			Ye8xlwIhAJBi1I3ib0ucvAb4QBRJH01T1W+56LT+5tBSSuhYif1/
			-----END CERTIFICATE-----
			""";

	private static final String CERTIFICATE_1024 = """
			-----BEGIN CERTIFICATE-----
			MIIB+jCCAWOgAwIBAgIUSH2MkwVV+vHZUXtgJJ0iZ9WgQIMwDQYJKoZIhvcNAQEL
			BQAwDzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjYwMzExMzRaFw0zNjExMjMwMzEx
			MzRaMA8xDTALBgNVBAMMBHRlc3QwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGB
			AMSdsQ1rAXoOpR4gb1EY8hSlJPUvI+KvTD0Kr2wp/JJfzaM5DM1GqsPYPFtNhEGX
			6uajdqdU/aiM1F4oc1CRrt2U8VheqR7RSlLYDBdLre1tzAyMK3GRZT8XGnojHG1x
			2g1rvsECMTItBWANAUnrIXAfKXqmY9JSc5rlKl3gCEurAgMBAAGjUzBRMB0GA1Ud
			DgQWBBTuFeAuPN/BLcScpAE0BJ372cAYCjAfBgNVHSMEGDAWgBTuFeAuPN/BLcSc
			pAE0BJ372cAYCjAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBADAP
			d9JaOEZ3rAMiWuet5GWHIDiqIoIv7uG4g4fbIp1tmmJ61aS0s1crNpPx/+Tn+4QB
			bnkb/PY9ut8/9lcui4nH8XDQBNDfL8FcxrHeloH+Cyo4EVZ3E5UMnUcvvQMn2KYY
			KBbb7rr7/WBWL7NfRrYCNAlj9Elqq4dIkCK+N1B4
			-----END CERTIFICATE-----
			""";

	private final SalesforceOrgProperties properties = new SalesforceOrgProperties();

	@TempDir
	private Path directory;

	@Test
	void beanQualifiedByTheIdSigns() {
		this.properties.setCertificate(CERTIFICATE);
		assertThat(keys("emea", Signers.class).current()).singleElement().satisfies((key) -> {
			assertThat(key.getFingerprint()).isEqualTo(TestKeys.FINGERPRINT);
			assertThat(key.getCertificateExpiry()).isEqualTo(TestSigner.CERTIFICATE.getNotAfter().toInstant());
			assertThat(key.getSource())
				.isEqualTo("bean 'kms', with salesforce.jwt.orgs.emea.certificate (classpath:keys/certificate.pem)");
		});
	}

	@Test
	void beanNamedByTheIdSigns() {
		this.properties.setCertificate(TestKeys.text("certificate.pem"));
		assertThat(keys("apac", Signers.class).current()).singleElement()
			.hasToString("bean 'apac', with salesforce.jwt.orgs.apac.certificate (PEM text) (public key SHA-256 "
					+ TestKeys.FINGERPRINT + ")");
	}

	@Test
	void keysAreThoseOfABeanThatRotatesThem() {
		assertThat(keys("emea", Rotating.class).current()).extracting(SigningKey::getSource)
			.containsExactly("new", "old");
	}

	@Test
	void certificateInAFileIsFollowedAndThePreviousOneIsKept() throws Exception {
		Path file = Files.writeString(this.directory.resolve("certificate.pem"), TestKeys.text("certificate.pem"));
		this.properties.setCertificate("file:" + file);
		SigningKeys keys = keys("emea", Signers.class);
		String before = keys.current().get(0).getFingerprint();
		Files.writeString(file, TestKeys.text("other-certificate.pem"));
		assertThat(keys.current()).extracting(SigningKey::getFingerprint)
			.containsExactly(TestKey.RSA_3072.signingKey("").getFingerprint(), before);
		Files.writeString(file, "damaged");
		assertThat(keys.current()).hasSize(2);
	}

	@Test
	void otherOrgIsNotSignedForByTheBean() {
		this.properties.setPrivateKey("classpath:keys/rsa3072.pem");
		assertThat(keys("us", Signers.class).current()).singleElement()
			.matches((key) -> key.getSource().startsWith("salesforce.jwt.orgs.us.private-key"));
	}

	@Test
	void certificateIsRequired() {
		assertFailure("emea", Signers.class,
				"The configuration property 'salesforce.jwt.orgs.emea.certificate' cannot be used: it is missing, although the bean 'kms' signs for the org. Write the certificate as PEM (from '-----BEGIN CERTIFICATE-----' to");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					Geheim                             | it is neither a certificate in PEM nor a location. Write the certificate
					classpath:keys/none.pem            | 'classpath:keys/none.pem' does not exist.
					classpath:keys/pkcs8.pem           | 'classpath:keys/pkcs8.pem' holds no certificate that can be read.
					classpath:keys/pkcs8.der           | 'classpath:keys/pkcs8.der' holds binary data, such as a DER file or a
					https://acme.example/x.pem         | it is a location on a network, which a certificate should not cross.
					-----BEGIN CERTIFICATE----- x      | it holds no certificate that can be read.
					""")
	void certificateThatCannotBeReadIsNamed(String value, String found) {
		this.properties.setCertificate(value);
		assertFailure("emea", Signers.class, "salesforce.jwt.orgs.emea.certificate' cannot be used: " + found);
	}

	@Test
	void certificateOfAnotherKindOfKeyIsRefused() {
		this.properties.setCertificate(CERTIFICATE_EC);
		assertFailure("emea", Signers.class, "it holds a key of the kind EC; Salesforce accepts only RSA (RS256).");
	}

	@Test
	void certificateOfAShortKeyIsRefused() {
		this.properties.setCertificate(CERTIFICATE_1024);
		assertFailure("emea", Signers.class,
				"it holds an RSA key of 1024 bits, and at least 2048 bits are required. Create an RSA key");
	}

	@Test
	void signerOfAnotherAlgorithmIsRefused() {
		this.properties.setCertificate(CERTIFICATE);
		assertFailure("emea", Elliptic.class,
				"the bean 'elliptic' signs by [ES256], but Salesforce accepts only RS256. Let it sign by RS256");
	}

	@Test
	void certificateWithoutABeanIsRefusedAndOtherBeansAreNamed() {
		this.properties.setCertificate(CERTIFICATE);
		assertFailure("us", Signers.class,
				"'salesforce.jwt.orgs.us.certificate' cannot be used: there is no bean of type JWSSigner with the qualifier 'us', only 'kms', 'apac' with other ones. Annotate the bean that signs with "
						+ "@Qualifier(\"us\"), or remove the property");
		assertFailure("us", Rotating.class, "there is no bean of type JWSSigner with the qualifier 'us'. Annotate");
	}

	@Test
	void certificateBesideABeanThatKnowsItIsRefused() {
		this.properties.setCertificate(CERTIFICATE);
		assertFailure("emea", Rotating.class,
				"a bean of type SigningKeys, which has the certificates of its keys, signs");
	}

	@Test
	void privateKeyOrBundleBesideABeanIsRefused() {
		this.properties.setCertificate(CERTIFICATE);
		this.properties.setSslBundle("salesforce");
		assertFailure("emea", Signers.class,
				"'salesforce.jwt.orgs.emea.ssl-bundle' cannot be used: a bean signs for the org, too. Remove it, or the "
						+ "qualifier 'emea' of the bean.");
		this.properties.setPrivateKey("classpath:keys/pkcs8.pem");
		assertFailure("emea", Signers.class, "'salesforce.jwt.orgs.emea.private-key' cannot be used: a bean signs");
	}

	@Test
	void twoBeansForOneOrgAreRefused() {
		this.properties.setCertificate(CERTIFICATE);
		assertFailure("emea", Both.class, "the beans 'rotating', 'kms' all sign for the org 'emea'. Qualify one");
	}

	private void assertFailure(String id, Class<?> configuration, String message) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> keys(id, configuration))
			.withMessageContaining(message);
	}

	private SigningKeys keys(String id, Class<?> configuration) {
		try (var context = new AnnotationConfigApplicationContext(configuration)) {
			return new SigningKeysFactory(context, null, context.getBeanFactory()).create(id,
					"salesforce.jwt.orgs." + id, this.properties);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Signers {

		@Bean
		@Qualifier("emea")
		JWSSigner kms() {
			return new TestSigner();
		}

		@Bean
		JWSSigner apac() {
			return new TestSigner();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Elliptic {

		@Bean
		@Qualifier("emea")
		JWSSigner elliptic() {
			return new TestSigner() {

				@Override
				public Set<JWSAlgorithm> supportedJWSAlgorithms() {
					return Set.of(JWSAlgorithm.ES256);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Rotating {

		@Bean
		@Qualifier("emea")
		SigningKeys rotating() {
			return () -> List.of(SigningKey.of(new TestSigner(), TestSigner.CERTIFICATE, "new"),
					SigningKey.of(new TestSigner(), TestSigner.CERTIFICATE, "old"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Both extends Rotating {

		@Bean
		@Qualifier("emea")
		JWSSigner kms() {
			return new TestSigner();
		}

	}

}
