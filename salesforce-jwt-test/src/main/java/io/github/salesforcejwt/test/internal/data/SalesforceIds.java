package io.github.salesforcejwt.test.internal.data;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Record ids: a key prefix of the type, where the record lives, its number in base 62,
 * and three characters that encode the case of the other 15.
 */
final class SalesforceIds {

	// in the order of ASCII, so that ids sort by creation
	private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

	private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z]{15}([A-Z0-5]{3})?");

	private static final String INSTANCE = "WM0";

	private SalesforceIds() {
	}

	static String create(String keyPrefix, long number) {
		char[] digits = new char[9];
		long rest = number;
		for (int i = digits.length - 1; i >= 0; i--) {
			digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
			rest /= DIGITS.length();
		}
		return complete(keyPrefix + INSTANCE + new String(digits));
	}

	/**
	 * Returns the 18 characters of an id of 15 or 18, or {@code null} if it is none.
	 */
	static @Nullable String normalize(String id) {
		if (!SHAPE.matcher(id).matches()) {
			return null;
		}
		String complete = complete(id.substring(0, 15));
		return complete.startsWith(id) ? complete : null;
	}

	private static String complete(String id) {
		StringBuilder complete = new StringBuilder(id);
		for (int group = 0; group < 3; group++) {
			int bits = 0;
			for (int i = 0; i < 5; i++) {
				if (Character.isUpperCase(id.charAt(group * 5 + i))) {
					bits |= 1 << i;
				}
			}
			complete.append(CHECKSUM.charAt(bits));
		}
		return complete.toString();
	}

}
