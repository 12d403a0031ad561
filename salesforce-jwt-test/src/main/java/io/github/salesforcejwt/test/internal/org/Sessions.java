package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of an org. While a session of a user is valid, a further login returns the
 * same token.
 */
public final class Sessions {

	private final Map<String, Session> byToken = new ConcurrentHashMap<>();

	private final Map<String, Session> byOwner = new ConcurrentHashMap<>();

	private final String tokenPrefix;

	private volatile Duration timeout;

	private volatile boolean issueDeadTokens;

	Sessions(String orgId, Duration timeout) {
		this.tokenPrefix = orgId.substring(0, 15) + "!AR";
		this.timeout = timeout;
	}

	public synchronized Session open(User user, String scope, Instant now) {
		String owner = user.id() + " " + scope;
		Session living = this.byOwner.get(owner);
		if (living != null && living.use(now)) {
			return living;
		}
		if (living != null) {
			end(living);
		}
		Session session = new Session(this.tokenPrefix + Ids.random(94), user, scope, this.timeout, now,
				this.issueDeadTokens, true);
		this.byOwner.put(owner, session);
		this.byToken.put(session.token(), session);
		return session;
	}

	/** Open a session whose token is a JWT: a new one each time. */
	public synchronized Session open(User user, String scope, String jwt, Duration lifetime, Instant now) {
		this.byToken.values().removeIf((session) -> !now.isBefore(session.end()));
		Session session = new Session(jwt, user, scope, lifetime, now, this.issueDeadTokens, false);
		this.byToken.put(jwt, session);
		return session;
	}

	/** The valid session of a token, after this use of it. */
	public @Nullable Session use(@Nullable String token, Instant now) {
		Session session = (token != null) ? this.byToken.get(token) : null;
		return (session != null && !session.stillborn() && session.use(now)) ? session : null;
	}

	/** The session of a token without using it. */
	public @Nullable Session find(@Nullable String token, Instant now) {
		Session session = (token != null) ? this.byToken.get(token) : null;
		return (session != null && !session.stillborn() && now.isBefore(session.end())) ? session : null;
	}

	public synchronized void end(Session session) {
		this.byToken.remove(session.token());
		this.byOwner.values().remove(session);
	}

	public synchronized void endAll() {
		this.byToken.clear();
		this.byOwner.clear();
	}

	public synchronized void endAllOf(User user) {
		this.byToken.values().stream().filter((session) -> session.user() == user).toList().forEach(this::end);
	}

	public synchronized void issueDeadTokens(boolean issueDeadTokens) {
		this.issueDeadTokens = issueDeadTokens;
		if (!issueDeadTokens) {
			this.byToken.values().stream().filter(Session::stillborn).toList().forEach(this::end);
		}
	}

	public boolean issuesDeadTokens() {
		return this.issueDeadTokens;
	}

	public void timeout(Duration timeout) {
		this.timeout = timeout;
	}

}
