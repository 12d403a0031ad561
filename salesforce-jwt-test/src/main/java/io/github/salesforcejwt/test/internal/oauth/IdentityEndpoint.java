package io.github.salesforcejwt.test.internal.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.BearerToken;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.Session;
import io.github.salesforcejwt.test.internal.org.User;

/**
 * Who is logged in: {@code /services/oauth2/userinfo} and the {@code id} URL of a login.
 */
public final class IdentityEndpoint extends OAuthEndpoint {

	private static final String USERINFO = "/services/oauth2/userinfo";

	public IdentityEndpoint(Orgs orgs) {
		super(orgs);
	}

	@Override
	public Set<String> paths() {
		return Set.of(USERINFO, "/id/*");
	}

	@Override
	ApiResponse respond(Inbound inbound) {
		String bearer = BearerToken.of(inbound.header("authorization"));
		String token = (bearer != null) ? bearer : inbound.request().query().get("oauth_token");
		for (Org org : orgs().all()) {
			Session session = org.sessions().use(token, inbound.time());
			if (session != null) {
				boolean userinfo = inbound.path().equals(USERINFO);
				String path = "/id/" + org.orgId() + "/" + session.user().id();
				if (userinfo || inbound.path().equals(path)) {
					return Answers.json(200, identity(org, session.user(), inbound.origin(), path, userinfo));
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
		String instance = Objects.requireNonNullElse(org.instance().origin(), origin);
		body.put("urls",
				Map.of("rest", instance + "/services/data/v{version}/", "sobjects",
						instance + "/services/data/v{version}/sobjects/", "query",
						instance + "/services/data/v{version}/query/"));
		return body;
	}

}
