package io.github.salesforcejwt.test.internal.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.http.Pem;

/**
 * The certificates of a server: a root that clients trust, the server's own, and one that
 * clients may present.
 */
public final class ServerCertificates {

	/**
	 * The password of the key stores, which live as long as the process.
	 */
	public static final String PASSWORD = "stand-in";

	private final CertificateAuthority authority = new CertificateAuthority("Stand-in Salesforce CA");

	private final CertificateAuthority.Identity server;

	private final CertificateAuthority.Identity client;

	private final boolean clientDemanded;

	/**
	 * Make the certificates.
	 * @param hosts the names that the server is reached by, beside {@code localhost}
	 * @param clientDemanded whether clients must show a certificate
	 */
	public ServerCertificates(Collection<String> hosts, boolean clientDemanded) {
		List<String> all = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
		all.addAll(hosts);
		this.server = this.authority.issue("localhost", all);
		this.client = this.authority.issue("stand-in client", List.of());
		this.clientDemanded = clientDemanded;
	}

	public boolean clientDemanded() {
		return this.clientDemanded;
	}

	/** The PEM text of the root. */
	public String authority() {
		return pem(this.authority.certificate());
	}

	/** The PEM text of the certificate that clients may show. */
	public String clientCertificate() {
		return pem(this.client.certificate());
	}

	/** The PEM text of its key. */
	public String clientKey() {
		return Pem.of("PRIVATE KEY", this.client.privateKey().getEncoded());
	}

	/**
	 * The properties of an SSL bundle of Spring Boot that trusts the root, and shows the
	 * client's certificate if it is demanded.
	 * @param name the name of the bundle
	 * @return the properties
	 */
	public Map<String, String> bundle(String name) {
		String prefix = "spring.ssl.bundle.pem." + name;
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put(prefix + ".truststore.certificate", authority());
		if (this.clientDemanded) {
			properties.put(prefix + ".keystore.certificate", clientCertificate());
			properties.put(prefix + ".keystore.private-key", clientKey());
		}
		return properties;
	}

	/**
	 * Write what clients need: {@code ca.pem}, {@code client.pem} and
	 * {@code client-key.pem}.
	 * @param directory where to
	 */
	public void write(Path directory) {
		try {
			Files.createDirectories(directory);
			Files.writeString(directory.resolve("ca.pem"), authority());
			Files.writeString(directory.resolve("client.pem"), clientCertificate());
			Files.writeString(directory.resolve("client-key.pem"), clientKey());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The certificates cannot be written to " + directory, ex);
		}
	}

	/** A key store of PKCS#12 with the server's certificate and key. */
	public Path keyStore() {
		return store((store) -> store.setKeyEntry("server", this.server.privateKey(), PASSWORD.toCharArray(),
				new Certificate[] { this.server.certificate(), this.authority.certificate() }));
	}

	/** A key store of PKCS#12 with the root that clients' certificates are checked by. */
	public Path trustStore() {
		return store((store) -> store.setCertificateEntry("ca", this.authority.certificate()));
	}

	private static Path store(Entry entry) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			entry.put(store);
			Path file = Files.createTempFile("stand-in", ".p12");
			file.toFile().deleteOnExit();
			try (OutputStream out = Files.newOutputStream(file)) {
				store.store(out, PASSWORD.toCharArray());
			}
			return file;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has PKCS#12", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String pem(Certificate certificate) {
		try {
			return Pem.of("CERTIFICATE", certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("It was read from its encoding", ex);
		}
	}

	/**
	 * Fills a key store.
	 */
	@FunctionalInterface
	private interface Entry {

		void put(KeyStore store) throws GeneralSecurityException;

	}

}
