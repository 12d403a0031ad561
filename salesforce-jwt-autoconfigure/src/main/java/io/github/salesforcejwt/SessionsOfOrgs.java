package io.github.salesforcejwt;

import java.time.Duration;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the orgs that come and go at run time.
 */
final class SessionsOfOrgs {

	private static final Log logger = LogFactory.getLog(SessionsOfOrgs.class);

	private static final Duration WARNING_INTERVAL = Duration.ofHours(1);

	private final SalesforceSessionSource source;

	private final Ticker ticker;

	private final SessionCache<SalesforceSession> sessions;

	/** Guarded by the monitor. */
	private @Nullable Long warnedAt;

	SessionsOfOrgs(SalesforceSessionSource source, Ticker ticker) {
		this.source = source;
		this.ticker = ticker;
		this.sessions = new SessionCache<>(source.maxSessions(), ticker, source::create, SalesforceSession::isBusy,
				this::evicted);
	}

	/**
	 * Return the session of an org, which is created if there is none.
	 * @throws IllegalStateException if no session can be forgotten for it
	 */
	SalesforceSession get(String id) {
		SalesforceSession session = this.sessions.get(id);
		if (session == null) {
			throw new IllegalStateException("There is no session for the Salesforce org '" + Redaction.line(id)
					+ "': all " + this.sessions.max() + " sessions of orgs at run time are logging in, or keep refused "
					+ "users from logging in again. Increase 'salesforce.jwt.max-orgs'.");
		}
		return session;
	}

	/**
	 * Return the session of an org if it is there.
	 */
	@Nullable SalesforceSession find(String id) {
		return this.sessions.find(id);
	}

	/**
	 * Return the sessions that are there, by the ids of their orgs.
	 */
	Map<String, SalesforceSession> sessions() {
		return this.sessions.sessions();
	}

	/**
	 * Forget the session of an org, even if somebody still uses it.
	 */
	void evict(String id) {
		if (this.sessions.remove(id)) {
			this.source.evicted(id);
		}
	}

	private void evicted(SalesforceSession session) {
		if (session.tokens().isLive()) {
			warn();
		}
		this.source.evicted(session.getRegistration().getId());
	}

	private synchronized void warn() {
		long now = this.ticker.millis();
		if (this.warnedAt == null || now - this.warnedAt >= WARNING_INTERVAL.toMillis()) {
			this.warnedAt = now;
			logger.warn("More Salesforce orgs are in use than there are sessions for, so that orgs log in again that "
					+ "have a token. Increase 'salesforce.jwt.max-orgs'. It is " + this.sessions.max() + " now.");
		}
	}

}
