package io.github.salesforcejwt.autoconfigure.properties;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prints what was found in a property if it is harmless: a location, an address, or words
 * and numbers that belong into properties. Anything else may be a key, a consumer secret
 * or a password that was written to the property by mistake.
 */
public final class PrintableValue {

	private static final int MAX_LENGTH = 256;

	private static final Pattern LOCATION = Pattern
		.compile("(?:~|\\.{0,2})/[^/+=].*|(?:file|classpath\\*?):.*|[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

	private static final Pattern NOT_ONE_LINE = Pattern.compile("\\p{C}|[\\u2028\\u2029]");

	/** A URL, the name of a host, with a port or a path, or of a user. */
	private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|[^\\s/@]*@.*"
			+ "|(?:\\*\\.)?[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?::\\d+)?(?:[/?#].*)?|localhost(?::\\d+)?");

	/** What is found in properties of logins. */
	private static final Set<String> WORDS = Set.of("access", "all", "always", "assertion", "auth", "authorization",
			"basic", "bearer", "client", "code", "connect", "credentials", "days", "default", "delete", "dev", "device",
			"disabled", "enabled", "false", "fetch", "flow", "get", "grant", "head", "hour", "hours", "ietf",
			"implicit", "jwt", "key", "live", "login", "method", "minute", "minutes", "most", "never", "no", "none",
			"oauth", "oauth2", "off", "on", "options", "or", "params", "patch", "percent", "post", "private", "prod",
			"production", "put", "qa", "refresh", "salesforce", "saml", "saml2", "sandbox", "sec", "second", "seconds",
			"secs", "secret", "staging", "test", "testing", "token", "true", "type", "uat", "urn", "web", "yes");

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ,:;._/%+-]*");

	private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("\\d{1,6}[A-Za-z]{0,2}");

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
		boolean harmless = LOCATION.matcher(text).matches() || ADDRESS.matcher(text).matches() || isPlain(text);
		return (harmless && !isSecret(text)) ? text : hidden(text);
	}

	private static boolean isPlain(String text) {
		return PLAIN.matcher(text).matches() && Arrays.stream(text.split("[^A-Za-z0-9]+"))
			.filter((part) -> !part.isEmpty())
			.allMatch((part) -> WORDS.contains(part.toLowerCase(Locale.ROOT))
					|| NUMBER_WITH_UNIT.matcher(part).matches());
	}

	/**
	 * Return a name or a path as a message may show it: any, unless it looks like key
	 * material.
	 * @param name the name of a property, a variable or a file
	 * @return the name, or how long it is if it may be a secret
	 */
	public static String ofName(String name) {
		String text = name.strip();
		return isSecret(text) ? hidden(text) : text;
	}

	private static String hidden(String text) {
		return "(not shown: " + text.length() + " characters that may be a secret)";
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
