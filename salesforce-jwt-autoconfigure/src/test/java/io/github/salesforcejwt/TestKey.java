package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

import org.springframework.core.io.ClassPathResource;
import org.springframework.security.converter.RsaKeyConverters;

/**
 * The different keys among those of the tests: to read one takes far less time than to
 * make one.
 */
public enum TestKey {

	RSA_2048("pkcs8.pem"), RSA_3072("rsa3072.pem"), RSA_4096("rsa4096.pem");

	private final String file;

	TestKey(String file) {
		this.file = file;
	}

	/**
	 * Return the key as it is in a file.
	 */
	public String pem() {
		try {
			return new ClassPathResource("keys/" + this.file).getContentAsString(StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	RSAPrivateKey read() {
		return RsaKeyConverters.pkcs8().convert(new ByteArrayInputStream(pem().getBytes(StandardCharsets.US_ASCII)));
	}

	/**
	 * Return its other half, which a certificate holds.
	 */
	public RSAPublicKey publicKey() {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) read();
		try {
			return (RSAPublicKey) KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public SigningKey signingKey(String source) {
		return SigningKey.of(read(), source, null);
	}

}
