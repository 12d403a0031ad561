package io.github.salesforcejwt.test.internal.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.org.Orgs;

/**
 * The discovery document, which names the other endpoints, and the keys that access
 * tokens are signed with.
 */
public final class DiscoveryEndpoint extends OAuthEndpoint {

	private static final String KEYS = "/id/keys";

	public DiscoveryEndpoint(Orgs orgs) {
		super(orgs);
	}

	@Override
	public Set<String> paths() {
		return Set.of("/.well-known/openid-configuration", KEYS);
	}

	@Override
	ApiResponse respond(Inbound inbound) {
		if (inbound.path().equals(KEYS)) {
			return Answers.json(200, Map.of("keys", orgs().all().stream().map(JwtAccessToken::publicKey).toList()));
		}
		String origin = inbound.origin();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("issuer", origin);
		body.put("authorization_endpoint", origin + "/services/oauth2/authorize");
		body.put("token_endpoint", origin + "/services/oauth2/token");
		body.put("revocation_endpoint", origin + "/services/oauth2/revoke");
		body.put("userinfo_endpoint", origin + "/services/oauth2/userinfo");
		body.put("introspection_endpoint", origin + "/services/oauth2/introspect");
		body.put("jwks_uri", origin + KEYS);
		body.put("scopes_supported", List.of("id", "api", "refresh_token", "offline_access"));
		body.put("grant_types_supported", List.of("urn:ietf:params:oauth:grant-type:jwt-bearer", "client_credentials"));
		body.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
		return Answers.json(200, body);
	}

}
