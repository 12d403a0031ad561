package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.interfaces.RSAPrivateKey;

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

	RSAPrivateKey read() {
		try (InputStream pem = new ClassPathResource("keys/" + this.file).getInputStream()) {
			return RsaKeyConverters.pkcs8().convert(pem);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public SigningKey signingKey(String source) {
		return SigningKey.of(read(), source, null);
	}

}
