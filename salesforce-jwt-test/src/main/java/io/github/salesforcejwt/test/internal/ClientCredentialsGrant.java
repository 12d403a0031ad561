package io.github.salesforcejwt.test.internal;

import java.util.List;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;

/**
 * The client credentials flow: on My Domain only, as the app's Run As user.
 */
final class ClientCredentialsGrant {

	static final String TYPE = "client_credentials";

	private static final Set<String> FILTERED_SCOPES = Set.of("full", "web", "refresh_token", "offline_access");

	private ClientCredentialsGrant() {
	}

	static ApiResponse answer(Salesforce salesforce, LoginAttempt attempt) throws OAuthError {
		attempt.flow("OAuth Client Credentials");
		if (attempt.site().org() == null) {
			throw new OAuthError("invalid_grant", "request not supported on this domain");
		}
		Org org = attempt.orgOfApp(salesforce, attempt.form().get("client_id"));
		org.app().checkSecret(attempt.form().get("client_secret"));
		User user = org.user(org.app().runAs());
		if (user == null) {
			throw new OAuthError("invalid_grant", "no client credentials user enabled");
		}
		attempt.user(user.username());
		org.admit(user);
		List<String> scopes = org.app().scopes().stream().filter((scope) -> !FILTERED_SCOPES.contains(scope)).toList();
		if (scopes.isEmpty()) {
			throw new OAuthError("invalid_grant", "no valid scopes defined");
		}
		return TokenAnswer.of(attempt, org, user, scopes).signed(org.app().clientSecret()).response();
	}

}
