package io.github.salesforcejwt.test.internal.oauth;

import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.org.Ids;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.User;

/**
 * {@code /services/oauth2/authorize}: the page on which a user approves the app, once.
 * The code that it passes to the callback cannot be used, since the web server flow is
 * not supported.
 */
public final class ApprovalPage extends OAuthEndpoint {

	public ApprovalPage(Orgs orgs) {
		super(orgs);
	}

	@Override
	public Set<String> paths() {
		return Set.of("/services/oauth2/authorize");
	}

	@Override
	ApiResponse respond(Inbound inbound) throws OAuthError {
		Map<String, String> parameters = Form.of(inbound.request());
		Org org = orgs().ofApp(parameters.get("client_id"));
		if (org == null || !inbound.site().admits(org)) {
			throw new OAuthError("invalid_client_id", "client identifier invalid");
		}
		String redirectUri = parameters.getOrDefault("redirect_uri", "");
		if (!redirectUri.startsWith("http")) {
			throw new OAuthError("redirect_uri_mismatch", "redirect_uri must match configuration");
		}
		if (inbound.request().method().equals("GET")) {
			return page(org, parameters, redirectUri);
		}
		User user = org.user(parameters.get("username"));
		if (user == null || !"Allow".equals(parameters.get("decision"))) {
			return redirect(redirectUri, "error=access_denied&error_description=end-user+denied+authorization");
		}
		user.approve(true);
		return redirect(redirectUri, "code=aPrx" + Ids.random(40));
	}

	private static ApiResponse redirect(String redirectUri, String parameters) {
		return Answers.redirect(302, redirectUri + (redirectUri.contains("?") ? "&" : "?") + parameters);
	}

	private static ApiResponse page(Org org, Map<String, String> parameters, String redirectUri) {
		return Answers.text(200, "text/html;charset=UTF-8", """
				<!DOCTYPE html>
				<html lang="en"><head><title>Allow Access?</title></head><body>
				<h1>Allow access?</h1>
				<p>The app of org %s asks to manage your data and to perform requests at any time.</p>
				<form method="post" action="/services/oauth2/authorize">
				<input type="hidden" name="client_id" value="%s">
				<input type="hidden" name="redirect_uri" value="%s">
				<label>User <input name="username" value="%s"></label>
				<button name="decision" value="Allow">Allow</button>
				<button name="decision" value="Deny">Deny</button>
				</form></body></html>
				""".formatted(escape(org.id()), escape(org.app().clientId()), escape(redirectUri),
				escape(parameters.getOrDefault("login_hint", ""))));
	}

	private static String escape(String value) {
		return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
	}

}
