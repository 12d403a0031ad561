package io.github.salesforcejwt.test.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth endpoints beside the token endpoint.
 */
final class OAuthEndpoints {

	private final Salesforce salesforce;

	private final Clock clock;

	OAuthEndpoints(Salesforce salesforce, Clock clock) {
		this.salesforce = salesforce;
		this.clock = clock;
	}

	/** The org that a request to a login host is about, if it tells. */
	@Nullable Org orgOf(ApiRequest request) {
		Map<String, String> form = Form.withBasicCredentials(request);
		String clientId = form.get("client_id");
		try {
			return this.salesforce
				.orgOfApp((clientId != null) ? clientId : Assertion.parse(form.get("assertion")).issuer());
		}
		catch (OAuthError ex) {
			return null;
		}
	}

	ApiResponse answer(Site site, ApiRequest request) {
		try {
			String path = request.path();
			if (path.startsWith("/id/")) {
				return identity(site, request);
			}
			return switch (path) {
				case "/services/oauth2/userinfo" -> identity(site, request);
				case "/services/oauth2/introspect" -> introspect(request);
				case "/services/oauth2/revoke" -> revoke(request);
				case "/services/oauth2/authorize" -> ApprovalPage.answer(this.salesforce, site, request);
				case "/.well-known/openid-configuration" -> discovery(site.origin(request));
				default -> Answers.notFound();
			};
		}
		catch (OAuthError ex) {
			return ex.response();
		}
	}

	private @Nullable Session session(Org org, @Nullable String token, boolean use) {
		return (use) ? org.sessions().use(token, this.clock.instant())
				: org.sessions().find(token, this.clock.instant());
	}

	private ApiResponse identity(Site site, ApiRequest request) {
		String token = RestEndpoint.bearer(request.headers().get("authorization"));
		for (Org org : this.salesforce.orgs()) {
			Session session = session(org, token, true);
			if (session != null) {
				boolean userinfo = request.path().endsWith("/userinfo");
				String path = "/id/" + org.orgId() + "/" + session.user().id();
				if (userinfo || request.path().equals(path)) {
					return Answers.json(200, identity(org, session.user(), site.origin(request), path, userinfo));
				}
			}
		}
		return Answers.badOAuthToken();
	}

	private static Map<String, Object> identity(Org org, User user, String origin, String path, boolean userinfo) {
		Map<String, Object> body = new LinkedHashMap<>();
		if (userinfo) {
			body.put("sub", origin + path);
		}
		else {
			body.put("id", origin + path);
			body.put("asserted_user", true);
			body.put("username", user.username());
		}
		body.put("user_id", user.id());
		body.put("organization_id", org.orgId());
		if (userinfo) {
			body.put("preferred_username", user.username());
			body.put("name", "Integration User");
		}
		else {
			body.put("display_name", "Integration User");
		}
		body.put("email", user.username());
		body.put("active", user.active());
		body.put("user_type", "STANDARD");
		String instance = Objects.requireNonNullElse(org.instance().url(), origin);
		body.put("urls",
				Map.of("rest", instance + "/services/data/v{version}/", "sobjects",
						instance + "/services/data/v{version}/sobjects/", "query",
						instance + "/services/data/v{version}/query/"));
		return body;
	}

	private ApiResponse introspect(ApiRequest request) throws OAuthError {
		Map<String, String> form = Form.withBasicCredentials(request);
		Org org = this.salesforce.orgOfApp(form.get("client_id"));
		if (org == null) {
			throw new OAuthError("invalid_client_id", "client identifier invalid");
		}
		org.app().checkSecret(form.get("client_secret"));
		Session session = session(org, form.get("token"), false);
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

	private ApiResponse revoke(ApiRequest request) throws OAuthError {
		String token = Form.of(request).get("token");
		for (Org org : this.salesforce.orgs()) {
			Session session = session(org, token, false);
			if (session != null) {
				org.sessions().end(session);
				return Answers.empty(200);
			}
		}
		throw new OAuthError("invalid_token", "invalid token: " + ((token != null) ? "expired or unknown" : "missing"));
	}

	private static ApiResponse discovery(String origin) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("issuer", origin);
		body.put("authorization_endpoint", origin + "/services/oauth2/authorize");
		body.put("token_endpoint", origin + "/services/oauth2/token");
		body.put("revocation_endpoint", origin + "/services/oauth2/revoke");
		body.put("userinfo_endpoint", origin + "/services/oauth2/userinfo");
		body.put("introspection_endpoint", origin + "/services/oauth2/introspect");
		body.put("scopes_supported", List.of("id", "api", "refresh_token", "offline_access"));
		body.put("grant_types_supported", List.of("urn:ietf:params:oauth:grant-type:jwt-bearer", "client_credentials"));
		body.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
		return Answers.json(200, body);
	}

}
