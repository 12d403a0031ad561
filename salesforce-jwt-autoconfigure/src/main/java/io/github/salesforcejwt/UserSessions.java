package io.github.salesforcejwt;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Finds the session of a user who is named in a call: as seen from the session of an org,
 * or from that of one of its further users.
 *
 * @param <S> the type of the sessions
 */
final class UserSessions<S> {

	private final String orgId;

	private final @Nullable String username;

	private final @Nullable SessionCache<S> sessions;

	/**
	 * Create the view of a session.
	 * @param username the further user of that session, or {@code null} for the org's own
	 * @param sessions the sessions of further users, or {@code null} if there can be none
	 */
	UserSessions(String orgId, @Nullable String username, @Nullable SessionCache<S> sessions) {
		this.orgId = orgId;
		this.username = username;
		this.sessions = sessions;
	}

	/**
	 * Whether these are seen from the session of a further user.
	 */
	boolean areOfUser() {
		return this.username != null;
	}

	/**
	 * Whether there is a session for which something holds.
	 */
	boolean isAny(Predicate<S> condition) {
		return this.sessions != null && this.sessions.sessions().values().stream().anyMatch(condition);
	}

	/**
	 * Return the session of a user.
	 * @param own the session from which these are seen
	 * @throws IllegalArgumentException if no user can have this name
	 * @throws IllegalStateException if there can be no such session
	 */
	S get(String username, S own) {
		if (this.sessions != null) {
			S session = this.sessions.get(username);
			if (session != null) {
				return session;
			}
			throw new IllegalStateException("There is no session for the user '" + Redaction.line(username)
					+ "' of the Salesforce org '" + this.orgId + "': all " + this.sessions.max()
					+ " sessions of its users are logging in, or remember a refusal. "
					+ "Increase 'max-users' of the org, and name only users that exist in the org.");
		}
		if (this.username == null) {
			throw new IllegalStateException("A call cannot name the user '" + Redaction.line(username)
					+ "', since the Salesforce org '" + this.orgId
					+ "' uses client credentials, which log in as the Run As user of the app. Set its 'grant-type' to "
					+ "'jwt-bearer' to call as users of your choice.");
		}
		if (!this.username.equals(username)) {
			throw new IllegalStateException("A client of the user '" + this.username + "' of the Salesforce org '"
					+ this.orgId + "' cannot call as the user '" + Redaction.line(username)
					+ "'. Use the client of the org.");
		}
		return own;
	}

}
