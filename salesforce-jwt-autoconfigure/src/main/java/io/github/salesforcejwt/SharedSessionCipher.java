package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;

/**
 * Encrypts what the replicas share, so that a reader of the store learns no token, and a
 * writer of it can forge none: a JWE (RFC 7516) by {@code dir} and {@code A256GCM}, whose
 * key every replica derives from the credential of the org (HKDF, RFC 5869).
 * <p>
 * While a key is rotated, some replicas know the new one, some the old one and some both.
 * So a value holds one JWE for each key that its writer knows, and is read by any key
 * that its reader knows.
 */
final class SharedSessionCipher {

	private static final String KEY_ID = "v1";

	private static final int MAX_ID_LENGTH = 50;

	private static final String LABEL = "salesforce-jwt shared session v1";

	private final List<SecretKey> keys;

	private final String org;

	private final String user;

	/**
	 * Create a cipher.
	 * @param secrets what the keys are derived from, that of the current credential first
	 * @param org identifies the org
	 * @param user identifies the user
	 */
	SharedSessionCipher(List<byte[]> secrets, String org, String user) {
		this.keys = secrets.stream().map((secret) -> key(secret)).toList();
		this.org = org;
		this.user = user;
	}

	/**
	 * Return the label that a signing key signs to derive the secret of the key from it.
	 * RS256 is deterministic, so that every replica gets the same. It can never be taken
	 * for the signing input of an assertion, which has no space.
	 */
	static byte[] label() {
		return LABEL.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Return the id of a session in the store, which reveals no user name.
	 * @param id the id of the org in this application
	 * @param org identifies the org
	 * @param user identifies the user
	 */
	static String id(String id, String org, String user) {
		byte[] digest = hmac(label(), (org + "\n" + user).getBytes(StandardCharsets.UTF_8));
		return id.substring(0, Math.min(id.length(), MAX_ID_LENGTH)) + ":"
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
	}

	/**
	 * Return the signature of the label by a key.
	 * @throws SigningException if a key that stays in its device does not sign
	 */
	static byte[] secretOf(SigningKey key) {
		return key.signConstant(label()).decode();
	}

	private static SecretKey key(byte[] secret) {
		return new SecretKeySpec(hkdf(secret, label()), "AES");
	}

	/**
	 * Derive 32 bytes (RFC 5869, HMAC-SHA-256, no salt): one block is all of the output.
	 */
	static byte[] hkdf(byte[] secret, byte[] info) {
		byte[] pseudoRandomKey = hmac(new byte[32], secret);
		byte[] block = Arrays.copyOf(info, info.length + 1);
		block[info.length] = 1;
		return hmac(pseudoRandomKey, block);
	}

	private static byte[] hmac(byte[] key, byte[] data) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(data);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	String encrypt(SharedSession session) {
		return this.keys.stream().map((key) -> encrypt(session, key)).collect(Collectors.joining(" "));
	}

	private String encrypt(SharedSession session, SecretKey key) {
		JWEObject jwe = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID(KEY_ID)
			.customParam("org", this.org)
			.customParam("user", this.user)
			.build(), new Payload(session.toJson()));
		try {
			jwe.encrypt(new DirectEncrypter(key));
			return jwe.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A session to share cannot be encrypted", ex);
		}
	}

	/**
	 * Decrypt a value.
	 * @return the session; {@link SharedSession#NONE} if the value cannot be decrypted by
	 * any key, is of another org or user, or is damaged
	 */
	SharedSession decrypt(String value) {
		for (String part : value.split(" ")) {
			for (SecretKey key : this.keys) {
				try {
					return decrypt(part, key);
				}
				catch (ParseException | JOSEException | RuntimeException ex) {
					// another key's, damaged or forged, for which Nimbus has any
					// exception
				}
			}
		}
		return SharedSession.NONE;
	}

	private SharedSession decrypt(String part, SecretKey key) throws ParseException, JOSEException {
		JWEObject jwe = JWEObject.parse(part);
		JWEHeader header = jwe.getHeader();
		if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
				|| !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod()) || !KEY_ID.equals(header.getKeyID())
				|| !this.org.equals(header.getCustomParam("org")) || !this.user.equals(header.getCustomParam("user"))) {
			throw new JOSEException("The value belongs to another org or user");
		}
		jwe.decrypt(new DirectDecrypter(key));
		return SharedSession.of(jwe.getPayload().toString());
	}

}
