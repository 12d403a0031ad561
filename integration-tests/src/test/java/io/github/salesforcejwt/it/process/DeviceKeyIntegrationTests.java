package io.github.salesforcejwt.it.process;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key that never leaves its PKCS#11 token signs the logins of two orgs.
 */
@Tag("long")
@RequiresSoftHsm
class DeviceKeyIntegrationTests {

	@TempDir
	private Path directory;

	@Test
	void keyInATokenSignsByAnSslBundleAndByABean() throws Exception {
		SoftHsm token = SoftHsm.create(this.directory);
		String certificate = Files.readString(token.certificateFile());
		try (SalesforceServer server = SalesforceServer.start()) {
			Map<String, String> properties = new LinkedHashMap<>(server.properties());
			properties.putAll(server.addOrg("emea").properties("salesforce.jwt.orgs.emea"));
			properties.keySet().removeIf((name) -> name.endsWith(".private-key"));
			server.org().certificate(certificate);
			server.org("emea").certificate(certificate);
			properties.put("salesforce.jwt.ssl-bundle", "token");
			properties.put("spring.ssl.bundle.jks.token.keystore.type", "PKCS11");
			properties.put("spring.ssl.bundle.jks.token.keystore.provider", SoftHsm.PROVIDER);
			properties.put("spring.ssl.bundle.jks.token.keystore.password", SoftHsm.PIN);
			properties.put("salesforce.jwt.orgs.emea.certificate", "file:" + token.certificateFile());
			properties.put("token.pin", SoftHsm.PIN);
			properties.put("token.provider", SoftHsm.PROVIDER);
			properties.putAll(token.environment());
			try (ForkedApplication application = ForkedApplication.of(DeviceKeyApplication.class)
				.options("-Djava.security.properties=" + token.securityFile())
				.environment(properties)
				.start()) {
				assertThat(application.awaitEnd()).as(application::output).isZero();
				String fingerprint = " (public key SHA-256 " + fingerprint(certificate) + ")";
				assertThat(application.output())
					.contains("Limits of salesforce: true", "Limits of emea: true", "The token shows its key: false",
							"Key of salesforce: salesforce.jwt.ssl-bundle (bundle 'token', alias 'salesforce')"
									+ fingerprint,
							"Key of emea: bean 'tokenSigner', with salesforce.jwt.orgs.emea.certificate (file:"
									+ token.certificateFile() + ")" + fingerprint)
					.doesNotContain(SoftHsm.PIN);
			}
			assertThat(server.org().logins()).isOne();
			assertThat(server.org("emea").logins()).isOne();
		}
	}

	private static String fingerprint(String certificate) throws Exception {
		byte[] publicKey = CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(certificate.getBytes()))
			.getPublicKey()
			.getEncoded();
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey));
	}

}
