package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionStatus.FailedLogin;
import io.github.salesforcejwt.SalesforceSessionStatus.Login;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the statistics of a session, and passes its events to the listeners. Logins of a
 * session do not overlap, so that what they write needs no lock.
 * <p>
 * What the session of a further user shows of its org, such as a refused key, is kept by
 * the events of the org.
 */
final class SessionEvents implements SigningKeyListener {

	private static final Log logger = LogFactory.getLog(SalesforceSessionListener.class);

	private final String orgId;

	private final @Nullable String username;

	/** Those of the org's own session, or {@code null} if these are. */
	private final @Nullable SessionEvents org;

	private final Clock clock;

	private final List<SalesforceSessionListener> listeners;

	private final LongAdder replays = new LongAdder();

	private final LongAdder retries = new LongAdder();

	private final LongAdder untrustedOrigins = new LongAdder();

	private volatile Logins logins = new Logins(0, 0, null, null);

	private volatile @Nullable SigningKey signingKey;

	private volatile @Nullable SigningKey refusedSigningKey;

	/** The refused key that listeners know of. */
	private volatile @Nullable SigningKey reportedSigningKey;

	private volatile @Nullable ClockDifference clockDifference;

	private volatile @Nullable String sharedSessionFailure;

	SessionEvents(String orgId, Clock clock, List<SalesforceSessionListener> listeners) {
		this.orgId = orgId;
		this.username = null;
		this.org = null;
		this.clock = clock;
		this.listeners = List.copyOf(listeners);
	}

	private SessionEvents(SessionEvents org, String username) {
		this.orgId = org.orgId;
		this.username = username;
		this.org = org;
		this.clock = org.clock;
		this.listeners = org.listeners;
	}

	/**
	 * Return the events of the session of a further user.
	 */
	SessionEvents ofUser(String username) {
		return new SessionEvents(this, username);
	}

	/**
	 * Name the session in a log.
	 */
	String owner() {
		return "Salesforce org '" + this.orgId + "'"
				+ ((this.username != null) ? ", user '" + this.username + "'" : "");
	}

	/**
	 * Record a login that succeeded. The event is for {@link #publish}, once the callers
	 * are released.
	 */
	SalesforceSessionEvent loggedIn(SalesforceAccessToken token, Instant start, LoginReason reason) {
		Logins logins = this.logins;
		Instant now = this.clock.instant();
		Duration duration = Duration.between(start, now);
		Login login = new Login(logins.count() + 1, now, duration);
		this.logins = new Logins(logins.succeeded() + 1, logins.failed(), login, logins.lastFailure());
		Instant expiresAt = token.getExpiresAt();
		return new SalesforceSessionEvent.LoggedIn(this.orgId, this.username, now, duration, token.getInstanceUrl(),
				(expiresAt != null) ? expiresAt : now, (logins.succeeded() == 0) ? LoginReason.FIRST : reason);
	}

	/**
	 * Record a login that failed.
	 */
	SalesforceSessionEvent loginFailed(Throwable ex, Instant start) {
		SalesforceLoginException failure = (ex instanceof SalesforceLoginException login) ? login
				: SalesforceLoginException.forCaller(this.orgId, ex);
		Logins logins = this.logins;
		Instant now = this.clock.instant();
		Duration duration = Duration.between(start, now);
		FailedLogin failed = new FailedLogin(logins.count() + 1, now, duration, failure);
		this.logins = new Logins(logins.succeeded(), logins.failed() + 1, logins.lastLogin(), failed);
		return new SalesforceSessionEvent.LoginFailed(this.orgId, this.username, now, duration, failure,
				logins.isFailingBy(failure));
	}

	String orgId() {
		return this.orgId;
	}

	/**
	 * Record whether the store of shared sessions can be used. It is reported once, not
	 * at each login, and not for each user.
	 * @param failure why not, or {@code null} if it can
	 */
	void sharedSessionStore(PunctualSharedSessionStore.@Nullable UnavailableException failure) {
		if (this.org != null) {
			this.org.sharedSessionStore(failure);
		}
		else {
			reportSharedSessionStore(failure);
		}
	}

