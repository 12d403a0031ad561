package io.github.salesforcejwt.test.internal.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.Session;

/**
 * Introspection and revocation of tokens.
 */
public final class SessionEndpoint extends OAuthEndpoint {

	private static final String INTROSPECT = "/services/oauth2/introspect";

	private static final String REVOKE = "/services/oauth2/revoke";

	public SessionEndpoint(Orgs orgs) {
		super(orgs);
	}

	@Override
	public Set<String> paths() {
		return Set.of(INTROSPECT, REVOKE);
	}

	@Override
	ApiResponse respond(Inbound inbound) throws OAuthError {
		return inbound.path().equals(INTROSPECT) ? introspect(inbound) : revoke(inbound);
	}

	private ApiResponse introspect(Inbound inbound) throws OAuthError {
		Map<String, String> form = Form.withBasicCredentials(inbound.request());
		Org org = orgs().ofApp(form.get("client_id"));
		if (org == null) {
			throw new OAuthError("invalid_client_id", "client identifier invalid");
		}
		if (!org.app().hasSecret(form.get("client_secret"))) {
			throw OAuthError.invalidClient();
		}
		Session session = org.sessions().find(form.get("token"), inbound.time());
		if (session == null) {
			return Answers.json(200, Map.of("active", false));
		}
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("active", true);
		body.put("scope", session.scope());
		body.put("client_id", org.app().clientId());
		body.put("username", session.user().username());
		body.put("sub", session.user().id());
		body.put("token_type", "access_token");
		body.put("exp", session.end().getEpochSecond());
		body.put("iat", session.start().getEpochSecond());
		body.put("nbf", session.start().getEpochSecond());
		return Answers.json(200, body);
	}

	private ApiResponse revoke(Inbound inbound) throws OAuthError {
		String token = Form.of(inbound.request()).get("token");
		for (Org org : orgs().all()) {
			Session session = org.sessions().find(token, inbound.time());
			if (session != null) {
				org.sessions().end(session);
				return Answers.empty(200);
			}
		}
		throw new OAuthError("invalid_token", "invalid token: " + ((token != null) ? "expired or unknown" : "missing"));
	}

}
