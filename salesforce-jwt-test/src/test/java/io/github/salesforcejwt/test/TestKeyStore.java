package io.github.salesforcejwt.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key store with one key and its self-signed certificate, made by the JDK's
 * {@code keytool}.
 *
 * @param file the PKCS#12 file
 */
record TestKeyStore(Path file) {

	static final String PASSWORD = "changeit";

	static TestKeyStore create(Path directory) throws Exception {
		Path file = directory.resolve("salesforce.p12");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of("-genkeypair", "-alias", "salesforce", "-keyalg", "RSA", "-keysize", "2048", "-dname",
				"CN=erp-sync", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Files.createTempFile(directory, "keytool", ".log").toFile())
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("keytool failed");
		}
		return new TestKeyStore(file);
	}

	String certificate() throws Exception {
		return pem("CERTIFICATE", keyStore().getCertificate("salesforce").getEncoded());
	}

	String privateKey() throws Exception {
		return pem("PRIVATE KEY", keyStore().getKey("salesforce", PASSWORD.toCharArray()).getEncoded());
	}

	private KeyStore keyStore() throws Exception {
		return KeyStore.getInstance(this.file.toFile(), PASSWORD.toCharArray());
	}

	private static String pem(String label, byte[] content) {
		return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
				+ label + "-----\n";
	}

}
