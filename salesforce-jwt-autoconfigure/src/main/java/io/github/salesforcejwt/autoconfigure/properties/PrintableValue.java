package io.github.salesforcejwt.autoconfigure.properties;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Prints what was found in a property, unless it looks like key material: a private key
 * or a consumer secret may have been written to any property by mistake.
 */
public final class PrintableValue {

	private static final int MAX_LENGTH = 256;

	private static final Pattern LOCATION = Pattern
		.compile("(?:~|\\.{0,2})/[^/+=].*|(?:file|classpath\\*?):.*|[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

	private static final Pattern NOT_ONE_LINE = Pattern.compile("\\p{C}|[\\u2028\\u2029]");

	private static final Pattern SEPARATOR = Pattern.compile("[^A-Za-z0-9+=_]+");

	/** Consumer secrets of older apps are numbers. */
	private static final Pattern NUMBER = Pattern.compile("\\d{15,}");

	private static final Pattern RANDOM = Pattern.compile(
			"(?=.*\\d)(?=.*[A-Z]).{16,}|(?=.*\\d)(?=.*[a-z]).{24,}" + "|(?=(?:.*?[A-Z]){5})(?=.*[a-z]).{20,}|.{40,}");

	private PrintableValue() {
	}

	/**
	 * Return a value as a message may show it.
	 * @param value the value
	 * @return the value, or how long it is if it may be a secret
	 */
	public static String of(String value) {
		String text = value.strip();
		return isSecret(text) ? "(not shown: " + text.length() + " characters that may be a secret)" : text;
	}

	/**
	 * Return a duration as a property may hold it.
	 * @param value the duration
	 * @return the duration in minutes, seconds or milliseconds, whichever is a whole
	 * number
	 */
	public static String of(Duration value) {
		if (value.toMillis() % 1000 != 0) {
			return value.toMillis() + "ms";
		}
		return (value.toSeconds() % 60 != 0 || value.isZero()) ? value.toSeconds() + "s" : value.toMinutes() + "m";
	}

	private static boolean isSecret(String text) {
		if (text.length() > MAX_LENGTH || NOT_ONE_LINE.matcher(text).find() || text.contains("-BEGIN ")
				|| text.contains("PRIVATE KEY")) {
			return true;
		}
		return !LOCATION.matcher(text).matches() && SEPARATOR.splitAsStream(text)
			.anyMatch((part) -> NUMBER.matcher(part).matches() || RANDOM.matcher(part).matches());
	}

}