	private synchronized void reportSharedSessionStore(
			PunctualSharedSessionStore.@Nullable UnavailableException failure) {
		boolean said = this.sharedSessionFailure != null;
		if (failure == null) {
			this.sharedSessionFailure = null;
			if (said) {
				logger
					.info("The store of shared sessions can be used again for the Salesforce org '" + this.orgId + "'");
			}
			return;
		}
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		String description = failure.getMessage() + " (" + cause.getClass().getName() + ")";
		this.sharedSessionFailure = description;
		if (!said) {
			logger.warn("The store of shared sessions cannot be used for the Salesforce org '" + this.orgId
					+ "', so this replica logs in for itself. " + description);
		}
	}

	void callReplayed() {
		count((events) -> events.replays);
		publish(new SalesforceSessionEvent.CallReplayed(this.orgId, this.username, this.clock.instant()));
	}

	void callRetried(int attempt, @Nullable Integer status, Duration pause) {
		count((events) -> events.retries);
		publish(new SalesforceSessionEvent.CallRetried(this.orgId, this.username, this.clock.instant(), attempt, status,
				pause));
	}

	void untrustedOriginBlocked(UntrustedOriginException ex) {
		count((events) -> events.untrustedOrigins);
		String message = String.valueOf(ex.getMessage());
		publish(new SalesforceSessionEvent.UntrustedOriginBlocked(this.orgId, this.username, this.clock.instant(),
				message));
	}

	private void count(Function<SessionEvents, LongAdder> counter) {
		counter.apply(this).increment();
		if (this.org != null) {
			counter.apply(this.org).increment();
		}
	}

	@Override
	public void signedBy(SigningKey key, @Nullable SigningKey refused) {
		this.signingKey = key;
		this.refusedSigningKey = refused;
		if (this.org != null) {
			this.org.signedBy(key, refused);
		}
	}

	void clockDifference(ClockDifference clockDifference) {
		this.clockDifference = clockDifference;
		if (this.org != null) {
			this.org.clockDifference(clockDifference);
		}
	}

	long loginCount() {
		return this.logins.succeeded();
	}

	SalesforceSessionStatus status(@Nullable SalesforceAccessToken token, @Nullable SalesforceApiUsage apiUsage) {
		Logins logins = this.logins;
		return new SalesforceSessionStatus((token != null) ? token.getIssuedAt() : null,
				(token != null) ? token.getExpiresAt() : null, (token != null) ? token.getInstanceUrl() : null,
				logins.lastLogin(), logins.lastFailure(), logins.succeeded(), logins.failed(), this.replays.sum(),
				this.retries.sum(), this.untrustedOrigins.sum(), this.signingKey, this.refusedSigningKey,
				this.clockDifference, apiUsage, ((this.org != null) ? this.org : this).sharedSessionFailure);
	}

	void publish(SalesforceSessionEvent event) {
		notify(event);
		if (event instanceof SalesforceSessionEvent.LoggedIn login) {
			if (login.reason() == LoginReason.REPLACEMENT) {
				notify(new SalesforceSessionEvent.SessionReplaced(this.orgId, this.username, login.time()));
			}
			((this.org != null) ? this.org : this).reportSigningKey(login.time());
		}
	}

	/**
	 * Report once that logins are signed with the key before the newest.
	 */
	private synchronized void reportSigningKey(Instant time) {
		SigningKey key = this.signingKey;
		SigningKey refused = this.refusedSigningKey;
		boolean reported = refused == null || refused.equals(this.reportedSigningKey);
		this.reportedSigningKey = refused;
		if (key != null && refused != null && !reported) {
			logger.warn("Salesforce refuses the newest key of the org '" + this.orgId + "', " + refused
					+ ". Logins are signed with the previous one, " + key
					+ ". Upload the certificate of the newest key to the app. A change takes 2 to 10 minutes to take effect.");
			notify(new SalesforceSessionEvent.SigningKeyRefused(this.orgId, this.username, time, refused, key));
		}
	}

	private void notify(SalesforceSessionEvent event) {
		for (SalesforceSessionListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of the Salesforce org '" + this.orgId + "' failed", ex);
			}
		}
	}

	private record Logins(long succeeded, long failed, @Nullable Login lastLogin, @Nullable FailedLogin lastFailure) {

		long count() {
			return this.succeeded + this.failed;
		}

		boolean isFailingBy(SalesforceLoginException failure) {
			FailedLogin last = this.lastFailure;
			return last != null && last.number() == count()
					&& last.failure().getLoginError() == failure.getLoginError();
		}

	}

}
