package io.github.salesforcejwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * RSA key that signs the assertions of an org, as {@code RS256}, the one algorithm that
 * Salesforce takes in the JWT bearer flow.
 *
 * @see <a href=
 * "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm">OAuth
 * 2.0 JWT Bearer Flow for Server-to-Server Integration</a>
 */
public final class SigningKey {

	private final RSAPrivateKey privateKey;

	private final RSAPublicKey publicKey;

	private final String source;

	private final @Nullable Instant certificateExpiry;

	private final String fingerprint;

	private SigningKey(RSAPrivateKey privateKey, RSAPublicKey publicKey, String source,
			@Nullable Instant certificateExpiry) {
		this.privateKey = privateKey;
		this.publicKey = publicKey;
		this.source = source;
		this.certificateExpiry = certificateExpiry;
		this.fingerprint = fingerprint(publicKey);
	}

	/**
	 * Create a signing key.
	 * @param privateKey the RSA key with its public exponent, as every PEM file and key
	 * store has it
	 * @param source where the key comes from, for messages: a property and its location,
	 * never the key
	 * @param certificateExpiry the end of the certificate that lies beside the key, if
	 * one does
	 * @return the signing key
	 * @throws IllegalArgumentException if the public key cannot be derived
	 */
	public static SigningKey of(RSAPrivateKey privateKey, String source, @Nullable Instant certificateExpiry) {
		Assert.isInstanceOf(RSAPrivateCrtKey.class, privateKey,
				"The RSA private key of " + source + " must hold its public exponent");
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey;
		try {
			RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
			return new SigningKey(privateKey, publicKey, source, certificateExpiry);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The public key of " + source + " cannot be derived", ex);
		}
	}

	private static String fingerprint(RSAPublicKey publicKey) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
			return HexFormat.of().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	RSAPrivateKey getPrivateKey() {
		return this.privateKey;
	}

	RSAPublicKey getPublicKey() {
		return this.publicKey;
	}

	/**
	 * Return where the key comes from.
	 * @return a property and its location, never the key
	 */
	public String getSource() {
		return this.source;
	}

	/**
	 * Return the end of the certificate that lies beside the key. Salesforce goes on
	 * accepting a key whose certificate has expired.
	 * @return the end, or {@code null} if no certificate is known
	 */
	public @Nullable Instant getCertificateExpiry() {
		return this.certificateExpiry;
	}

	/**
	 * Return the SHA-256 digest of the public key, as
	 * {@code openssl pkey -pubout -outform DER | openssl sha256} prints it.
	 * @return 64 hexadecimal digits in lower case
	 */
	public String getFingerprint() {
		return this.fingerprint;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SigningKey that && this.fingerprint.equals(that.fingerprint);
	}

	@Override
	public int hashCode() {
		return this.fingerprint.hashCode();
	}

	@Override
	public String toString() {
		return this.source + " (public key SHA-256 " + this.fingerprint + ")";
	}

}
