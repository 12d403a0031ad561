package io.github.salesforcejwt.test;

import java.time.Duration;

import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.NamedFault;
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
		return new Fault(NamedFault.SERVICE_UNAVAILABLE.reply());
	}

	/**
	 * Too many requests: 429 with the time to wait. Not documented for Salesforce itself,
	 * but proxies in front of it use it.
	 * @param retryAfter the time to wait, sent in whole seconds
	 * @return the fault
	 */
	public static Fault tooManyRequests(Duration retryAfter) {
		return new Fault(NamedFault.TOO_MANY_REQUESTS.reply()).retryAfter(retryAfter);
	}

	/**
	 * The peer resets the connection.
	 * @return the fault
	 */
	public static Fault connectionReset() {
		return new Fault(NamedFault.CONNECTION_RESET.reply());
	}

	/**
	 * The peer closes the connection instead of answering.
	 * @return the fault
	 */
	public static Fault connectionClosed() {
		return new Fault(NamedFault.CONNECTION_CLOSED.reply());
	}

	/**
	 * The token endpoint's transient {@code unknown_error}.
	 * @return the fault
	 */
	public static Fault unknownError() {
		return new Fault(NamedFault.UNKNOWN_ERROR.reply());
	}

	/**
	 * A refusal by the token endpoint.
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
		return new Fault(NamedFault.REQUEST_LIMIT_EXCEEDED.reply());
	}

	/**
	 * Too many long requests run at once.
	 * @return the fault
	 */
	public static Fault concurrentLimitExceeded() {
		return new Fault(NamedFault.CONCURRENT_LIMIT_EXCEEDED.reply());
	}

	/**
	 * 403 {@code Bad_OAuth_Token}, as the identity services refuse a dead token.
	 * @return the fault
	 */
	public static Fault badOAuthToken() {
		return new Fault(NamedFault.BAD_OAUTH_TOKEN.reply());
	}

	/**
	 * 401 {@code INVALID_SESSION_ID}, although the session is valid.
	 * @return the fault
	 */
	public static Fault sessionExpired() {
		return new Fault(NamedFault.SESSION_EXPIRED.reply());
	}

	/**
	 * 503 {@code SERVER_UNAVAILABLE}.
	 * @return the fault
	 */
	public static Fault serverUnavailable() {
		return new Fault(NamedFault.SERVER_UNAVAILABLE.reply());
	}

	/**
	 * Another transaction holds the record's lock.
	 * @return the fault
	 */
	public static Fault unableToLockRow() {
		return new Fault(NamedFault.UNABLE_TO_LOCK_ROW.reply());
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
