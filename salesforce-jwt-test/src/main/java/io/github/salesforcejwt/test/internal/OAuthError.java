package io.github.salesforcejwt.test.internal;

import io.github.salesforcejwt.test.internal.data.ApiResponse;

/**
 * A refusal of an OAuth endpoint.
 */
public final class OAuthError extends Exception {

	private final String error;

	private final String description;

	public OAuthError(String error, String description) {
		super(error + ": " + description);
		this.error = error;
		this.description = description;
	}

	ApiResponse response() {
		return Answers.oauthError(this.error, this.description);
	}

	String description() {
		return this.description;
	}

}
