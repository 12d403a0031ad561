package io.github.salesforcejwt.test.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * The JWT bearer flow: the checks of Salesforce, one after the other. Which one comes
 * first where several fail is a choice of this stand-in.
 */
final class JwtBearerGrant {

	static final String TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	private static final Duration SKEW = Duration.ofMinutes(3);

	private JwtBearerGrant() {
	}

	static ApiResponse answer(Salesforce salesforce, LoginAttempt attempt) throws OAuthError {
		attempt.flow("OAuth JWT Bearer");
		Assertion assertion = Assertion.parse(attempt.form().get("assertion"));
		attempt.user(assertion.username());
		Org org = attempt.orgOfApp(salesforce, assertion.issuer());
		assertion.verify(org.app().publicKey());
		String audience = assertion.audience();
		if (audience == null || !audiences(attempt, org).contains(audience)) {
			throw new OAuthError("invalid_grant", "audience is invalid");
		}
		if (assertion.expiry() <= attempt.time().minus(SKEW).getEpochSecond()) {
			throw new OAuthError("invalid_grant", "expired authorization code");
		}
		String id = assertion.id();
		if (id != null && !org.firstUse(id)) {
			throw Assertion.invalid();
		}
		User user = approved(org, org.user(assertion.username()));
		if (org.app().preAuthorized() && !org.app().scopes().contains("refresh_token")) {
			throw new OAuthError("invalid_request",
					"refresh_token scope is required and the connected app should be installed and preauthorized");
		}
		return TokenAnswer.of(attempt, org, user, org.app().scopes()).response();
	}

	/** The org's My Domain, under its own name and the caller's, and its login host. */
	private static Set<String> audiences(LoginAttempt attempt, Org org) {
		Set<String> audiences = new HashSet<>();
		audiences.add(org.sandbox() ? "https://test.salesforce.com" : "https://login.salesforce.com");
		audiences.add(attempt.origin());
		String home = org.home().url();
		if (home != null) {
			audiences.add(home);
		}
		return audiences;
	}

	private static User approved(Org org, @Nullable User user) throws OAuthError {
		if (user == null) {
			throw new OAuthError("invalid_grant", "user hasn't approved this consumer");
		}
		org.admit(user);
		if (!user.approved()) {
			throw (org.app().preAuthorized())
					? new OAuthError("invalid_app_access", "user is not admin approved to access this app")
					: new OAuthError("invalid_grant", "user hasn't approved this consumer");
		}
		return user;
	}

}
