package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the session of an org. In a Spring Boot application each is
 * an application event, too.
 */
public sealed interface SalesforceSessionEvent {

	/**
	 * Return whose session it is.
	 * @return the id of the org
	 */
	String orgId();

	/**
	 * Return the further user whose session it is.
	 * @return the user name, or {@code null} if it is the session of the org's own user
	 */
	@Nullable String username();

	/**
	 * Return when it happened.
	 * @return the time by the clock of the session
	 */
	Instant time();

	/**
	 * A login succeeded.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when the token came
	 * @param duration how long the login took
	 * @param instanceUrl where the session lives
	 * @param expiresAt when the token is to be renewed at the latest
	 * @param reason why the login was due
	 */
	record LoggedIn(String orgId, @Nullable String username, Instant time, Duration duration, URI instanceUrl,
			Instant expiresAt, LoginReason reason) implements SalesforceSessionEvent {
	}

	/**
	 * A login failed.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when the failure was known
	 * @param duration how long the login took
	 * @param failure what it means, and what to do
	 * @param repeated whether the login before failed for the same reason
	 */
	record LoginFailed(String orgId, @Nullable String username, Instant time, Duration duration,
			SalesforceLoginException failure, boolean repeated) implements SalesforceSessionEvent {
	}

	/**
	 * A session that Salesforce had ended was replaced by a new one.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when the new token came
	 */
	record SessionReplaced(String orgId, @Nullable String username, Instant time) implements SalesforceSessionEvent {
	}

	/**
	 * Salesforce refused the newest key, and a login signed with the previous one
	 * succeeded. Fired once for each key that is refused.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when the login succeeded
	 * @param refused the newest key
	 * @param used the previous key
	 */
	record SigningKeyRefused(String orgId, @Nullable String username, Instant time, SigningKey refused,
			SigningKey used) implements SalesforceSessionEvent {
	}

	/**
	 * A call was sent again, with a new session.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when
	 */
	record CallReplayed(String orgId, @Nullable String username, Instant time) implements SalesforceSessionEvent {
	}

	/**
	 * A call is sent again after a transient failure.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when the failure was known
	 * @param attempt which attempt failed, from 1
	 * @param status the HTTP status, or {@code null} if no answer came
	 * @param pause how long the call waits until then
	 */
	record CallRetried(String orgId, @Nullable String username, Instant time, int attempt, @Nullable Integer status,
			Duration pause) implements SalesforceSessionEvent {
	}

	/**
	 * A call was refused before it was sent, since its token would have gone to another
	 * host.
	 *
	 * @param orgId the id of the org
	 * @param username the further user, or {@code null} for the org's own
	 * @param time when
	 * @param message the host, and what to do
	 */
	record UntrustedOriginBlocked(String orgId, @Nullable String username, Instant time,
			String message) implements SalesforceSessionEvent {
	}

	/**
	 * An org that comes and goes at run time is no longer kept: other orgs were used
	 * since, or it was evicted after a change. The next one to ask for it gets a new
	 * session.
	 *
	 * @param orgId the id of the org
	 * @param username {@code null}
	 * @param time when
	 */
	record OrgEvicted(String orgId, @Nullable String username, Instant time) implements SalesforceSessionEvent {
	}

	/**
	 * Why a login was due.
	 */
	enum LoginReason {

		/** The first one of this application. */
		FIRST,

		/** The token is about to expire, or renewal was requested. */
		RENEWAL,

		/** Salesforce had ended the session. */
		REPLACEMENT,

		/**
		 * An answer called the session invalid, and the login returned the same token:
		 * the session is still valid.
		 */
		CONFIRMATION

	}

}
