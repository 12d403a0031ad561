package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Security;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PrivateKeyReader}, with the keys that {@link TestKeys} names.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrivateKeyReaderTests {

	private static final String PROPERTY = "salesforce.jwt.private-key";

	private final PrivateKeyReader reader = new PrivateKeyReader(new DefaultResourceLoader());

	private final PrivateKeyReader withoutBouncyCastle = new PrivateKeyReader(
			new DefaultResourceLoader(new FilteredClassLoader("org.bouncycastle")));

	@ParameterizedTest
	@ValueSource(strings = { "pkcs1.pem", "pkcs8.pem", "pkcs8-encrypted.pem", "pkcs8-encrypted-aes128.pem",
			"pkcs8-encrypted-scrypt.pem", "pkcs8-encrypted-3des.pem", "pkcs1-encrypted.pem", "bag-attributes.pem" })
	void everyFormOfTheKeyIsRead(String name) {
		assertThat(fingerprint("classpath:keys/" + name)).isEqualTo(TestKeys.FINGERPRINT);
	}

	@Test
	void passwordBeyondAsciiOpensItsKey() {
		String pem = TestKeys.text("pkcs8-encrypted-umlaut.pem");
		assertThat(this.reader.read(PROPERTY, pem, "Schlüssel-für-ü").getFingerprint()).isEqualTo(TestKeys.FINGERPRINT);
		assertThat(this.withoutBouncyCastle.read(PROPERTY, pem, "Schlüssel-für-ü").getFingerprint())
			.isEqualTo(TestKeys.FINGERPRINT);
		assertFailure(pem, "Schlüssel-für-ö", "cannot be decrypted with the password");
		assertFailure(TestKeys.text("pkcs8-encrypted.pem"), "ü", "cannot be decrypted with the password");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pkcs1.pem", "pkcs8.pem", "pkcs8-encrypted.pem" })
	void keyWithoutItsLinesOrUnderAnotherLabelIsRead(String name) {
		String pem = TestKeys.text(name);
		String body = pem.replaceAll("-----[A-Z ]+-----", "").strip();
		assertThat(Stream
			.of(body, body.replace("\n", ""), "base64:" + body.replace("\n", ""), body.replace("\n", "\\n"),
					"-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----",
					"-----BEGIN RSA PRIVATE KEY-----\n" + body + "\n-----END RSA PRIVATE KEY-----",
					"-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + body + "\n-----END ENCRYPTED PRIVATE KEY-----",
					pem.replace("\n", "\\\\n"), pem.replace("\n", "\\\\\\r\\\\\\n"))
			.map(this::fingerprint)).containsOnly(TestKeys.FINGERPRINT);
	}

	@Test
	void bodyOfAKeyInAFileIsRead(@TempDir Path directory) throws IOException {
		String body = TestKeys.text("pkcs8.pem").replaceAll("-----[A-Z ]+-----", "").strip();
		assertThat(fingerprint(Files.writeString(directory.resolve("key.txt"), body).toString()))
			.isEqualTo(TestKeys.FINGERPRINT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			three-primes-p8.pem | more than two primes
			three-primes-p1.pem | more than two primes
			brainpool.pem       | of the kind EC; Salesforce accepts only RSA
			ec.pem              | of the kind EC; Salesforce accepts only RSA
			ed25519.pem         | of the kind EdDSA; Salesforce accepts only RSA
			""")
	void keyThatCannotSignIsNamedAsWhatItIs(String name, String found) {
		assertFailure("classpath:keys/" + name, null, found);
		assertFailure(
				TestKeys.text(name).replaceAll("-----[A-Z ]+-----", "").strip().length() > 200
						? TestKeys.text(name).replaceAll("-----[A-Z ]+-----", "").strip() : TestKeys.text(name),
				null, found);
	}

	@Test
	void cipherBeyondThePlatformIsNamed() {
		assertFailure(this.withoutBouncyCastle, TestKeys.text("pkcs8-encrypted-camellia.pem"), TestKeys.PASSWORD,
				"is encrypted with Camellia, which the Java platform cannot open");
		assertFailure(this.withoutBouncyCastle, TestKeys.text("pkcs8-encrypted-aria.pem"), TestKeys.PASSWORD,
				"is encrypted with ARIA, which the Java platform cannot open");
		assertThat(fingerprint("classpath:keys/pkcs8-encrypted-camellia.pem")).isEqualTo(TestKeys.FINGERPRINT);
		assertFailure("classpath:keys/pkcs8-encrypted-aria.pem", TestKeys.PASSWORD,
				"is encrypted with ARIA, which the Java platform cannot open");
	}

	@Test
	void keyThatAnyPasswordOpensIsNamedAsWhatItIs() {
		String umlauts = "Schlüssel-für-ü";
		assertFailure(TestKeys.text("ec-encrypted-umlaut.pem"), umlauts, "holds a key of the kind EC");
		assertFailure(TestKeys.text("three-primes-p8-encrypted-umlaut.pem"), umlauts,
				"holds a private key of a kind that Java cannot read");
		assertFailure(TestKeys.text("three-primes-p8-scrypt.pem"), TestKeys.PASSWORD,
				"holds a private key of a kind that Java cannot read");
		assertFailure(TestKeys.text("three-primes-p8-scrypt.pem"), "wrong", "cannot be decrypted with the password");
		assertFailure(TestKeys.text("ec-encrypted-umlaut.pem"), "ö", "cannot be decrypted with the password");
	}

	@Test
	void encryptedKeyThatJavaCannotReadIsNotTakenForAWrongPassword() {
		String pem = TestKeys.text("three-primes-p8-encrypted.pem");
		for (PrivateKeyReader reader : List.of(this.reader, this.withoutBouncyCastle)) {
			assertFailure(reader, pem, TestKeys.PASSWORD,
					"it holds a private key of a kind that Java cannot read, such as an RSA key of more than two primes");
			assertFailure(reader, pem, "hunter2", "cannot be decrypted with the password");
		}
	}

	@Test
	void parametersOfACurveWithoutAKeyAreNamedAsItsKind() {
		assertFailure("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n", null,
				"of the kind EC; Salesforce accepts only RSA");
	}

	@Test
	void fileOfOneByteHoldsNoKey(@TempDir Path directory) throws IOException {
		assertFailure(Files.write(directory.resolve("key.pem"), new byte[1]).toString(), null,
				"holds no private key in PEM");
	}

	@Test
	void valueOfAnUnknownSchemeIsNotPrinted() {
		assertFailure("pw:hunter2", null, "'pw:…'");
	}

	@Test
	void jsonWebKeyIsNamed(@TempDir Path directory) throws IOException {
		String jwk = "{\"kty\":\"RSA\",\"n\":\"hunter2\",\"e\":\"AQAB\"}";
		assertFailure(jwk, null, "it holds a JSON Web Key, not PEM");
		assertFailure(Files.writeString(directory.resolve("key.json"), jwk).toString(), null, "holds a JSON Web Key");
	}

	@Test
	void severalKeysAreRefusedUnlessTheyAreOne() {
		String pem = TestKeys.text("pkcs8.pem");
		assertFailure(pem + TestKeys.text("rsa3072.pem"), null, "it holds 2 private keys");
		assertThat(fingerprint(pem + pem)).isEqualTo(TestKeys.FINGERPRINT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://keys.acme.example/key.pem", "https://keys.acme.example/key.pem",
			"HTTPS://keys.acme.example/key.pem", "ftp://keys.acme.example/key.pem" })
	void locationOnANetworkIsRefused(String location) {
		assertFailure(location, null, "a location on a network");
	}

	@Test
	void textInUtf16WithoutAMarkIsRead(@TempDir Path directory) throws IOException {
		for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
			Path file = Files.writeString(directory.resolve("key.pem"), TestKeys.text("pkcs8.pem"), charset);
			assertThat(fingerprint(file.toString())).isEqualTo(TestKeys.FINGERPRINT);
		}
	}

	@Test
	void keyWithOneChangedCharacterIsRefused() throws Exception {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) PemContent.of(TestKeys.text("pkcs8.pem")).getPrivateKey();
		BigInteger two = BigInteger.TWO;
		for (RSAPrivateCrtKeySpec damaged : List.of(
				spec(key.getModulus().add(two), key.getPublicExponent(), key.getPrivateExponent(), key),
				spec(key.getModulus(), BigInteger.valueOf(65539), key.getPrivateExponent(), key),
				spec(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent().add(two), key),
				new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
						key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP().add(two), key.getPrimeExponentQ(),
						key.getCrtCoefficient()),
				new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
						key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(), key.getPrimeExponentQ().add(two),
						key.getCrtCoefficient()),
				new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
						key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(), key.getPrimeExponentQ(),
						key.getCrtCoefficient().add(BigInteger.ONE)),
				new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
						BigInteger.ONE, key.getModulus(), key.getPrimeExponentP(), key.getPrimeExponentQ(),
						key.getCrtCoefficient()))) {
			byte[] encoded = KeyFactory.getInstance("RSA").generatePrivate(damaged).getEncoded();
			assertFailure("-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
					+ "\n-----END PRIVATE KEY-----", null, "whose numbers are inconsistent");
		}
	}

	private static RSAPrivateCrtKeySpec spec(BigInteger n, BigInteger e, BigInteger d, RSAPrivateCrtKey key) {
		return new RSAPrivateCrtKeySpec(n, e, d, key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(),
				key.getPrimeExponentQ(), key.getCrtCoefficient());
	}

	@ParameterizedTest
	@ValueSource(ints = { 3072, 4096 })
	void longerKeysAreRead(int bits) {
		assertThat(this.reader.read(PROPERTY, TestKeys.text("rsa" + bits + ".pem"), null).getFingerprint()).hasSize(64);
	}

	@ParameterizedTest
	@MethodSource
	void everyShapeOfTheTextIsRead(String value) {
		assertThat(fingerprint(value)).isEqualTo(TestKeys.FINGERPRINT);
	}

	static Stream<String> everyShapeOfTheTextIsRead() {
		return Stream.of("pkcs1.pem", "pkcs8.pem", "pkcs8-encrypted.pem", "pkcs1-encrypted.pem", "bag-attributes.pem")
			.map(TestKeys::text)
			.flatMap((pem) -> Stream.of(pem, pem.replace("\n", "\r\n"), "\uFEFF" + pem,
					pem.replace("\n", " \t\n") + " \n ", pem.indent(8), pem.replace("\n", "\\n"),
					pem.replace("\n", "\\r\\n"), pem.replace("\n", " "), "\"" + pem.replace("\n", "\\n") + "\"",
					"base64:" + TestKeys.base64(pem), "base64:" + TestKeys.base64(pem.replace("\n", "\\n")),
					TestKeys.base64(pem), TestKeys.base64("\uFEFF" + pem).replaceAll("(.{64})", "$1\n"),
					TestKeys.text("certificate.pem") + pem, pem + TestKeys.text("certificate.pem")));
	}

	@Test
	void everyKindOfLocationIsRead(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("tls.key"), TestKeys.text("pkcs8.pem"));
		Path utf16 = Files.writeString(directory.resolve("key with spaces.pem"), "\uFEFF" + TestKeys.text("pkcs8.pem"),
				StandardCharsets.UTF_16LE);
		Path withoutExtension = Files.writeString(directory.resolve("key"), TestKeys.text("pkcs8.pem"));
		assertThat(Stream
			.of(file.toString(), file.toUri().toString(), "file:" + file, " " + file + "\n", utf16.toString(),
					withoutExtension.toString(), "classpath:/keys/pkcs8.pem", "src/test/resources/keys/pkcs8.pem",
					"./src/test/resources/keys/pkcs8.pem", "file:src/test/resources/keys/pkcs8.pem")
			.map(this::fingerprint)).containsOnly(TestKeys.FINGERPRINT);
	}

	@Test
	void passwordThatIsNotNeededIsAccepted() {
		assertThat(this.reader.read(PROPERTY, TestKeys.text("pkcs8.pem"), "unneeded").getFingerprint())
			.isEqualTo(TestKeys.FINGERPRINT);
	}

	@Test
	void sourceNamesPropertyAndLocationAndNeverTheKey() {
		assertThat(read("classpath:keys/pkcs8.pem").getSource())
			.isEqualTo("salesforce.jwt.private-key (classpath:keys/pkcs8.pem)");
		assertThat(read(TestKeys.text("pkcs8.pem")).getSource()).isEqualTo("salesforce.jwt.private-key (PEM text)");
		assertThat(read("base64:" + TestKeys.base64(TestKeys.text("pkcs8.pem"))).getSource())
			.isEqualTo("salesforce.jwt.private-key (base64)");
	}

	@Test
	void certificateBesideTheKeyGivesItsExpiry() {
		assertThat(read("classpath:keys/pkcs8.pem").getCertificateExpiry()).isNull();
		assertThat(read("classpath:keys/bag-attributes.pem").getCertificateExpiry())
			.isEqualTo(Instant.parse("2036-11-19T04:01:33Z"));
	}

	@Test
	void certificateOfAnotherKeyIsSaidAndNotUsed(CapturedOutput output) {
		SigningKey key = read(TestKeys.text("other-certificate.pem") + TestKeys.text("pkcs8.pem"));
		assertThat(key.getCertificateExpiry()).isNull();
		assertThat(output).contains("salesforce.jwt.private-key (PEM text) belongs to another key");
	}

	@Test
	void certificateOfTheKeyIsFoundInAChain() {
		assertThat(read(TestKeys.text("other-certificate.pem") + TestKeys.text("bag-attributes.pem"))
			.getCertificateExpiry()).isEqualTo(Instant.parse("2036-11-19T04:01:33Z"));
	}

	@Test
	void damagedCertificateBesideTheKeyDoesNotMatter() {
		String pem = TestKeys.text("pkcs8.pem") + "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n";
		assertThat(read(pem).getFingerprint()).isEqualTo(TestKeys.FINGERPRINT);
	}

	@Test
	void bouncyCastleIsNotRegisteredAsProvider() {
		read("classpath:keys/pkcs1-encrypted.pem");
		assertThat(Security.getProvider("BC")).isNull();
	}

	@Test
	void blockNeverPrintsItsContent() {
		assertThat(PemBlock.parse(TestKeys.text("pkcs8.pem"))).singleElement().hasToString("PEM block 'PRIVATE KEY'");
	}

	@Test
	void exceptionSaysAllWithoutTheAnalyzer() {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(() -> read(" "))
			.withMessageStartingWith(
					"The configuration property 'salesforce.jwt.private-key' cannot be used: it is empty. Write ");
	}

	private String fingerprint(String value) {
		return read(value).getFingerprint();
	}

	private SigningKey read(String value) {
		return this.reader.read(PROPERTY, value, TestKeys.PASSWORD);
	}

	private void assertFailure(String value, String password, String found) {
		assertFailure(this.reader, value, password, found);
	}

	private static void assertFailure(PrivateKeyReader reader, String value, String password, String found) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> reader.read(PROPERTY, value, password))
			.withMessageContaining(found)
			.withMessageNotContaining("hunter2");
	}

}
