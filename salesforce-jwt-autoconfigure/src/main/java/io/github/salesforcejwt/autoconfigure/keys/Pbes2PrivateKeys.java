package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts a PKCS#8 key with a password that has characters beyond ASCII, which the JDK's
 * password-based ciphers refuse before Java 19: by PBKDF2 and AES (RFC 8018, section
 * 6.2), whose key derivation takes the password in UTF-8, as OpenSSL does.
 */
final class Pbes2PrivateKeys {

	private static final Pattern ALGORITHM = Pattern.compile("PBEWith(HmacSHA\\d+(?:/\\d+)?)AndAES_(128|256)");

	private Pbes2PrivateKeys() {
	}

	/**
	 * Decrypt a key.
	 * @return the key in PKCS#8
	 * @throws IOException if the key is not encrypted in this way
	 * @throws GeneralSecurityException if the password is wrong
	 */
	static byte[] decrypt(byte[] der, String password) throws IOException, GeneralSecurityException {
		EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
		AlgorithmParameters parameters = encrypted.getAlgParameters();
		Matcher algorithm = ALGORITHM.matcher((parameters != null) ? parameters.toString() : "");
		if (!algorithm.matches()) {
			throw new IOException("Not PBES2 with PBKDF2 and AES");
		}
		PBEParameterSpec spec = parameters.getParameterSpec(PBEParameterSpec.class);
		byte[] key = SecretKeyFactory.getInstance("PBKDF2With" + algorithm.group(1))
			.generateSecret(new PBEKeySpec(password.toCharArray(), spec.getSalt(), spec.getIterationCount(),
					Integer.parseInt(algorithm.group(2))))
			.getEncoded();
		Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
		cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), spec.getParameterSpec());
		return encrypted.getKeySpec(cipher).getEncoded();
	}

}
