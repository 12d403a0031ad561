package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.io.StringReader;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * Decrypts what the JDK cannot: traditionally encrypted keys and scrypt. Uses a Bouncy
 * Castle provider of its own and registers none.
 */
final class BouncyCastlePrivateKeys {

	private BouncyCastlePrivateKeys() {
	}

	/**
	 * Decrypt a key.
	 * @return the key in PKCS#8
	 * @throws IOException if the password is wrong, or the key is not encrypted
	 */
	static byte[] decrypt(String pem, String password) throws IOException {
		BouncyCastleProvider provider = new BouncyCastleProvider();
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			Object content = parser.readObject();
			PrivateKeyInfo key;
			if (content instanceof PEMEncryptedKeyPair keyPair) {
				key = keyPair
					.decryptKeyPair(
							new JcePEMDecryptorProviderBuilder().setProvider(provider).build(password.toCharArray()))
					.getPrivateKeyInfo();
			}
			else if (content instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
				key = encrypted
					.decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(provider)
						.build(password.toCharArray()));
			}
			else {
				throw new PEMException("No encrypted private key");
			}
			return key.getEncoded();
		}
		catch (PKCSException ex) {
			throw new PEMException("The private key cannot be decrypted", ex);
		}
	}

}
