package io.github.salesforcejwt.test.internal.oauth;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.User;
import org.jspecify.annotations.Nullable;

/**
 * The JWT bearer flow: the checks of Salesforce, one after the other. Which one comes
 * first if several fail is a choice of this stand-in.
 */
final class JwtBearerGrant implements Grant {

	private static final Duration SKEW = Duration.ofMinutes(3);

	private final Orgs orgs;

	JwtBearerGrant(Orgs orgs) {
		this.orgs = orgs;
	}

	@Override
	public String type() {
		return "urn:ietf:params:oauth:grant-type:jwt-bearer";
	}

	@Override
	public String subType() {
		return "OAuth JWT Bearer";
	}

	@Override
	public ApiResponse answer(LoginAttempt attempt) throws OAuthError {
		Assertion assertion = Assertion.parse(attempt.form().get("assertion"));
		attempt.user(assertion.username());
		Org org = attempt.orgOfApp(this.orgs, assertion.issuer());
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
		String home = org.home().origin();
		if (home != null) {
			audiences.add(home);
		}
		return audiences;
	}

	private static User approved(Org org, @Nullable User user) throws OAuthError {
		if (user == null) {
			throw new OAuthError("invalid_grant", "user hasn't approved this consumer");
		}
		LoginAttempt.admit(org, user);
		if (!user.approved()) {
			throw (org.app().preAuthorized())
					? new OAuthError("invalid_app_access", "user is not admin approved to access this app")
					: new OAuthError("invalid_grant", "user hasn't approved this consumer");
		}
		return user;
	}

}
