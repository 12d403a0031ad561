package io.github.salesforcejwt.test.internal.http;

import java.util.Locale;

import io.github.salesforcejwt.test.internal.data.ApiResponse;

/**
 * The faults that have a name and no parameters.
 */
public enum NamedFault {

	/**
	 * Maintenance or overload: 503 with a page of HTML.
	 */
	SERVICE_UNAVAILABLE(Reply.of(Answers.text(503, "text/html;charset=UTF-8",
			"<html><head><title>Service Unavailable</title></head><body>We are down for maintenance.</body></html>"))),

	/**
	 * 503 of the REST API.
	 */
	SERVER_UNAVAILABLE(Answers.error(503, "SERVER_UNAVAILABLE", "Server is temporarily unavailable")),

	/**
	 * 429 of a proxy.
	 */
	TOO_MANY_REQUESTS(Answers.text(429, "text/plain;charset=UTF-8", "Too Many Requests")),

	/**
	 * The transient error of the token endpoint.
	 */
	UNKNOWN_ERROR(Answers.oauthError("unknown_error", "retry your request")),

	/**
	 * The org has used up its API requests of the day.
	 */
	REQUEST_LIMIT_EXCEEDED(Answers.requestLimitExceeded()),

	/**
	 * Too many long requests run at once.
	 */
	CONCURRENT_LIMIT_EXCEEDED(Answers.concurrentLimitExceeded()),

	/**
	 * The identity services refuse a dead token.
	 */
	BAD_OAUTH_TOKEN(Answers.badOAuthToken()),

	/**
	 * 401, although the session is valid.
	 */
	SESSION_EXPIRED(Answers.sessionExpired()),

	/**
	 * Another transaction holds the record's lock.
	 */
	UNABLE_TO_LOCK_ROW(Answers.error(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")),

	/**
	 * The peer resets the connection.
	 */
	CONNECTION_RESET(Reply.reset()),

	/**
	 * The peer closes the connection instead of answering.
	 */
	CONNECTION_CLOSED(Reply.closed());

	private final Reply reply;

	NamedFault(Reply reply) {
		this.reply = reply;
	}

	NamedFault(ApiResponse response) {
		this(Reply.of(response));
	}

	public Reply reply() {
		return this.reply;
	}

	/** The name in the control API, such as {@code session-expired}. */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
