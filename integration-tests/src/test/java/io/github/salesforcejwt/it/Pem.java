package io.github.salesforcejwt.it;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A pair of keys as PEM text.
 */
record Pem(String privateKey, String publicKey) {

	static Pem generate(String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size);
			KeyPair pair = generator.generateKeyPair();
			return new Pem(text("PRIVATE KEY", pair.getPrivate().getEncoded()),
					text("PUBLIC KEY", pair.getPublic().getEncoded()));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(String label, byte[] content) {
		return "-----BEGIN " + label + "-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + label
				+ "-----\n";
	}

}
