package io.github.salesforcejwt.test.internal.http;

import java.util.Base64;

/**
 * Texts of PEM.
 */
public final class Pem {

	private Pem() {
	}

	/**
	 * Write a text.
	 * @param label what it holds, such as {@code CERTIFICATE}
	 * @param content its content in DER
	 * @return the text
	 */
	public static String of(String label, byte[] content) {
		return "-----BEGIN " + label + "-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + label
				+ "-----\n";
	}

}
