package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.autoconfigure.keys.SigningKeysFactory;
import io.github.salesforcejwt.autoconfigure.keys.TestKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SalesforceConfigurationFailureAnalyzer}: each way in which a private
 * key can be wrong.
 */
@ExtendWith(OutputCaptureExtension.class)
class SalesforceConfigurationFailureAnalyzerTests {

	private static final String PROPERTY = "salesforce.jwt.orgs.billing.private-key";

	private final ResourceLoader resourceLoader = new DefaultResourceLoader();

	@Test
	void failureOfAnApplicationIsAnalyzed(CapturedOutput output) {
		SpringApplication application = new SpringApplication(EmptyValue.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START",
				"'salesforce.jwt.private-key' cannot be used: it is empty.", "Action:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "\n" })
	void emptyValue(String value) {
		assertFailure(value, null, "it is empty", "-----BEGIN PRIVATE KEY-----");
	}

	@Test
	void fileThatDoesNotExist() {
		assertFailure("/etc/salesforce/nowhere.pem", null, "'/etc/salesforce/nowhere.pem' does not exist.",
				"Write a location that exists");
		assertFailure("file:/etc/salesforce/nowhere.pem", null, "'file:/etc/salesforce/nowhere.pem' does not exist.",
				"Write a location that exists");
		assertFailure("classpath:nowhere.pem", null, "'classpath:nowhere.pem' does not exist.",
				"Write a location that exists");
		assertFailure("keys/nowhere.pem", null,
				"'keys/nowhere.pem' does not exist (looked for " + Path.of("keys/nowhere.pem").toAbsolutePath() + ").",
				"Write a location that exists");
	}

	@Test
	void directory(@TempDir Path directory) {
		assertFailure(directory.toString(), null, "cannot be read", "not of a directory");
	}

	@Test
	void emptyFile(@TempDir Path directory) throws IOException {
		Path file = Files.createFile(directory.resolve("key.pem"));
		assertFailure(file.toString(), null, "key.pem' is empty", "-----BEGIN PRIVATE KEY-----");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter2", "secret:hunter2", "correct horse battery staple", "MIIEvQIBADANBgkqhkiG9w0B" })
	void garbage(String value) {
		FailureAnalysis analysis = analyze(this.resourceLoader, value, null);
		assertThat(analysis.getDescription()).contains("'" + PROPERTY + "'");
		assertThat(analysis.getAction()).isNotBlank();
		assertThat(print(analysis)).doesNotContain("hunter2", "horse", "MIIEvQ");
	}

	@Test
	void garbageInAFile(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("key.pem"), "hunter2");
		FailureAnalysis analysis = assertFailure(file.toString(), null, "holds no private key in PEM",
				"-----BEGIN PRIVATE KEY-----");
		assertThat(print(analysis)).doesNotContain("hunter2");
	}

	@ParameterizedTest
	@MethodSource
	void keyThatWasCutOff(String value) {
		assertFailure(value, TestKeys.PASSWORD, "damaged or cut off", "openssl");
	}

	static Stream<String> keyThatWasCutOff() {
		String pem = TestKeys.text("pkcs8.pem");
		int middle = pem.length() / 2;
		return Stream.of(pem.substring(0, middle), pem.substring(0, middle) + pem.substring(middle + 1),
				pem.substring(0, middle) + pem.substring(middle + 400), pem.replaceFirst("(?<=\n)M", "!"),
				TestKeys.text("pkcs1.pem").replaceFirst("\n[^\n-]+\n-----END", "\n-----END"),
				TestKeys.text("pkcs8-encrypted.pem").replaceFirst("\n[^\n-]+\n-----END", "\n-----END"),
				TestKeys.text("certificate.pem") + pem.substring(0, middle),
				"base64:" + TestKeys.base64(pem).substring(0, 401), "base64:not*base64",
				TestKeys.base64(pem).substring(0, 400));
	}

	@Test
	void ellipticCurveKey() {
		assertFixture("ec.pem", null, "holds a key of the kind EC; Salesforce accepts only RSA (RS256)",
				"-newkey rsa:2048");
		assertFixture("ec-sec1.pem", null, "holds a key of the kind EC", "-newkey rsa:2048");
	}

	@Test
	void edwardsCurveKey() {
		assertFixture("ed25519.pem", null, "holds a key of the kind EdDSA", "-newkey rsa:2048");
	}

	@Test
	void keyForPssOnly() {
		assertFixture("rsa-pss.pem", null, "holds a key of the kind RSASSA-PSS", "-newkey rsa:2048");
	}

	@Test
	void keyOf1024Bits() {
		assertFixture("rsa1024.pem", null, "holds an RSA key of 1024 bits, and at least 2048 bits are required",
				"-newkey rsa:2048");
	}

	@Test
	void publicKey() {
		assertFixture("public.pem", null, "holds a public key, not a private key",
				"the file that 'openssl req' wrote to '-keyout'");
		assertFixture("openssh.pem.pub", null, "holds a public key of OpenSSH", "ssh-keygen -p -m PKCS8 -f");
	}

	@Test
	void certificateOnly() {
		assertFixture("certificate.pem", null, "holds a certificate only, not a private key",
				"the file that 'openssl req' wrote to '-keyout'");
	}

	@Test
	void openSshKey() {
		assertFixture("openssh.pem", null, "holds a key in the format of OpenSSH", "ssh-keygen -p -m PKCS8 -f");
	}

	@Test
	void puttyKey() {
		assertFailure("base64:" + TestKeys.base64("PuTTY-User-Key-File-3: ssh-rsa"), null, "format of PuTTY",
				"puttygen");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pkcs8.der", "key-store.p12" })
	void binaryFile(String name) {
		FailureAnalysis analysis = assertFailure("classpath:keys/" + name, null, "holds binary data",
				"openssl pkey -inform DER");
		assertThat(analysis.getAction()).contains("'salesforce.jwt.orgs.billing.ssl-bundle'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pkcs8-encrypted.pem", "pkcs8-encrypted-scrypt.pem", "pkcs1-encrypted.pem" })
	void missingPassword(String name) {
		assertFixture(name, null, "holds an encrypted private key, but no password is set",
				"Set '" + PROPERTY + "-password'");
		assertFixture(name, "", "holds an encrypted private key, but no password is set",
				"Set '" + PROPERTY + "-password'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pkcs8-encrypted.pem", "pkcs8-encrypted-aes128.pem", "pkcs8-encrypted-scrypt.pem",
			"pkcs8-encrypted-3des.pem", "pkcs1-encrypted.pem" })
	void wrongPassword(String name) {
		FailureAnalysis analysis = assertFixture(name, "wrong-PassWord",
				"cannot be decrypted with the password in '" + PROPERTY + "-password'",
				"openssl pkey -in private-key.pem");
		assertThat(print(analysis)).doesNotContain("wrong-PassWord");
	}

	/**
	 * One wrong password in 256 leaves a padding that looks right; these two do.
	 */
	@ParameterizedTest
	@CsvSource({ "pkcs8-encrypted.pem, wrong112", "pkcs1-encrypted.pem, wrong172" })
	void wrongPasswordThatLeavesGarbage(String name, String password) {
		assertFixture(name, password, "cannot be decrypted with the password", "'" + PROPERTY + "-password'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pkcs8-encrypted-scrypt.pem", "pkcs1-encrypted.pem" })
	void encryptionThatNeedsBouncyCastleWhereItIsAbsent(String name) {
		ResourceLoader loader = new DefaultResourceLoader(new FilteredClassLoader("org.bouncycastle"));
		FailureAnalysis analysis = analyze(loader, TestKeys.text(name), TestKeys.PASSWORD);
		assertThat(analysis.getDescription()).contains("encrypted in a way that the Java platform cannot open");
		assertThat(analysis.getAction()).contains("openssl pkcs8 -topk8 -v2 aes-256-cbc",
				"org.bouncycastle:bcpkix-jdk18on");
		assertThat(print(analysis)).doesNotContain(TestKeys.PASSWORD);
	}

	@Test
	void wrongPasswordIsSaidWhereBouncyCastleIsAbsent() {
		ResourceLoader loader = new DefaultResourceLoader(new FilteredClassLoader("org.bouncycastle"));
		assertThat(analyze(loader, TestKeys.text("pkcs8-encrypted.pem"), "wrong").getDescription())
			.contains("cannot be decrypted with the password");
	}

	private FailureAnalysis assertFixture(String name, @Nullable String password, String description, String action) {
		assertFailure("classpath:keys/" + name, password, "'classpath:keys/" + name + "' " + description, action);
		return assertFailure("base64:" + TestKeys.base64(TestKeys.text(name)), password, "its base64 " + description,
				action);
	}

	private FailureAnalysis assertFailure(String value, @Nullable String password, String description, String action) {
		FailureAnalysis analysis = analyze(this.resourceLoader, value, password);
		assertThat(analysis.getDescription())
			.startsWith("The configuration property '" + PROPERTY + "' cannot be used: ")
			.contains(description)
			.endsWith(".");
		assertThat(analysis.getAction()).contains(action);
		value.lines()
			.map(String::strip)
			.filter((line) -> line.length() > 40 && !line.contains(":") && !line.contains("/nowhere")
					&& !line.startsWith("/"))
			.forEach((line) -> assertThat(print(analysis)).doesNotContain(line.substring(0, 20)));
		return analysis;
	}

	private FailureAnalysis analyze(ResourceLoader loader, String value, @Nullable String password) {
		InvalidSalesforceConfigurationException failure = catchThrowableOfType(
				InvalidSalesforceConfigurationException.class,
				() -> new SigningKeysFactory(loader, null, new DefaultListableBeanFactory())
					.create("salesforce.jwt.orgs.billing", value, password, null)
					.current());
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new SalesforceConfigurationFailureAnalyzer(new MockEnvironment())
			.analyze(new BeanCreationException("salesforceClients", "failed", failure));
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private String print(FailureAnalysis analysis) {
		return analysis.getDescription() + analysis.getAction() + analysis.getCause() + analysis.getCause().getCause();
	}

	@Configuration(proxyBeanMethods = false)
	static class EmptyValue {

		@Bean
		SigningKey signingKey(ResourceLoader resourceLoader) {
			return new SigningKeysFactory(resourceLoader, null, new DefaultListableBeanFactory())
				.create("salesforce.jwt", "", null, null)
				.current()
				.get(0);
		}

	}

}
