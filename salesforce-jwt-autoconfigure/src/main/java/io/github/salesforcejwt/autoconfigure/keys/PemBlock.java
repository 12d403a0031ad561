package io.github.salesforcejwt.autoconfigure.keys;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Block of a PEM text (RFC 7468), however it was wrapped, indented or put on one line.
 *
 * @param label the words after {@code BEGIN}
 * @param headers the header lines of a traditionally encrypted key (RFC 1421), or an
 * empty text
 * @param base64 the content without any white space
 */
record PemBlock(String label, String headers, String base64) {

	private static final String BOUNDARY = "-{2,}%s\\s+%s\\s*-{2,}";

	private static final Pattern BLOCK = Pattern.compile(
			BOUNDARY.formatted("BEGIN", "([A-Z0-9 ]+?)") + "(.*?)" + BOUNDARY.formatted("END", "\\1"),
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	private static final Pattern ENCRYPTION = Pattern
		.compile("\\s*Proc-Type:\\s*4\\s*,\\s*ENCRYPTED\\s+DEK-Info:\\s*([A-Z0-9-]+)\\s*,\\s*(\\p{XDigit}+)\\s");

	private static final int SEQUENCE = 0x30;

	private static final int LONG_LENGTH = 0x80;

	static List<PemBlock> parse(String text) {
		String lines = text.replace("\\r", "\r").replace("\\n", "\n");
		return BLOCK.matcher(lines).results().map((match) -> of(match.group(1), match.group(2))).toList();
	}

	private static PemBlock of(String label, String body) {
		Matcher encryption = ENCRYPTION.matcher(body);
		String headers = "";
		if (encryption.lookingAt()) {
			headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: %s,%s\n\n".formatted(encryption.group(1), encryption.group(2));
			body = body.substring(encryption.end());
		}
		return new PemBlock(label.toUpperCase(Locale.ROOT), headers, body.replaceAll("\\s+", ""));
	}

	boolean isEncryptedTraditionally() {
		return !this.headers.isEmpty();
	}

	/**
	 * Return whether the content is base64 and nothing was cut off its end.
	 */
	boolean isComplete() {
		byte[] content;
		try {
			content = Base64.getDecoder().decode(this.base64);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
		return isEncryptedTraditionally() || isOneSequence(content);
	}

	private static boolean isOneSequence(byte[] der) {
		if (der.length < 2 || der[0] != SEQUENCE) {
			return false;
		}
		int length = der[1] & 0xFF;
		int start = 2;
		if (length >= LONG_LENGTH) {
			int bytes = length - LONG_LENGTH;
			length = 0;
			for (int i = 0; i < bytes && start < der.length; i++) {
				length = (length << Byte.SIZE) | (der[start++] & 0xFF);
			}
		}
		return start + length == der.length;
	}

	String toPem() {
		return "-----BEGIN %s-----\n%s%s\n-----END %s-----\n".formatted(this.label, this.headers,
				this.base64.replaceAll("(.{64})", "$1\n").strip(), this.label);
	}

	@Override
	public String toString() {
		return "PEM block '" + this.label + "'";
	}

}
