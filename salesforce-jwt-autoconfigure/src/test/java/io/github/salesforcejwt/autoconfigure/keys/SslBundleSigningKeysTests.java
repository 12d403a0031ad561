package io.github.salesforcejwt.autoconfigure.keys;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SslBundleSigningKeys}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SslBundleSigningKeysTests {

	private static final String PROPERTY = "salesforce.jwt.ssl-bundle";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class));

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12" })
	void keyStoreIsRead(String type) throws Exception {
		Path file = this.directory.resolve("store");
		try (OutputStream out = Files.newOutputStream(file)) {
			keyStore(type, "signing", TestKeys.text("pkcs8.pem")).store(out, TestKeys.PASSWORD.toCharArray());
		}
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.jks.salesforce.keystore.location=file:" + file,
					"spring.ssl.bundle.jks.salesforce.keystore.type=" + type,
					"spring.ssl.bundle.jks.salesforce.keystore.password=" + TestKeys.PASSWORD)
			.run((context) -> assertThat(keys(context.getBean(SslBundles.class)).current()).singleElement()
				.satisfies((key) -> {
					assertThat(key.getFingerprint()).isEqualTo(TestKeys.FINGERPRINT);
					assertThat(key.getCertificateExpiry()).isEqualTo(Instant.parse("2036-11-19T04:01:33Z"));
					assertThat(key.getSource())
						.isEqualTo("salesforce.jwt.ssl-bundle (bundle 'salesforce', alias 'signing')");
				}));
	}

	@Test
	void keyStoreOfOpenSslIsRead() {
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.jks.salesforce.keystore.location=classpath:keys/key-store.p12",
					"spring.ssl.bundle.jks.salesforce.keystore.password=" + TestKeys.PASSWORD)
			.run((context) -> assertThat(fingerprints(keys(context.getBean(SslBundles.class))))
				.containsExactly(TestKeys.FINGERPRINT));
	}

	@ParameterizedTest
	@CsvSource({ "pkcs8.pem,", "pkcs1.pem,", "pkcs8-encrypted.pem, kite-Brass/7#x" })
	void pemBundleIsRead(String name, @Nullable String password) {
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.pem.salesforce.keystore.private-key=classpath:keys/" + name,
					"spring.ssl.bundle.pem.salesforce.keystore.certificate=classpath:keys/certificate.pem",
					"spring.ssl.bundle.pem.salesforce.keystore.private-key-password="
							+ ((password != null) ? password : ""))
			.run((context) -> assertThat(fingerprints(keys(context.getBean(SslBundles.class))))
				.containsExactly(TestKeys.FINGERPRINT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----[A-Z ]+-----", "-----END[A-Z ]+-----" })
	void keyOfAPemBundleWithoutItsLinesIsNotPrinted(String lines) {
		String body = TestKeys.text("pkcs8.pem").replaceAll(lines, "").replace("\n", "");
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.pem.salesforce.keystore.private-key=" + body,
					"spring.ssl.bundle.pem.salesforce.keystore.certificate=classpath:keys/certificate.pem")
			.run((context) -> assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
				.isThrownBy(() -> keys(context.getBean(SslBundles.class)))
				.withMessageContaining("the SSL bundle 'salesforce'")
				.withMessageContaining("BEGIN PRIVATE KEY")
				.withNoCause()
				.satisfies((ex) -> assertThat(ex.toString()).doesNotContain(body.substring(40, 80))));
	}

	@Test
	void keyInPlaceOfTheNameOfABundleIsNotPrinted() {
		String key = TestKeys.text("pkcs8.pem");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(
					() -> new SslBundleSigningKeys("salesforce.jwt.ssl-bundle", key, new DefaultSslBundleRegistry()))
			.withMessageContaining("there is no SSL bundle '(not shown")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain(key.lines().toList().get(2)));
	}

	@Test
	void pemBundleThatReloadsIsFollowed() throws Exception {
		Path key = Files.writeString(this.directory.resolve("tls.key"), TestKeys.text("pkcs8.pem"));
		Path certificate = Files.writeString(this.directory.resolve("tls.crt"), TestKeys.text("certificate.pem"));
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.watch.file.quiet-period=50ms",
					"spring.ssl.bundle.pem.salesforce.reload-on-update=true",
					"spring.ssl.bundle.pem.salesforce.keystore.private-key=" + key,
					"spring.ssl.bundle.pem.salesforce.keystore.certificate=" + certificate)
			.run((context) -> {
				SigningKeys keys = keys(context.getBean(SslBundles.class));
				Files.writeString(certificate, TestKeys.text("other-certificate.pem"));
				Files.writeString(key, TestKeys.text("rsa3072.pem"));
				await().atMost(Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(fingerprints(keys)).containsExactly(fingerprint("rsa3072.pem"),
							TestKeys.FINGERPRINT));
			});
	}

	@Test
	void updateIsTakenUpAndTheKeyBeforeItStaysSecond() throws Exception {
		DefaultSslBundleRegistry bundles = bundles(bundle("pkcs8.pem"));
		SigningKeys keys = keys(bundles);
		bundles.updateBundle("salesforce", bundle("rsa3072.pem"));
		assertThat(fingerprints(keys)).containsExactly(fingerprint("rsa3072.pem"), TestKeys.FINGERPRINT);
	}

	@Test
	void updateWithoutAUsableKeyKeepsTheKeyAndWarns(CapturedOutput output) throws Exception {
		DefaultSslBundleRegistry bundles = bundles(bundle("pkcs8.pem"));
		SigningKeys keys = keys(bundles);
		bundles.updateBundle("salesforce", bundle("ec.pem"));
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(output).contains("WARN", "the SSL bundle 'salesforce' holds a key of the kind EC");
	}

	@Test
	void aliasOfTheBundleDecides() throws Exception {
		KeyStore store = keyStore("PKCS12", "old", TestKeys.text("pkcs8.pem"));
		add(store, "new", TestKeys.text("rsa3072.pem"));
		assertThat(fingerprints(keys(bundles(bundle(store, SslBundleKey.of(null, "new"))))))
			.containsExactly(fingerprint("rsa3072.pem"));
		assertFailure(bundles(bundle(store, SslBundleKey.NONE)), "holds several private keys, and none is selected",
				"Set the 'key.alias' of the bundle to one of '");
		assertFailure(bundles(bundle(store, SslBundleKey.of(null, "older"))),
				"holds no private key with the alias 'older'", "'key.alias'");
	}

	@Test
	void unknownBundleFailsWithTheKnownOnes() throws Exception {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("web", bundle("pkcs8.pem"));
		bundles.registerBundle("database", bundle("pkcs8.pem"));
		assertFailure(bundles, "there is no SSL bundle 'salesforce'", "'database', 'web'");
		assertFailure(new DefaultSslBundleRegistry(), "there is no SSL bundle 'salesforce'",
				"spring.ssl.bundle.pem.salesforce");
	}

	@Test
	void bundleWithoutAPrivateKeyFails() throws Exception {
		assertFailure(bundles(SslBundle.of(SslStoreBundle.NONE)), "has no key store", "'truststore' does not");
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null);
		store.setCertificateEntry("certificate", certificate());
		assertFailure(bundles(bundle(store, SslBundleKey.NONE)), "holds no private key", "'keystore'");
	}

	@Test
	void bundleWithAKeyThatSalesforceDoesNotTakeFails() throws Exception {
		assertFailure(bundles(bundle("ec.pem")), "holds a key of the kind EC", "-newkey rsa:2048");
		assertFailure(bundles(bundle("rsa1024.pem")), "holds an RSA key of 1024 bits", "-newkey rsa:2048");
	}

	@Test
	void wrongPasswordFails() throws Exception {
		KeyStore store = keyStore("JKS", "signing", TestKeys.text("pkcs8.pem"));
		assertFailure(bundles(bundle(store, SslBundleKey.of("sEcReT"))),
				"holds a private key that cannot be decrypted with the password of the bundle", "'key.password'");
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.jks.salesforce.keystore.location=classpath:keys/key-store.p12",
					"spring.ssl.bundle.jks.salesforce.keystore.password=sEcReT")
			.run((context) -> assertFailure(context.getBean(SslBundles.class), "cannot be read", "password"));
	}

	private static void assertFailure(SslBundles bundles, String found, String remedy) {
		InvalidSalesforceConfigurationException failure = catchThrowableOfType(
				InvalidSalesforceConfigurationException.class, () -> keys(bundles));
		assertThat(failure).isNotNull();
		assertThat(failure.getProperty()).isEqualTo(PROPERTY);
		assertThat(failure.getDescription()).contains("SSL bundle 'salesforce'", found);
		assertThat(failure.getRemedy()).contains(remedy);
		assertThat(failure).hasNoCause();
		assertThat(failure.getMessage()).doesNotContain("sEcReT", TestKeys.PASSWORD);
	}

	private static SigningKeys keys(SslBundles bundles) {
		return new SslBundleSigningKeys(PROPERTY, "salesforce", bundles);
	}

	private static List<String> fingerprints(SigningKeys keys) {
		return keys.current().stream().map(SigningKey::getFingerprint).toList();
	}

	private static String fingerprint(String name) throws Exception {
		return fingerprints(keys(bundles(bundle(name)))).get(0);
	}

	private static DefaultSslBundleRegistry bundles(SslBundle bundle) {
		return new DefaultSslBundleRegistry("salesforce", bundle);
	}

	private static SslBundle bundle(String name) throws Exception {
		return bundle(keyStore("PKCS12", "ssl", TestKeys.text(name)), SslBundleKey.NONE);
	}

	private static SslBundle bundle(KeyStore store, SslBundleKey key) {
		return SslBundle.of(SslStoreBundle.of(store, TestKeys.PASSWORD, null), key);
	}

	private static KeyStore keyStore(String type, String alias, String pem) throws Exception {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null);
		add(store, alias, pem);
		return store;
	}

	private static void add(KeyStore store, String alias, String pem) throws Exception {
		PrivateKey key = PemContent.of(pem).getPrivateKey();
		store.setKeyEntry(alias, key, TestKeys.PASSWORD.toCharArray(), new Certificate[] { certificate() });
	}

	private static Certificate certificate() throws Exception {
		return CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(TestKeys.bytes("certificate.pem")));
	}

}
