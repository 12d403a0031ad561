package io.github.salesforcejwt;

import java.util.function.Supplier;

/**
 * Logs in once each time it is asked.
 */
@FunctionalInterface
interface TokenSource extends Supplier<SalesforceAccessToken> {

	/**
	 * Tell with what the next login would be made, so that a refusal can be forgotten
	 * when that has changed. Never a secret.
	 */
	default String credential() {
		return "";
	}

}
