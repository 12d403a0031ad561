package io.github.salesforcejwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.HexFormat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;

/**
 * RSA key that signs the assertions of an org, as {@code RS256}, the only algorithm that
 * Salesforce accepts in the JWT bearer flow.
 *
 * @see <a href=
 * "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm">OAuth
 * 2.0 JWT Bearer Flow for Server-to-Server Integration</a>
 */
public final class SigningKey {

	private static final int MIN_BITS = 2048;

	private final Signer signer;

	private final RSAPublicKey publicKey;

	private final String source;

	private final @Nullable Instant certificateExpiry;

	private final String fingerprint;

	private volatile @Nullable Base64URL constantSignature;

	private SigningKey(Signer signer, RSAPublicKey publicKey, String source, @Nullable Instant certificateExpiry) {
		this.signer = signer;
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
	 * @param certificateExpiry the end of the certificate that is stored with the key, if
	 * there is one
	 * @return the signing key
	 * @throws IllegalArgumentException if the public key cannot be derived, or the key
	 * has fewer than 2048 bits
	 */
	public static SigningKey of(RSAPrivateKey privateKey, String source, @Nullable Instant certificateExpiry) {
		Assert.isInstanceOf(RSAPrivateCrtKey.class, privateKey,
				"The RSA private key of " + source + " must hold its public exponent");
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey;
		try {
			RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
			Assert.isTrue(key.getModulus().bitLength() >= MIN_BITS,
					() -> "The RSA private key of " + source + " must have " + MIN_BITS + " bits or more");
			return new SigningKey(new KeySigner(privateKey, source), publicKey, source, certificateExpiry);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The public key of " + source + " cannot be derived", ex);
		}
	}

	/**
	 * Create a signing key that stays in its device, such as an HSM or a key management
	 * service. Each signature has a deadline of 10 seconds and is checked with the public
	 * key. Create it once and not for each login, since only the signing key keeps track
	 * of a device that hangs.
	 * @param signer signs by {@code RS256}; threads share it
	 * @param certificate the certificate of the key, as the app in Salesforce has it
	 * @param source what signs, for messages, such as {@code KMS key 'alias/salesforce'};
	 * never a secret
	 * @return the signing key
	 * @throws IllegalArgumentException if the signer does not support {@code RS256}, or
	 * the certificate is not that of an RSA key of 2048 bits or more
	 */
	public static SigningKey of(JWSSigner signer, X509Certificate certificate, String source) {
		Assert.isTrue(signer.supportedJWSAlgorithms().contains(JWSAlgorithm.RS256),
				() -> source + " does not sign with RS256, the only algorithm that Salesforce accepts");
		Assert.isTrue(
				certificate.getPublicKey() instanceof RSAPublicKey key && key.getModulus().bitLength() >= MIN_BITS,
				() -> "The certificate of " + source + " must be that of an RSA key of " + MIN_BITS + " bits or more");
		RSAPublicKey publicKey = (RSAPublicKey) certificate.getPublicKey();
		return new SigningKey(new DeviceSigner(signer, publicKey, source, DeviceSigner.DEADLINE)::sign, publicKey,
				source, certificate.getNotAfter().toInstant());
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

	/**
	 * Sign bytes.
	 * @throws SigningException if a key that stays in its device does not sign
	 */
	Base64URL sign(byte[] input) {
		return this.signer.apply(input);
	}

	/**
	 * Sign the one constant that this key signs besides assertions. The signature is
	 * always the same, and a device need not make it again.
	 * @throws SigningException if a key that stays in its device does not sign
	 */
	Base64URL signConstant(byte[] constant) {
		Base64URL signature = this.constantSignature;
		if (signature == null) {
			signature = sign(constant);
			this.constantSignature = signature;
		}
		return signature;
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
	 * Return the end of the certificate that is stored with the key. Salesforce continues
	 * to accept a key whose certificate has expired.
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

	/**
	 * Signs with a key in memory. What Nimbus needs for it is loaded by the first login,
	 * not at the start of the application.
	 */
	private static final class KeySigner implements Signer {

		private final SingletonSupplier<JWSSigner> signer;

		private final String source;

		KeySigner(RSAPrivateKey key, String source) {
			this.signer = SingletonSupplier.of(() -> new RSASSASigner(key));
			this.source = source;
		}

		@Override
		public Base64URL apply(byte[] input) {
			try {
				return this.signer.obtain().sign(DeviceSigner.HEADER, input);
			}
			catch (JOSEException ex) {
				throw SigningException.of(this.source, ex);
			}
		}

	}

	@FunctionalInterface
	private interface Signer {

		Base64URL apply(byte[] input);

	}

}
