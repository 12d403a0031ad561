package io.github.salesforcejwt.test.internal.oauth;

import java.util.List;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.LoginHistory;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;

/**
 * {@code /services/oauth2/token}: chooses the flow, and writes the login history.
 */
public final class TokenEndpoint extends OAuthEndpoint {

	private final List<Grant> grants;

	public TokenEndpoint(Orgs orgs) {
		super(orgs);
		this.grants = List.of(new JwtBearerGrant(orgs), new ClientCredentialsGrant(orgs));
	}

	@Override
	public Set<String> paths() {
		return Set.of("/services/oauth2/token");
	}

	@Override
	public Reply answer(Inbound inbound) {
		Org org = org(inbound);
		if (org == null) {
			return super.answer(inbound);
		}
		org.loginAttempts().incrementAndGet();
		return org.script().logins().take(inbound.path(), inbound.time()).orElse(() -> super.answer(inbound));
	}

	@Override
	ApiResponse respond(Inbound inbound) throws OAuthError {
		LoginAttempt attempt = new LoginAttempt(inbound);
		try {
			ApiResponse response = answer(attempt, inbound.request().method());
			attempt.record(LoginHistory.SUCCESS);
			return response;
		}
		catch (OAuthError ex) {
			attempt.record(ex.description());
			throw ex;
		}
	}

	private ApiResponse answer(LoginAttempt attempt, String method) throws OAuthError {
		String type = method.equals("POST") ? attempt.form().get("grant_type") : null;
		for (Grant grant : this.grants) {
			if (grant.type().equals(type)) {
				if (attempt.form().containsKey("scope")) {
					throw new OAuthError("invalid_request", "scope parameter not supported");
				}
				attempt.flow(grant.subType());
				return grant.answer(attempt);
			}
		}
		throw new OAuthError("unsupported_grant_type", "grant type not supported");
	}

}
