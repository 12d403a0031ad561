package io.github.salesforcejwt.test.internal.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates X.509 certificates for a test: a root, and those that it signs. The keys are on
 * the curve P-256, which takes hardly any time.
 */
final class CertificateAuthority {

	private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

	private static final Duration VALIDITY = Duration.ofDays(365);

	// a client's clock may be behind
	private static final Duration SKEW = Duration.ofDays(1);

	private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

	private final String name;

	private final KeyPair keys = generate();

	private final X509Certificate certificate;

	/**
	 * Create an authority with a certificate of its own.
	 * @param name its name
	 */
	CertificateAuthority(String name) {
		this.name = name;
		this.certificate = sign(name, this.keys, List.of(extension("2.5.29.19", true, Der.sequence(Der.bool(true))),
				extension("2.5.29.15", true, Der.bits(new byte[] { 0x06 }, 1))));
	}

	X509Certificate certificate() {
		return this.certificate;
	}

	/**
	 * Issue a certificate.
	 * @param subject the name of its holder
	 * @param hosts the names and addresses of a server, none for a client
	 * @return the certificate and its key
	 */
	Identity issue(String subject, Collection<String> hosts) {
		KeyPair issued = generate();
		byte[] usage = extension("2.5.29.15", true, Der.bits(new byte[] { (byte) 0x80 }, 7));
		byte[] purposes = extension("2.5.29.37", false,
				Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2")));
		byte[] names = extension("2.5.29.17", false,
				Der.sequence(hosts.stream().map(CertificateAuthority::alternativeName).toArray(byte[][]::new)));
		List<byte[]> extensions = hosts.isEmpty() ? List.of(usage, purposes) : List.of(usage, purposes, names);
		return new Identity(sign(subject, issued, extensions), issued.getPrivate());
	}

	private static byte[] extension(String oid, boolean critical, byte[] content) {
		byte[] value = Der.octets(content);
		return critical ? Der.sequence(Der.oid(oid), Der.bool(true), value) : Der.sequence(Der.oid(oid), value);
	}

	private static byte[] alternativeName(String host) {
		if (!IP_ADDRESS.matcher(host).matches()) {
			return Der.tagged(2, false, host.getBytes(StandardCharsets.US_ASCII));
		}
		try {
			return Der.tagged(7, false, InetAddress.getByName(host).getAddress());
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("'" + host + "' is no address", ex);
		}
	}

	private X509Certificate sign(String subject, KeyPair holder, List<byte[]> extensions) {
		Instant now = Instant.now();
		byte[] content = Der.sequence(Der.tagged(0, true, Der.integer(BigInteger.TWO)),
				Der.integer(new BigInteger(126, new SecureRandom()).add(BigInteger.ONE)), ECDSA_WITH_SHA256,
				distinguishedName(this.name), Der.sequence(Der.time(now.minus(SKEW)), Der.time(now.plus(VALIDITY))),
				distinguishedName(subject), holder.getPublic().getEncoded(),
				Der.tagged(3, true, Der.sequence(extensions.toArray(byte[][]::new))));
		try {
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(this.keys.getPrivate());
			signature.update(content);
			byte[] signed = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign(), 0));
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(signed));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has ECDSA and X.509", ex);
		}
	}

	private static byte[] distinguishedName(String commonName) {
		return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
	}

	private static KeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has P-256", ex);
		}
	}

	/**
	 * A certificate and its key.
	 *
	 * @param certificate the certificate
	 * @param privateKey the key
	 */
	record Identity(X509Certificate certificate, PrivateKey privateKey) {

		/** Never prints the key. */
		@Override
		public String toString() {
			return this.certificate.getSubjectX500Principal().toString();
		}

	}

}
