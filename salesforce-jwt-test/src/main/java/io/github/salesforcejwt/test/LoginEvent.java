package io.github.salesforcejwt.test;

import java.time.Instant;

/**
 * A row of an org's login history.
 *
 * @param time when the login was tried, by the server's clock
 * @param username the user, empty if the attempt named none
 * @param subType the flow, as Salesforce's login history names it in its sub-type
 * @param status {@code Success}, or the description of the refusal
 */
public record LoginEvent(Instant time, String username, String subType, String status) {

	/**
	 * Whether the login was answered with a token.
	 * @return whether it succeeded
	 */
	public boolean successful() {
		return "Success".equals(this.status);
	}

}
