package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.stream.Stream;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

	@ParameterizedTest
	@ValueSource(strings = { "pkcs1.pem", "pkcs8.pem", "pkcs8-encrypted.pem", "pkcs8-encrypted-aes128.pem",
			"pkcs8-encrypted-scrypt.pem", "pkcs8-encrypted-3des.pem", "pkcs1-encrypted.pem", "bag-attributes.pem" })
	void everyFormOfTheKeyIsRead(String name) {
		assertThat(fingerprint("classpath:keys/" + name)).isEqualTo(TestKeys.FINGERPRINT);
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

}
