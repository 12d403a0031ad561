package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Status of the session of an org at one moment. Taking it needs no lock and no I/O.
 *
 * @param tokenIssuedAt when the current token was received, or {@code null} if there is
 * none
 * @param tokenExpiresAt when the current token is to be renewed at the latest
 * @param instanceUrl the instance of the current token's session
 * @param lastLogin the last login that succeeded, or {@code null}
 * @param lastFailure the last login that failed, or {@code null}
 * @param logins the logins that succeeded
 * @param failedLogins the logins that failed
 * @param replays the calls sent again with a new session
 * @param retries the calls sent again after a transient failure
 * @param untrustedOrigins the calls refused since their token would have gone to another
 * host
 * @param signingKey the key that has signed the last login, or that will sign the first;
 * {@code null} for client credentials
 * @param refusedSigningKey the newest key, if Salesforce refused it and accepted the
 * previous one at the last login, or {@code null}
 * @param clockDifference the difference between the clocks at the last answer of the
 * login host, or {@code null} before
 * @param apiUsage what the last answer reported, or {@code null}
 * @param sharedSessionFailure why the store of shared sessions cannot be used, so that
 * this replica logs in for itself; {@code null} if it can, or if there is none
 */
public record SalesforceSessionStatus(@Nullable Instant tokenIssuedAt, @Nullable Instant tokenExpiresAt,
		@Nullable URI instanceUrl, @Nullable Login lastLogin, @Nullable FailedLogin lastFailure, long logins,
		long failedLogins, long replays, long retries, long untrustedOrigins, @Nullable SigningKey signingKey,
		@Nullable SigningKey refusedSigningKey, @Nullable ClockDifference clockDifference,
		@Nullable SalesforceApiUsage apiUsage, @Nullable String sharedSessionFailure) {

	/**
	 * Whether there is a current token, even an expired one.
	 * @return {@code false} before the first login and after Salesforce has ended the
	 * session
	 */
	public boolean hasToken() {
		return this.tokenIssuedAt != null;
	}

	/**
	 * Return the failure since which no login has succeeded.
	 * @return the failure, or {@code null} if the last login succeeded
	 */
	public @Nullable FailedLogin currentFailure() {
		FailedLogin failure = this.lastFailure;
		Login login = this.lastLogin;
		return (failure != null && (login == null || failure.number() > login.number())) ? failure : null;
	}

	/**
	 * A login that succeeded.
	 *
	 * @param number its place among all logins of the session, from 1
	 * @param time when the token came
	 * @param duration how long it took
	 */
	public record Login(long number, Instant time, Duration duration) {
	}

	/**
	 * A login that failed.
	 *
	 * @param number its place among all logins of the session, from 1
	 * @param time when the failure was known
	 * @param duration how long it took
	 * @param failure what it means, and what to do
	 */
	public record FailedLogin(long number, Instant time, Duration duration, SalesforceLoginException failure) {
	}

}
