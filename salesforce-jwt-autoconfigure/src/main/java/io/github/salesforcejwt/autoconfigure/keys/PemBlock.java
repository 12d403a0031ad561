package io.github.salesforcejwt.autoconfigure.keys;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

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

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{200,}={0,2}\\s*");

	/**
	 * Find the blocks of a text. The base64 of a key without its lines is a block too.
	 */
	static List<PemBlock> parse(String text) {
		String lines = lines(text);
		List<PemBlock> blocks = BLOCK.matcher(lines)
			.results()
			.map((match) -> of(match.group(1), match.group(2)))
			.toList();
		return (blocks.isEmpty() && isBare(text)) ? List.of(of("PRIVATE KEY", lines)) : blocks;
	}

	/**
	 * Whether a text is the base64 of a key, without BEGIN and END lines.
	 */
	static boolean isBare(String text) {
		String lines = lines(text);
		return BASE64.matcher(lines).matches() && switch (KeyStructure.of(decode(withoutSpace(lines))).form()) {
			case PKCS8, ENCRYPTED_PKCS8, PKCS1, MULTI_PRIME, SEC1 -> true;
			default -> false;
		};
	}

	/**
	 * Return the text with the ends of lines that environment variables have written out.
	 */
	private static String lines(String text) {
		return (text.indexOf('\\') != -1) ? text.replaceAll("\\\\+r", "\r").replaceAll("\\\\+n", "\n") : text;
	}

	private static String withoutSpace(String text) {
		return StringUtils.trimAllWhitespace(text);
	}

	private static PemBlock of(String label, String body) {
		Matcher encryption = ENCRYPTION.matcher(body);
		String headers = "";
		if (encryption.lookingAt()) {
			headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: %s,%s\n\n".formatted(encryption.group(1), encryption.group(2));
			body = body.substring(encryption.end());
		}
		String base64 = withoutSpace(body);
		String name = label.toUpperCase(Locale.ROOT);
		return new PemBlock((headers.isEmpty() && name.endsWith("PRIVATE KEY"))
				? label(name, KeyStructure.of(decode(base64))) : name, headers, base64);
	}

	/**
	 * Return the label that fits the content.
	 */
	private static String label(String label, KeyStructure structure) {
		return switch (structure.form()) {
			case PKCS8 -> "PRIVATE KEY";
			case ENCRYPTED_PKCS8 -> "ENCRYPTED PRIVATE KEY";
			case PKCS1 -> "RSA PRIVATE KEY";
			case SEC1 -> "EC PRIVATE KEY";
			default -> label;
		};
	}

	private static byte[] decode(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	byte[] content() {
		return decode(this.base64);
	}

	KeyStructure structure() {
		return KeyStructure.of(content());
	}

	boolean isEncryptedTraditionally() {
		return !this.headers.isEmpty();
	}

	/**
	 * Return whether the content is base64 and nothing was cut off its end.
	 */
	boolean isComplete() {
		return isEncryptedTraditionally() ? content().length > 0 : structure().form() != KeyStructure.Form.OTHER;
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
