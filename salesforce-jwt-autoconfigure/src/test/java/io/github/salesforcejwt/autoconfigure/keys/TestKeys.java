package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.springframework.core.io.ClassPathResource;

/**
 * Throwaway keys of {@code src/test/resources/keys}.
 */
public final class TestKeys {

	public static final String PASSWORD = "kite-Brass/7#x";

	/**
	 * As {@code openssl pkey -in pkcs8.pem -pubout -outform DER | openssl sha256} prints
	 * it.
	 */
	public static final String FINGERPRINT = "a63d5522838610458f0c45d95469871d27899db6bed61fedd247b722a8e8c914";

	private TestKeys() {
	}

	public static String text(String name) {
		return new String(bytes(name), StandardCharsets.UTF_8);
	}

	public static byte[] bytes(String name) {
		try {
			return new ClassPathResource("keys/" + name).getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
