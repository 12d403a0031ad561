package io.github.salesforcejwt.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A key store with one key and its self-signed certificate, made by the JDK's
 * {@code keytool}.
 *
 * @param file the PKCS#12 file
 */
public record TestKeyStore(Path file) {

	public static final String PASSWORD = "changeit";

	private static final String ALIAS = "salesforce";

	public static TestKeyStore create(Path directory) throws Exception {
		Path file = directory.resolve("salesforce.p12");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", ALIAS, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=erp-sync",
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("keytool.log").toFile())
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
		}
		return new TestKeyStore(file);
	}

	public String certificate() throws Exception {
		return pem("CERTIFICATE",
				KeyStore.getInstance(this.file.toFile(), PASSWORD.toCharArray()).getCertificate(ALIAS).getEncoded());
	}

	public String privateKey() throws Exception {
		return pem("PRIVATE KEY",
				KeyStore.getInstance(this.file.toFile(), PASSWORD.toCharArray())
					.getKey(ALIAS, PASSWORD.toCharArray())
					.getEncoded());
	}

	private static String pem(String label, byte[] content) {
		return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label,
				Base64.getMimeEncoder().encodeToString(content), label);
	}

}
