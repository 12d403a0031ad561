package io.github.salesforcejwt.autoconfigure.keys;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;

import io.github.salesforcejwt.TestSigner;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.pem.PemContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SalesforceKeyRules}.
 */
class SalesforceKeyRulesTests {

	private static final RSAPrivateCrtKey KEY = (RSAPrivateCrtKey) read("pkcs8.pem");

	@ParameterizedTest
	@ValueSource(strings = { "pkcs8.pem", "rsa3072.pem", "rsa4096.pem" })
	void rsaKeyOf2048BitsOrMoreIsAccepted(String file) {
		PrivateKey key = read(file);
		assertThat(check(key)).isSameAs(key);
	}

	@ParameterizedTest
	@CsvSource({ "EC, 256, EC", "Ed25519, 255, EdDSA", "DSA, 1024, DSA", "RSASSA-PSS, 2048, RSASSA-PSS" })
	void keyOfAnotherKindIsRefused(String algorithm, int size, String kind) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		generator.initialize(size);
		assertFailure(generator.generateKeyPair().getPrivate(),
				"holds a key of the kind " + kind + "; Salesforce accepts only RSA (RS256)", "-newkey rsa:2048");
	}

	@Test
	void keyOf1024BitsIsRefused() {
		assertFailure(read("rsa1024.pem"), "holds an RSA key of 1024 bits, and at least 2048 bits are required",
				"-newkey rsa:2048");
	}

	@Test
	void keyOf2047BitsIsRefused() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2047);
		assertFailure(generator.generateKeyPair().getPrivate(), "holds an RSA key of 2047 bits", "-newkey rsa:2048");
	}

	@Test
	void keyWithoutItsPublicExponentIsRefused() throws Exception {
		PrivateKey plain = KeyFactory.getInstance("RSA")
			.generatePrivate(new RSAPrivateKeySpec(KEY.getModulus(), KEY.getPrivateExponent()));
		assertFailure(plain, "holds an RSA key without its public exponent", "also contains its certificate");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7 })
	void keyWithOneWrongNumberIsRefused(int wrong) throws Exception {
		BigInteger[] numbers = { KEY.getModulus(), KEY.getPublicExponent(), KEY.getPrivateExponent(), KEY.getPrimeP(),
				KEY.getPrimeQ(), KEY.getPrimeExponentP(), KEY.getPrimeExponentQ(), KEY.getCrtCoefficient() };
		numbers[wrong] = numbers[wrong].add(BigInteger.TWO);
		PrivateKey damaged = KeyFactory.getInstance("RSA")
			.generatePrivate(new RSAPrivateCrtKeySpec(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
					numbers[5], numbers[6], numbers[7]));
		assertFailure(damaged, "holds an RSA key whose numbers are inconsistent: it is damaged", "Copy the key again.");
	}

	@Test
	void certificateOfAnRsaKeyIsAccepted() {
		assertThatNoException()
			.isThrownBy(() -> SalesforceKeyRules.check(TestSigner.CERTIFICATE, SalesforceKeyRulesTests::failure));
	}

	private static RSAPrivateCrtKey check(PrivateKey key) {
		return SalesforceKeyRules.check(key, SalesforceKeyRulesTests::failure);
	}

	private static InvalidSalesforceConfigurationException failure(String found, String remedy) {
		return new InvalidSalesforceConfigurationException("salesforce.jwt.private-key", "it " + found, remedy);
	}

	private static void assertFailure(PrivateKey key, String found, String remedy) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(() -> check(key))
			.satisfies((ex) -> {
				assertThat(ex.getDescription()).contains("it " + found);
				assertThat(ex.getRemedy()).contains(remedy);
			});
	}

	private static PrivateKey read(String file) {
		PrivateKey key = PemContent.of(TestKeys.text(file)).getPrivateKey();
		assertThat(key).isNotNull();
		return key;
	}

}
