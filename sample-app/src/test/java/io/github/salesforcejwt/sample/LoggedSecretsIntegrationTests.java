package io.github.salesforcejwt.sample;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole run with all that is logged at level TRACE.
 */
class LoggedSecretsIntegrationTests {

	private static final String KEY_PASSWORD = "the-password-of-the-key";

	private static final String DATABASE_PASSWORD = "the-password-of-the-database";

	@Test
	void runAtLevelTraceLogsNoSecret(@TempDir Path directory) throws Exception {
		try (SalesforceServer salesforce = SalesforceServer.start()) {
			String encryptedKey = encrypt(salesforce.org().privateKey());
			Map<String, String> properties = new HashMap<>(salesforce.properties());
			properties.put("salesforce.jwt.private-key", encryptedKey);
			properties.put("salesforce.jwt.private-key-password", KEY_PASSWORD);
			properties.put("spring.datasource.password", DATABASE_PASSWORD);
			properties.put("erp.demo-customers", "400");
			properties.put("logging.level.root", "trace");
			properties.put("logging.level.io.github.salesforcejwt", "trace");

			ErpSyncProcess run = ErpSyncProcess.run(directory, properties);

			assertThat(run.output()).contains("ERP sync finished: read=400 created=400 updated=0 failed=0 logins=1")
				.as("what Spring logs of the login form")
				.contains("DEBUG Writing [{grant_type=[urn:ietf:params:oauth:grant-type:jwt-bearer], assertion=[");
			List<String> secrets = Stream
				.of(Stream.of(KEY_PASSWORD, DATABASE_PASSWORD), lines(encryptedKey),
						lines(salesforce.org().privateKey()), assertions(salesforce.org()), tokens(salesforce.org()))
				.flatMap((some) -> some)
				.toList();
			assertThat(secrets).filteredOn(run.output()::contains).isEmpty();
		}
	}

	private static Stream<String> lines(String pem) {
		return pem.lines().filter((line) -> !line.startsWith("-----"));
	}

	private static Stream<String> assertions(SalesforceOrg org) {
		List<String> assertions = org.tokenRequests().stream().map((form) -> form.get("assertion")).toList();
		assertThat(assertions).hasSize(1);
		return assertions.stream().flatMap((assertion) -> Stream.of(assertion.split("\\.")).skip(1));
	}

	private static Stream<String> tokens(SalesforceOrg org) {
		List<String> tokens = org.requests()
			.stream()
			.map((request) -> request.header("Authorization"))
			.filter((header) -> header.startsWith("Bearer "))
			.map((header) -> header.substring("Bearer ".length()))
			.toList();
		assertThat(tokens).hasSize(2);
		return tokens.stream();
	}

	private static String encrypt(String pem) throws Exception {
		byte[] key = Base64.getMimeDecoder().decode(String.join("", lines(pem).toList()));
		String algorithm = "PBEWithSHA1AndDESede";
		Cipher cipher = Cipher.getInstance(algorithm);
		cipher.init(Cipher.ENCRYPT_MODE,
				SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(KEY_PASSWORD.toCharArray())));
		byte[] encrypted = new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key)).getEncoded();
		return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encrypted)
				+ "\n-----END ENCRYPTED PRIVATE KEY-----\n";
	}

}
