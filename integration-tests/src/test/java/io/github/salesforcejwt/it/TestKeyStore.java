package io.github.salesforcejwt.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A PKCS#12 store with the key and the certificate of {@code localhost}.
 *
 * @param file where it is
 */
public record TestKeyStore(Path file) {

	public static final String PASSWORD = "changeit";

	private static final String ALIAS = "localhost";

	public static TestKeyStore create(Path file) throws IOException, InterruptedException {
		Path log = file.resolveSibling(file.getFileName() + ".log");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", ALIAS, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
				file.toString())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		if (keytool.waitFor() != 0) {
			throw new IllegalStateException(Files.readString(log));
		}
		return new TestKeyStore(file);
	}

	public String certificate() throws GeneralSecurityException, IOException {
		return "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder().encodeToString(load().getCertificate(ALIAS).getEncoded())
				+ "\n-----END CERTIFICATE-----\n";
	}

	SSLContext sslContext() throws GeneralSecurityException, IOException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load(), PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context;
	}

	public PrivateKey privateKey() throws GeneralSecurityException, IOException {
		return (PrivateKey) load().getKey(ALIAS, PASSWORD.toCharArray());
	}

	private KeyStore load() throws GeneralSecurityException, IOException {
		return KeyStore.getInstance(this.file.toFile(), PASSWORD.toCharArray());
	}

}
