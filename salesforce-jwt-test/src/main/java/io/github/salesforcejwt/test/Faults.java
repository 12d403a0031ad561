package io.github.salesforcejwt.test;

import java.time.Duration;

import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.data.ApiResponse;

/**
 * The ways in which a call to Salesforce fails.
 */
public final class Faults {

	private Faults() {
	}

	/**
	 * Maintenance or overload: 503 with a page of HTML.
	 * @return the fault
	 */
	public static Fault serviceUnavailable() {
		return respond(503, "text/html;charset=UTF-8",
				"<html><head><title>Service Unavailable</title></head><body>We are down for maintenance.</body></html>");
	}

	/**
	 * Too many requests: 429 that says when to come back. Not documented for Salesforce
	 * itself, but proxies in front of it answer so.
	 * @param retryAfter the time to wait, sent in whole seconds
	 * @return the fault
	 */
	public static Fault tooManyRequests(Duration retryAfter) {
		return respond(429, "text/plain;charset=UTF-8", "Too Many Requests").retryAfter(retryAfter);
	}

	/**
	 * The peer resets the connection.
	 * @return the fault
	 */
	public static Fault connectionReset() {
		return new Fault(Reply.reset());
	}

	/**
	 * The peer closes the connection in place of an answer.
	 * @return the fault
	 */
	public static Fault connectionClosed() {
		return new Fault(Reply.closed());
	}

	/**
	 * The token endpoint's transient {@code unknown_error}.
	 * @return the fault
	 */
	public static Fault unknownError() {
		return oauthError("unknown_error", "retry your request");
	}

	/**
	 * A refusal of the token endpoint.
	 * @param error the code
	 * @param description the description
	 * @return the fault
	 */
	public static Fault oauthError(String error, String description) {
		return fault(Answers.oauthError(error, description));
	}

	/**
	 * The org has used up its API requests of the day.
	 * @return the fault
	 */
	public static Fault requestLimitExceeded() {
		return fault(Answers.requestLimitExceeded());
	}

	/**
	 * Too many long requests run at once.
	 * @return the fault
	 */
	public static Fault concurrentLimitExceeded() {
		return fault(Answers.concurrentLimitExceeded());
	}

	/**
	 * 403 {@code Bad_OAuth_Token}, as the identity services refuse a dead token.
	 * @return the fault
	 */
	public static Fault badOAuthToken() {
		return fault(Answers.badOAuthToken());
	}

	/**
	 * 401 {@code INVALID_SESSION_ID}, although the session lives.
	 * @return the fault
	 */
	public static Fault sessionExpired() {
		return fault(Answers.sessionExpired());
	}

	/**
	 * 503 {@code SERVER_UNAVAILABLE}.
	 * @return the fault
	 */
	public static Fault serverUnavailable() {
		return error(503, "SERVER_UNAVAILABLE", "Server is temporarily unavailable");
	}

	/**
	 * Another transaction holds the record's lock.
	 * @return the fault
	 */
	public static Fault unableToLockRow() {
		return error(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
	}

	/**
	 * The usual answer, but late.
	 * @param delay how long the caller waits for it
	 * @return the fault
	 */
	public static Fault delay(Duration delay) {
		return new Fault(Reply.usual().after(delay));
	}

	/**
	 * An error of the REST API in its usual shape.
	 * @param status the HTTP status
	 * @param errorCode the code, such as {@code API_DISABLED_FOR_ORG}
	 * @param message the message
	 * @return the fault
	 */
	public static Fault error(int status, String errorCode, String message) {
		return fault(Answers.error(status, errorCode, message));
	}

	/**
	 * An answer without a body, such as the 401 of an Apex REST class.
	 * @param status the HTTP status
	 * @return the fault
	 */
	public static Fault empty(int status) {
		return fault(Answers.empty(status));
	}

	/**
	 * Any other answer.
	 * @param status the HTTP status
	 * @param contentType the media type of the body
	 * @param body the body
	 * @return the fault
	 */
	public static Fault respond(int status, String contentType, String body) {
		return fault(Answers.text(status, contentType, body));
	}

	/**
	 * A redirect, which a client must not follow with its token.
	 * @param status the HTTP status, such as 302
	 * @param location where it points
	 * @return the fault
	 */
	public static Fault redirect(int status, String location) {
		return fault(Answers.redirect(status, location));
	}

	private static Fault fault(ApiResponse response) {
		return new Fault(Reply.of(response));
	}

}
