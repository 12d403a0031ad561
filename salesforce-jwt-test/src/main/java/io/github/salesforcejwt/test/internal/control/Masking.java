package io.github.salesforcejwt.test.internal.control;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Masks secrets in what is shown.
 */
final class Masking {

	static final String MASK = "***";

	private static final Set<String> HEADERS = Set.of("authorization", "proxy-authorization", "x-sfdc-session",
			"cookie", "set-cookie");

	private static final String NAMES = "assertion|client_secret|client_assertion|token|access_token|refresh_token"
			+ "|oauth_token|password|code|signature";

	private static final Set<String> PARAMETERS = Set.of(NAMES.split("\\|"));

	private static final Pattern FORM = Pattern.compile("(?i)(^|&)(" + NAMES + ")=[^&\\s]*");

	private static final Pattern JSON = Pattern
		.compile("(?i)(\"(?:" + NAMES + ")\"\\s*:\\s*\")(?:[^\"\\\\]++|\\\\.)*+");

	// a session id, or a JWT
	private static final Pattern TOKEN = Pattern
		.compile("00D\\w{12}(\\w{3})?(!|%21)[\\w.]{20,}|eyJ[\\w-]{10,}+\\.[\\w-]++\\.[\\w-]*+");

	private static final Pattern XML = Pattern.compile("(?i)(<(?:\\w+:)?sessionId>)[^<]*");

	private Masking() {
	}

	static Map<String, String> headers(Map<String, String> headers) {
		Map<String, String> masked = new LinkedHashMap<>();
		headers.forEach((name, value) -> masked.put(name,
				HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? scheme(value) : text(value)));
		return masked;
	}

	/** The scheme of a header is no secret. */
	private static String scheme(String value) {
		int space = value.indexOf(' ');
		return (space > 0) ? value.substring(0, space + 1) + MASK : MASK;
	}

	static Map<String, String> parameters(Map<String, String> parameters) {
		Map<String, String> masked = new LinkedHashMap<>();
		parameters.forEach((name, value) -> masked.put(name, PARAMETERS.contains(name) ? MASK : text(value)));
		return masked;
	}

	/** A text with its secrets masked: forms, JSON, XML, and tokens wherever they are. */
	static String text(String text) {
		String masked = FORM.matcher(text).replaceAll("$1$2=" + MASK);
		masked = JSON.matcher(masked).replaceAll("$1" + MASK);
		masked = XML.matcher(masked).replaceAll("$1" + MASK);
		return TOKEN.matcher(masked).replaceAll(MASK);
	}

}
