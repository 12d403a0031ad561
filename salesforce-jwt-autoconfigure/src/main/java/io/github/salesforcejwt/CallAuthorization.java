package io.github.salesforcejwt;

import java.net.URI;

import org.springframework.http.HttpHeaders;

/**
 * The headers that carry a token. They replace what the caller set, so that never two
 * credentials are sent.
 */
final class CallAuthorization {

	/** Bulk API 1.0 knows no {@code Authorization}. */
	private static final String BULK_SESSION = "X-SFDC-Session";

	/** In lower case, or each look would convert it. */
	private static final String BULK_SESSION_KEY = "x-sfdc-session";

	static final String BULK_PATH = "/services/async/";

	private CallAuthorization() {
	}

	static boolean hasSessionHeader(HttpHeaders headers) {
		return headers.containsHeader(BULK_SESSION_KEY);
	}

	static void remove(HttpHeaders headers) {
		headers.remove(HttpHeaders.AUTHORIZATION);
		headers.remove(BULK_SESSION_KEY);
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
