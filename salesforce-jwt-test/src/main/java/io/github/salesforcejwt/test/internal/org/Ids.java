package io.github.salesforcejwt.test.internal.org;

import java.security.SecureRandom;

/**
 * Identifiers in the shapes that Salesforce gives them.
 */
public final class Ids {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

	private static final SecureRandom RANDOM = new SecureRandom();

	private Ids() {
	}

	/** An id of 18 characters, the last three of which protect the case of the others. */
	public static String record(String prefix) {
		String id = prefix + "5g" + random(10);
		StringBuilder full = new StringBuilder(id);
		for (int block = 0; block < 3; block++) {
			int bits = 0;
			for (int position = 0; position < 5; position++) {
				if (Character.isUpperCase(id.charAt(block * 5 + position))) {
					bits |= 1 << position;
				}
			}
			full.append(CHECKSUM.charAt(bits));
		}
		return full.toString();
	}

	public static String random(int length) {
		StringBuilder value = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			value.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return value.toString();
	}

}
