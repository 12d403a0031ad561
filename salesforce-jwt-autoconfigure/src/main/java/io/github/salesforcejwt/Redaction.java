package io.github.salesforcejwt;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from elsewhere fit for a message: nothing that looks like a secret, no
 * markup, no control characters, and short.
 */
final class Redaction {

	private static final String REDACTED = "[redacted]";

	private static final int MAX_LENGTH = 200;

	/** Keeps the search for the end of a tag short. */
	private static final int MAX_MARKUP_LENGTH = 4096;

	private static final Pattern SECRET = Pattern.compile(String.join("|",
			// PEM
			"-----BEGIN.*?(?:-----END[^-]*-----|\\z)",
			// access token: the id of the org, and what follows
			"00D\\w{12,15}(?:!|%21)[\\w.%-]*",
			// JWT: its header begins with a brace in base64
			"\\b(?:eyA|eyJ|ewo|ew0)[\\w-]{6,}(?:\\.[\\w-]*)*", "\\b[\\w-]{16,}\\.[\\w-]{16,}\\.[\\w-]{16,}",
			// any other long run of base64
			"[\\w+/=-]{64,}"), Pattern.DOTALL);

	private static final Pattern NAMED_SECRET = Pattern.compile(
			"((?:assertion|access_token|refresh_token|id_token|client_secret|password|signature)"
					+ "(?:\"|\\\\|&quot;|\\s|%22)*(?:=|:|%3D|%3A)(?:\"|\\\\|&quot;|\\s|%22)*)[^\\s\"'&,;<>}\\\\]+",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern CREDENTIALS = Pattern.compile("\\b((?:Bearer|Basic)\\s+)[\\w+/=.~!%-]{16,}",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern MARKUP = Pattern.compile("<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->|<[/!?a-z][^>]*>",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Z}\\s]+");

	private Redaction() {
	}

	/**
	 * Return a text without what looks like a secret.
	 */
	static String redact(String text) {
		String safe = NAMED_SECRET.matcher(text).replaceAll("$1" + REDACTED);
		safe = CREDENTIALS.matcher(safe).replaceAll("$1" + REDACTED);
		return SECRET.matcher(safe).replaceAll(REDACTED);
	}

	/**
	 * Return an excerpt of a text without what looks like a secret.
	 * @param text the text, or {@code null} for an empty one
	 * @return one line of 200 characters or fewer
	 */
	static String excerpt(@Nullable String text) {
		String safe = redact((text != null) ? text : "");
		safe = MARKUP.matcher(safe.substring(0, Math.min(safe.length(), MAX_MARKUP_LENGTH))).replaceAll(" ");
		safe = NOT_PRINTABLE.matcher(safe).replaceAll(" ").strip();
		return (safe.length() <= MAX_LENGTH) ? safe : safe.substring(0, MAX_LENGTH - 1) + "…";
	}

}
