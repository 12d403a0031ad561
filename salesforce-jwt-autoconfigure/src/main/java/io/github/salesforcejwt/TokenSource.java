package io.github.salesforcejwt;

import java.util.function.Supplier;

/**
 * Logs in once each time it is asked.
 */
@FunctionalInterface
interface TokenSource extends Supplier<SalesforceAccessToken> {

	/**
	 * Whether the login budget has a login left.
	 */
	default boolean isAvailable() {
		return true;
	}

	/**
	 * Tell with what the next login would be made, so that a refusal can be forgotten
	 * when that has changed. Never a secret.
	 */
	default String credential() {
		return "";
	}

}
