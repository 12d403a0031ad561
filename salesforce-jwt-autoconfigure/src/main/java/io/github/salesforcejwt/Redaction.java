package io.github.salesforcejwt;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Sanitizes external text for use in messages, logs and reports: what a server answered,
 * or what an exception of a library says. Removes whatever looks like a secret, markup,
 * and control and formatting characters, and shortens the text.
 * <p>
 * Patterns repeat single characters only, and a text is cut before they see it, so that
 * no text takes long or overflows the stack.
 */
public final class Redaction {

	private static final String REDACTED = "[redacted]";

	private static final int MAX_INPUT_LENGTH = 8192;

	private static final int MAX_LENGTH = 1000;

	private static final int MAX_EXCERPT_LENGTH = 200;

	private static final Pattern SECRET = Pattern.compile(String.join("|",
			// PEM
			"-----BEGIN.*?(?:-----END[^-]*-----|\\z)",
			// access token: the id of the org, and what follows
			"00D\\w{12,15}(?:!|%21)[\\w.%-]*",
			// JWT: its header begins with a brace in base64
			"\\b(?:eyA|eyJ|ewo|ew0)[\\w.-]{6,}", "(?<![\\w-])[\\w-]{16,}+\\.[\\w-]{16,}+\\.[\\w-]{16,}+",
			// any other long run of base64
			"(?<![\\w+/=-])[\\w+/=-]{64,}+"));

	private static final Pattern NAMED_SECRET = Pattern.compile(
			"((?:assertion|access_token|refresh_token|id_token|client_secret|password|signature)"
					+ "(?:[\"\\\\ ]|&quot;|%22){0,8}(?:=|:|%3D|%3A)(?:[\"\\\\ ]|&quot;|%22){0,8})[^ \"'&,;<>}\\\\]+",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern CREDENTIALS = Pattern.compile("\\b((?:Bearer|Basic) )[\\w+/=.~!%-]{16,}",
			Pattern.CASE_INSENSITIVE);

	/** User name and password of a URL. */
	private static final Pattern USER_INFO = Pattern.compile("(://)[^/?#@ ]++@");

	private static final Pattern MARKUP = Pattern.compile("<(script|style)\\b.*?</\\1 ?>|<!--.*?-->|<[/!?a-z][^>]*>",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Z}\\s]+");

	private Redaction() {
	}

	/**
	 * Return external text as one line of a message.
	 * @param text the text, or {@code null} for an empty one
	 * @return at most 1,000 characters
	 */
	public static String line(@Nullable String text) {
		return cut(redact(text), MAX_LENGTH);
	}

	/**
	 * Return an excerpt of external text, without markup.
	 * @param text the text, or {@code null} for an empty one
	 * @return one line of at most 200 characters
	 */
	public static String excerpt(@Nullable String text) {
		return cut(printable(MARKUP.matcher(redact(text)).replaceAll(" ")), MAX_EXCERPT_LENGTH);
	}

	private static String redact(@Nullable String text) {
		String safe = printable((text != null) ? text.substring(0, Math.min(text.length(), MAX_INPUT_LENGTH)) : "");
		safe = NAMED_SECRET.matcher(safe).replaceAll("$1" + REDACTED);
		safe = CREDENTIALS.matcher(safe).replaceAll("$1" + REDACTED);
		safe = USER_INFO.matcher(safe).replaceAll("$1" + REDACTED + "@");
		return SECRET.matcher(safe).replaceAll(REDACTED);
	}

	private static String printable(String text) {
		return NOT_PRINTABLE.matcher(text).replaceAll(" ").strip();
	}

	private static String cut(String text, int length) {
		return (text.length() <= length) ? text : text.substring(0, length - 1) + "…";
	}

}
