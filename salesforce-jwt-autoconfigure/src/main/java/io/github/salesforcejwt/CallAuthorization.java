package io.github.salesforcejwt;

import java.net.URI;

import org.springframework.http.HttpHeaders;

/**
 * The headers that carry a token, and the one that could mislead it. They replace what
 * the caller set, so that a request never carries two credentials, and none is sent to a
 * host other than that of the URI.
 */
final class CallAuthorization {

	/** Bulk API 1.0 does not use {@code Authorization}. */
	private static final String BULK_SESSION = "X-SFDC-Session";

	/** In lower case, so that a lookup does not convert it each time. */
	private static final String BULK_SESSION_KEY = "x-sfdc-session";

	private static final String HOST_KEY = "host";

	static final String BULK_PATH = "/services/async/";

	private CallAuthorization() {
	}

	/**
	 * Whether a caller has set a header that it must not set, except for
	 * {@code Authorization}, which is always replaced.
	 */
	static boolean isSetByCaller(HttpHeaders headers) {
		return !headers.isEmpty() && (headers.containsHeader(BULK_SESSION_KEY) || headers.containsHeader(HOST_KEY));
	}

	/**
	 * Remove what the caller has set.
	 */
	static void remove(HttpHeaders headers) {
		headers.remove(HttpHeaders.AUTHORIZATION);
		headers.remove(BULK_SESSION_KEY);
		headers.remove(HOST_KEY);
	}

	static void removeHost(HttpHeaders headers) {
		headers.remove(HOST_KEY);
	}

	/**
	 * Return a copy without credentials.
	 */
	static HttpHeaders hide(HttpHeaders headers) {
		HttpHeaders copy = new HttpHeaders();
		copy.putAll(headers);
		remove(copy);
		return HttpHeaders.readOnlyHttpHeaders(copy);
	}

	static void apply(HttpHeaders headers, URI target, SalesforceAccessToken token) {
		headers.set(HttpHeaders.AUTHORIZATION, token.authorization());
		if (target.getRawPath() != null && target.getRawPath().startsWith(BULK_PATH)) {
			headers.set(BULK_SESSION, token.getTokenValue());
		}
		else {
			headers.remove(BULK_SESSION_KEY);
		}
	}

}
