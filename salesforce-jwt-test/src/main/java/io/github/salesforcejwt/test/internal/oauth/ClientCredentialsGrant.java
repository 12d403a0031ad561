package io.github.salesforcejwt.test.internal.oauth;

import java.util.List;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.User;

/**
 * The client credentials flow: on My Domain only, as the app's Run As user.
 */
final class ClientCredentialsGrant implements Grant {

	private static final Set<String> FILTERED_SCOPES = Set.of("full", "web", "refresh_token", "offline_access");

	private final Orgs orgs;

	ClientCredentialsGrant(Orgs orgs) {
		this.orgs = orgs;
	}

	@Override
	public String type() {
		return "client_credentials";
	}

	@Override
	public String subType() {
		return "OAuth Client Credentials";
	}

	@Override
	public ApiResponse answer(LoginAttempt attempt) throws OAuthError {
		if (attempt.site().org() == null) {
			throw new OAuthError("invalid_grant", "request not supported on this domain");
		}
		Org org = attempt.orgOfApp(this.orgs, attempt.form().get("client_id"));
		if (!org.app().hasSecret(attempt.form().get("client_secret"))) {
			throw OAuthError.invalidClient();
		}
		User user = org.user(org.app().runAs());
		if (user == null) {
			throw new OAuthError("invalid_grant", "no client credentials user enabled");
		}
		attempt.user(user.username());
		LoginAttempt.admit(org, user);
		List<String> scopes = org.app().scopes().stream().filter((scope) -> !FILTERED_SCOPES.contains(scope)).toList();
		if (scopes.isEmpty()) {
			throw new OAuthError("invalid_grant", "no valid scopes defined");
		}
		return TokenAnswer.of(attempt, org, user, scopes).signed(org.app().clientSecret()).response();
	}

}
