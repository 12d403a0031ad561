package io.github.salesforcejwt.autoconfigure;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What an answer with a status from 300 to 399 means. Redirects are not followed, since
 * they could carry a token elsewhere, so nothing was done: it is no success.
 */
final class RedirectedCall {

	private static final int MAX_HOST_LENGTH = 253;

	private RedirectedCall() {
	}

	/**
	 * Whether a status is a redirect. Not modified is an answer that was asked for.
	 */
	static boolean isRedirect(HttpStatusCode status) {
		return status.is3xxRedirection() && status.value() != HttpStatus.NOT_MODIFIED.value();
	}

	static String message(String orgId, HttpStatusCode status, HttpHeaders headers) {
		String answer = "The Salesforce org '" + orgId + "' answered " + status.value();
		if (status.value() == HttpStatus.MULTIPLE_CHOICES.value()) {
			return answer
					+ ": several records match, which is possible if an external id is not unique. Nothing was done. "
					+ "The body of the answer lists their URLs.";
		}
		String host = host(headers);
		return answer + ", a redirect" + ((host != null) ? " to the host '" + host + "'" : "")
				+ ". Nothing was done, since redirects are not followed.";
	}

	private static @Nullable String host(HttpHeaders headers) {
		try {
			URI location = headers.getLocation();
			String host = (location != null) ? location.getHost() : null;
			return (host != null && host.length() <= MAX_HOST_LENGTH) ? host : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
