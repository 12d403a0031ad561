package io.github.salesforcejwt;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * All that a session knows at one moment. Replaced as a whole.
 *
 * @param token the current token, or {@code null} if there is none
 * @param login the login that runs, or {@code null} if none does
 * @param failure the failure of the last login, or {@code null} if it succeeded
 */
record SessionState(@Nullable CurrentToken token, @Nullable RunningLogin login, @Nullable LoginFailure failure) {

	static final SessionState INITIAL = new SessionState(null, null, null);

	/**
	 * Return how the current token may be used.
	 * @param now milliseconds of the clock
	 */
	Phase phase(long now) {
		if (this.token == null) {
			return Phase.NONE;
		}
		return (now < this.token.renewAt()) ? Phase.FRESH : (now < this.token.endsAt()) ? Phase.STALE : Phase.EXPIRED;
	}

	/**
	 * Whether the login that runs was started while the current token lived. The token is
	 * then used until that login ends, even if its lifetime is shorter.
	 */
	boolean isRenewing() {
		return this.login != null && this.token != null && this.login.renewed() == this.token;
	}

	/**
	 * Whether logins fail for a transient reason: the token is then used past its
	 * lifetime, since it may still be valid.
	 */
	boolean isFailingTransiently() {
		return this.failure != null && this.failure.isTransient();
	}

	/**
	 * Whether a failure of the last login is remembered, so that none is due.
	 * @param now milliseconds of the ticker
	 */
	boolean isFailureRemembered(long now) {
		return this.failure != null && this.failure.isRemembered(now);
	}

	boolean isCurrent(SalesforceAccessToken other) {
		return this.token != null && this.token.token().getTokenValue().equals(other.getTokenValue());
	}

	SessionState withLogin(CompletableFuture<SalesforceAccessToken> login, long now) {
		CurrentToken renewed = (phase(now) != Phase.EXPIRED) ? this.token : null;
		return new SessionState(this.token, new RunningLogin(login, renewed), this.failure);
	}

	SessionState withFailure(@Nullable LoginFailure failure) {
		return new SessionState(this.token, this.login, failure);
	}

	SessionState withoutToken() {
		return new SessionState(null, this.login, this.failure);
	}

	SessionState loggedIn(CurrentToken token) {
		return new SessionState(token, null, null);
	}

	SessionState loginFailed(Throwable ex, String credential, long now) {
		return new SessionState(this.token, null, LoginFailure.after(this.failure, ex, credential, now));
	}

	/**
	 * How a token may be used.
	 */
	enum Phase {

		/** There is no token: callers wait for a login. */
		NONE,

		/** Used as it is. */
		FRESH,

		/** Used while a login renews it. */
		STALE,

		/**
		 * Past its lifetime: callers wait for a login, unless logins fail transiently.
		 */
		EXPIRED

	}

	/**
	 * The current token.
	 *
	 * @param token the token
	 * @param renewAt when its renewal is due, in milliseconds of the clock
	 * @param endsAt when its lifetime ends, in milliseconds of the clock
	 */
	record CurrentToken(SalesforceAccessToken token, long renewAt, long endsAt) {

		/**
		 * Renewal starts somewhere between these shares of a lifetime, so that many
		 * instances of an application do not log in at the same moment.
		 */
		private static final double MIN_RENEWAL_SHARE = 0.75;

		private static final double MAX_RENEWAL_SHARE = 0.9;

		/**
		 * A shorter lifetime does not make logins follow one another. A token whose
		 * renewal is put off for this reason is used for as long again, so that callers
		 * do not wait for the renewal.
		 */
		private static final long MIN_RENEWAL_INTERVAL = Duration.ofSeconds(10).toMillis();

		static CurrentToken of(SalesforceAccessToken token, long now) {
			double share = ThreadLocalRandom.current().nextDouble(MIN_RENEWAL_SHARE, MAX_RENEWAL_SHARE);
			long lifetime = lifetime(token);
			long issuedAt = now - age(token, now);
			long endsAt = issuedAt + lifetime;
			long renewAt = issuedAt + (long) (lifetime * share);
			long earliest = now + MIN_RENEWAL_INTERVAL;
			return (renewAt >= earliest) ? new CurrentToken(token, renewAt, endsAt)
					: new CurrentToken(token, earliest, Math.max(endsAt, earliest + MIN_RENEWAL_INTERVAL));
		}

		/**
		 * A token that another replica has received may be old.
		 */
		private static long age(SalesforceAccessToken token, long now) {
			return (token.getIssuedAt() != null) ? Math.max(now - token.getIssuedAt().toEpochMilli(), 0) : 0;
		}

		private static long lifetime(SalesforceAccessToken token) {
			Instant issuedAt = token.getIssuedAt();
			Instant expiresAt = token.getExpiresAt();
			return (issuedAt != null && expiresAt != null) ? Duration.between(issuedAt, expiresAt).toMillis() : 0;
		}

	}

	/**
	 * A login that runs.
	 *
	 * @param future completes with its token
	 * @param renewed the token that lived when the login started, or {@code null}
	 */
	record RunningLogin(CompletableFuture<SalesforceAccessToken> future, @Nullable CurrentToken renewed) {
	}

}
