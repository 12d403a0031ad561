package io.github.salesforcejwt;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * An answer of an instance that calls the session invalid.
 *
 * @param token the token of the call
 * @param target where the call went
 * @param empty whether the answer has no body
 * @param previous the token that the call was refused with before, or {@code null} if
 * this is its first refusal
 */
record SessionRefusal(SalesforceAccessToken token, URI target, boolean empty,
		@Nullable SalesforceAccessToken previous) {

	/** Below it, classes of the org answer whatever they like. */
	private static final String APEX_PATH = "/services/apexrest/";

	boolean isOfApex() {
		return this.target.getRawPath() != null && this.target.getRawPath().startsWith(APEX_PATH);
	}

	boolean isOfReplay() {
		return this.previous != null;
	}

	/**
	 * Whether a login has returned another token for the replay.
	 */
	boolean isOfReplacement() {
		return this.previous != null && !this.previous.getTokenValue().equals(this.token.getTokenValue());
	}

}
