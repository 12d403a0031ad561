package io.github.salesforcejwt.test.internal.oauth;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.http.Answers;

/**
 * A refusal of an OAuth endpoint.
 */
final class OAuthError extends Exception {

	private final String error;

	private final String description;

	OAuthError(String error, String description) {
		super(error + ": " + description);
		this.error = error;
		this.description = description;
	}

	/** The caller does not know the secret of the app. */
	static OAuthError invalidClient() {
		return new OAuthError("invalid_client", "invalid client credentials");
	}

	ApiResponse response() {
		return Answers.oauthError(this.error, this.description);
	}

	String description() {
		return this.description;
	}

}
