package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileSigningKeys}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FileSigningKeysTests {

	private static final String OTHER = TestKeys.text("rsa3072.pem");

	private static final String THIRD = TestKeys.text("rsa4096.pem");

	@TempDir
	private Path directory;

	private Path file;

	@BeforeEach
	void writeKey() throws IOException {
		this.file = Files.writeString(this.directory.resolve("tls.key"), TestKeys.text("pkcs8.pem"));
	}

	@Test
	void keyThatDoesNotChangeIsAlone() {
		SigningKeys keys = keys(this.file.toString());
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(keys.current()).isSameAs(keys.current());
	}

	@Test
	void changedKeyIsTakenUpAndTheOneBeforeItStaysSecond() throws IOException {
		SigningKeys keys = keys("file:" + this.file);
		Files.writeString(this.file, OTHER);
		assertThat(fingerprints(keys)).containsExactly(fingerprint(OTHER), TestKeys.FINGERPRINT);
		Files.writeString(this.file, THIRD);
		assertThat(fingerprints(keys)).containsExactly(fingerprint(THIRD), fingerprint(OTHER));
	}

	@Test
	void changeIsSeenWhereSizeAndTimeStayTheSame() throws IOException {
		String text = TestKeys.text("pkcs8.pem");
		int length = Math.max(text.length(), OTHER.length());
		Files.writeString(this.file, text + " ".repeat(length - text.length()));
		SigningKeys keys = keys(this.file.toString());
		var time = Files.getLastModifiedTime(this.file);
		Files.writeString(this.file, OTHER + " ".repeat(length - OTHER.length()));
		Files.setLastModifiedTime(this.file, time);
		assertThat(fingerprints(keys)).containsExactly(fingerprint(OTHER), TestKeys.FINGERPRINT);
	}

	@Test
	void changeByASwappedLinkIsTakenUp() throws IOException {
		Path before = Files.createDirectory(this.directory.resolve("..2026_11_01"));
		Path after = Files.createDirectory(this.directory.resolve("..2026_11_22"));
		Files.writeString(before.resolve("key"), TestKeys.text("pkcs8.pem"));
		Files.writeString(after.resolve("key"), OTHER);
		Path data = Files.createSymbolicLink(this.directory.resolve("..data"), before.getFileName());
		Path link = Files.createSymbolicLink(this.directory.resolve("private.pem"), Path.of("..data/key"));
		SigningKeys keys = keys(link.toString());
		Path swapped = Files.createSymbolicLink(this.directory.resolve("..data_tmp"), after.getFileName());
		Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
		assertThat(fingerprints(keys)).containsExactly(fingerprint(OTHER), TestKeys.FINGERPRINT);
	}

	@Test
	void sameKeyInAnotherFormIsNoChange() throws IOException {
		SigningKeys keys = keys(this.file.toString());
		Files.writeString(this.file, TestKeys.text("bag-attributes.pem"));
		assertThat(keys.current()).singleElement().satisfies((key) -> {
			assertThat(key.getFingerprint()).isEqualTo(TestKeys.FINGERPRINT);
			assertThat(key.getCertificateExpiry()).isNotNull();
		});
	}

	@Test
	void keyThatComesBackChangesPlaces() throws IOException {
		SigningKeys keys = keys(this.file.toString());
		Files.writeString(this.file, OTHER);
		keys.current();
		Files.writeString(this.file, TestKeys.text("pkcs8.pem"));
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT, fingerprint(OTHER));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sEcReT", "ec.pem", "pkcs8-encrypted.pem" })
	void brokenFileKeepsTheKeyAndWarnsOnce(String content, CapturedOutput output) throws IOException {
		SigningKeys keys = keys(this.file.toString());
		Files.writeString(this.file, content.endsWith(".pem") ? TestKeys.text(content) : content);
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(output.toString().split("Continuing to sign with salesforce.jwt.private-key")).hasSize(2);
		assertThat(output).contains("WARN").doesNotContain("sEcReT");
		Files.writeString(this.file, OTHER);
		assertThat(fingerprints(keys)).containsExactly(fingerprint(OTHER), TestKeys.FINGERPRINT);
	}

	@Test
	void damagedKeyDoesNotReplaceAGoodOne(CapturedOutput output) throws IOException {
		SigningKeys keys = keys(this.file.toString());
		String pem = TestKeys.text("rsa3072.pem");
		int middle = pem.length() / 2;
		char damaged = (pem.charAt(middle) == 'A') ? 'B' : 'A';
		Files.writeString(this.file, pem.substring(0, middle) + damaged + pem.substring(middle + 1));
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(output).contains("WARN", "Continuing to sign with", "whose numbers are inconsistent");
	}

	@Test
	void fileThatIsGoneKeepsTheKeyAndWarnsOnce(CapturedOutput output) throws IOException {
		SigningKeys keys = keys(this.file.toString());
		Files.delete(this.file);
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		assertThat(output.toString().split("does not exist")).hasSize(2);
		writeKey();
		assertThat(fingerprints(keys)).containsExactly(TestKeys.FINGERPRINT);
		Files.delete(this.file);
		keys.current();
		assertThat(output.toString().split("does not exist")).hasSize(3);
	}

	@Test
	void fileThatIsBrokenAtFirstFails() throws IOException {
		Files.writeString(this.file, "");
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> keys(this.file.toString()));
	}

	@Test
	void textIsNoFile() {
		assertThat(keys(OTHER)).isNotInstanceOf(FileSigningKeys.class);
		assertThat(keys(this.file.toString())).isInstanceOf(FileSigningKeys.class);
	}

	private static SigningKeys keys(String value) {
		return new PrivateKeyReader(new DefaultResourceLoader()).signingKeys("salesforce.jwt.private-key", value, null);
	}

	private static String fingerprint(String pem) {
		return keys(pem).current().get(0).getFingerprint();
	}

	private static List<String> fingerprints(SigningKeys keys) {
		return keys.current().stream().map(SigningKey::getFingerprint).toList();
	}

}
