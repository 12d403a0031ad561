package io.github.salesforcejwt.test.internal.org;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.salesforcejwt.test.internal.http.Pem;

/**
 * RSA keys, and their PEM texts.
 */
public final class Keys {

	private static final Map<String, KeyPair> BY_ORG = new ConcurrentHashMap<>();

	private Keys() {
	}

	/** A consumer key in the shape of Salesforce's. */
	public static String clientId() {
		return "3MVG9" + Ids.random(80);
	}

	/**
	 * The key of an org. It is the same in each server of this process, since generating
	 * keys would take most of the time that a server needs to start.
	 * @param orgId the id by which tests know the org
	 * @return the keys, different for each id
	 */
	public static KeyPair ofOrg(String orgId) {
		return BY_ORG.computeIfAbsent(orgId, (id) -> generate());
	}

	private static KeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has RSA", ex);
		}
	}

	public static String pem(PrivateKey key) {
		return Pem.of("PRIVATE KEY", key.getEncoded());
	}

	public static String pem(PublicKey key) {
		return Pem.of("PUBLIC KEY", key.getEncoded());
	}

	/**
	 * Read the public key of a certificate, or a bare public key.
	 * @param pem the PEM text
	 * @return the RSA public key
	 * @throws IllegalArgumentException if the text holds neither
	 */
	public static RSAPublicKey publicKey(String pem) {
		try {
			PublicKey key = (pem.contains("BEGIN PUBLIC KEY"))
					? KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(content(pem)))
					: CertificateFactory.getInstance("X.509")
						.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
						.getPublicKey();
			if (key instanceof RSAPublicKey rsa) {
				return rsa;
			}
			throw new IllegalArgumentException(
					"The certificate holds an " + key.getAlgorithm() + " key: give one with an RSA key");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("No certificate was found in the text: give the PEM text of an X.509"
					+ " certificate, from -----BEGIN CERTIFICATE----- on", ex);
		}
	}

	private static byte[] content(String pem) {
		return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
	}

}
