package io.github.salesforcejwt.test.internal.oauth;

import io.github.salesforcejwt.test.internal.data.ApiResponse;

/**
 * A flow of the token endpoint.
 */
interface Grant {

	/** The value of {@code grant_type}. */
	String type();

	/** The name of the flow in the login history. */
	String subType();

	ApiResponse answer(LoginAttempt attempt) throws OAuthError;

}
