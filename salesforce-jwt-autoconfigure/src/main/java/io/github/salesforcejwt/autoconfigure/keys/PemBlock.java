package io.github.salesforcejwt.autoconfigure.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Block of a PEM text (RFC 7468), however it was wrapped, indented or put on one line.
 */
final class PemBlock {

	private static final String BOUNDARY = "-{2,}%s\\s+%s\\s*-{2,}";

	/** Header lines contain a few hyphens, base64 none. */
	private static final String BODY = "([^-]*+(?:-[^-]++){0,9}+)";

	private static final Pattern BLOCK = Pattern.compile(
			BOUNDARY.formatted("BEGIN", "([A-Z0-9 ]+?)") + BODY + BOUNDARY.formatted("END", "\\1"),
			Pattern.CASE_INSENSITIVE);

	private static final Pattern ENCRYPTION = Pattern
		.compile("\\s*Proc-Type:\\s*4\\s*,\\s*ENCRYPTED\\s+DEK-Info:\\s*([A-Z0-9-]+)\\s*,\\s*(\\p{XDigit}+)\\s");

	private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] { '\n' });

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{200,}={0,2}\\s*");

	/** The words after {@code BEGIN}. */
	private final String label;

	/** The header lines of a traditionally encrypted key (RFC 1421), or an empty text. */
	private final String headers;

	/** Empty if it was no base64. */
	private final byte[] content;

	private final KeyStructure structure;

	private PemBlock(String label, String body) {
		Matcher encryption = ENCRYPTION.matcher(body);
		boolean encrypted = encryption.lookingAt();
		this.headers = encrypted
				? "Proc-Type: 4,ENCRYPTED\nDEK-Info: %s,%s\n\n".formatted(encryption.group(1), encryption.group(2))
				: "";
		this.content = decode(encrypted ? body.substring(encryption.end()) : body);
		this.structure = KeyStructure.of(this.content);
		String name = label.toUpperCase(Locale.ROOT);
		this.label = (!encrypted && name.endsWith("PRIVATE KEY")) ? label(name, this.structure) : name;
	}

	/**
	 * Find the blocks of a text. The base64 of a key without its lines is a block too.
	 */
	static List<PemBlock> parse(String text) {
		String lines = lines(text);
		List<PemBlock> blocks = BLOCK.matcher(lines)
			.results()
			.map((match) -> new PemBlock(match.group(1), match.group(2)))
			.toList();
		return (blocks.isEmpty() && isBare(text)) ? List.of(new PemBlock("PRIVATE KEY", lines)) : blocks;
	}

	/**
	 * Whether a text is the base64 of a key, without BEGIN and END lines.
	 */
	static boolean isBare(String text) {
		String lines = lines(text);
		return BASE64.matcher(lines).matches() && switch (KeyStructure.of(decode(lines)).form()) {
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
			return Base64.getDecoder().decode(StringUtils.trimAllWhitespace(base64));
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	String label() {
		return this.label;
	}

	byte[] content() {
		return this.content;
	}

	KeyStructure structure() {
		return this.structure;
	}

	boolean isEncryptedTraditionally() {
		return !this.headers.isEmpty();
	}

	/**
	 * Return whether the content is base64 and nothing was cut off its end.
	 */
	boolean isComplete() {
		return isEncryptedTraditionally() ? this.content.length > 0 : this.structure.form() != KeyStructure.Form.OTHER;
	}

	String toPem() {
		return "-----BEGIN %s-----\n%s%s\n-----END %s-----\n".formatted(this.label, this.headers,
				LINES.encodeToString(this.content), this.label);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PemBlock block && this.label.equals(block.label) && this.headers.equals(block.headers)
				&& Arrays.equals(this.content, block.content);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.content);
	}

	@Override
	public String toString() {
		return "PEM block '" + this.label + "'";
	}

}
