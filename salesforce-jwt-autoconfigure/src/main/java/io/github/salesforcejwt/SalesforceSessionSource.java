package io.github.salesforcejwt;

/**
 * Creates the sessions of orgs that are not known when the application starts. A session
 * is created when its org is first asked for, and once more after it is no longer kept.
 */
public interface SalesforceSessionSource {

	/**
	 * Create the session of an org. May block, and holds no lock meanwhile.
	 * @param id the id of the org, whatever was asked for
	 * @return a new session, which has not logged in
	 * @throws IllegalArgumentException if there is no such org, or if it cannot be used;
	 * the next one to ask gets another attempt
	 */
	SalesforceSession create(String id);

	/**
	 * Take note that the session of an org is no longer kept.
	 * @param id the id of the org
	 */
	default void evicted(String id) {
	}

	/**
	 * Return how many sessions are kept. Beyond it, the one that was not used for the
	 * longest time is forgotten.
	 * @return a positive number
	 */
	int maxSessions();

}
