package io.github.salesforcejwt;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a failed answer of an API means for the session and for a retry. Read from the
 * text, not parsed, since it may be an array, an object, XML, HTML, or the beginning of
 * any of them.
 */
enum CallFailure {

	/** Another URL is named, which may be on the instance that the org has moved to. */
	REDIRECTED,

	/** The session is dead: a new one helps. */
	SESSION_DEAD,

	/** The session is valid but may not be used in this way: a new one does not help. */
	SESSION_NOT_ALLOWED,

	/** Some server refuses the token, for a reason that is not known. */
	UNAUTHORIZED,

	/** The same call may succeed a moment later. */
	TRANSIENT,

	/** The calls of the day are used up. */
	DAILY_LIMIT,

	/** Not handled here: passed to the caller. */
	OTHER;

	/** Statuses of servers and proxies on the way, whatever the body says. */
	private static final Set<Integer> TRANSIENT_STATUSES = Set.of(429, 502, 503, 504);

	private static final Pattern JSON_CODE = Pattern
		.compile("\"(?:errorCode|exceptionCode)\"\\s{0,9}:\\s{0,9}\"(\\w{1,80})\"");

	private static final Pattern XML_CODE = Pattern
		.compile("<(?:\\w{1,20}:)?(?:errorCode|exceptionCode)>\\s{0,9}(\\w{1,80})");

	/**
	 * Whether an answer may be a failure.
	 */
	static boolean isPossible(int status) {
		return status >= 300 && status != 304 && status != 404;
	}

	/**
	 * Whether the body of an answer says which failure it is.
	 */
	static boolean isInBody(int status) {
		return status >= 400 && !TRANSIENT_STATUSES.contains(status);
	}

	/**
	 * Classify an answer.
	 * @param status the HTTP status
	 */
	static CallFailure of(int status, ErrorBody answer) {
		if (status < 400) {
			return REDIRECTED;
		}
		if (TRANSIENT_STATUSES.contains(status)) {
			return TRANSIENT;
		}
		String body = answer.text();
		Set<String> codes = codes(body);
		return switch (status) {
			case 400 -> codes.contains("InvalidSessionId") ? SESSION_DEAD : ofCodes(codes);
			case 401 -> ofUnauthorized(codes, body, answer.complete());
			case 403 -> ofForbidden(codes, body);
			default -> ofCodes(codes);
		};
	}

	/**
	 * An answer to HEAD has no body, and one that broke off may have had the code.
	 */
	private static CallFailure ofUnauthorized(Set<String> codes, String body, boolean complete) {
		if (!codes.contains("INVALID_SESSION_ID")) {
			return (body.isBlank() || !complete) ? SESSION_DEAD : UNAUTHORIZED;
		}
		boolean notAllowed = body.toLowerCase(Locale.ROOT).contains("not valid for use");
		return notAllowed ? SESSION_NOT_ALLOWED : SESSION_DEAD;
	}

	private static CallFailure ofForbidden(Set<String> codes, String body) {
		if (body.strip().equals("Bad_OAuth_Token")) {
			return SESSION_DEAD;
		}
		if (codes.contains("REQUEST_LIMIT_EXCEEDED")) {
			return body.contains("Concurrent") ? TRANSIENT : body.contains("TotalRequests") ? DAILY_LIMIT : OTHER;
		}
		return codes.contains("API_DISABLED_FOR_ORG") ? SESSION_NOT_ALLOWED : ofCodes(codes);
	}

	private static CallFailure ofCodes(Set<String> codes) {
		return (codes.contains("SERVER_UNAVAILABLE") || codes.contains("UNABLE_TO_LOCK_ROW")) ? TRANSIENT : OTHER;
	}

	/**
	 * Find the codes where the format has them, not in a text that echoes what somebody
	 * wrote.
	 */
	private static Set<String> codes(String body) {
		String text = body.stripLeading();
		Set<String> codes = new HashSet<>();
		if (!text.isEmpty() && "[{<".indexOf(text.charAt(0)) != -1) {
			Matcher matcher = (text.charAt(0) == '<') ? XML_CODE.matcher(text) : JSON_CODE.matcher(text);
			while (matcher.find()) {
				codes.add(matcher.group(1));
			}
		}
		return codes;
	}

}
