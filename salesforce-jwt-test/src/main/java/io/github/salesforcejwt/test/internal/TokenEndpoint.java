package io.github.salesforcejwt.test.internal;

import java.time.Clock;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;

/**
 * {@code /services/oauth2/token}: chooses the flow, and writes the login history.
 */
final class TokenEndpoint {

	static final String PATH = "/services/oauth2/token";

	private final Salesforce salesforce;

	private final Clock clock;

	TokenEndpoint(Salesforce salesforce, Clock clock) {
		this.salesforce = salesforce;
		this.clock = clock;
	}

	ApiResponse answer(Site site, ApiRequest request) {
		LoginAttempt attempt = new LoginAttempt(site, request, this.clock.instant());
		try {
			String grantType = request.method().equals("POST") ? attempt.form().get("grant_type") : null;
			boolean jwt = JwtBearerGrant.TYPE.equals(grantType);
			if (!jwt && !ClientCredentialsGrant.TYPE.equals(grantType)) {
				throw new OAuthError("unsupported_grant_type", "grant type not supported");
			}
			if (attempt.form().containsKey("scope")) {
				throw new OAuthError("invalid_request", "scope parameter not supported");
			}
			ApiResponse response = (jwt) ? JwtBearerGrant.answer(this.salesforce, attempt)
					: ClientCredentialsGrant.answer(this.salesforce, attempt);
			attempt.record("Success");
			return response;
		}
		catch (OAuthError ex) {
			attempt.record(ex.description());
			return ex.response();
		}
	}

}
