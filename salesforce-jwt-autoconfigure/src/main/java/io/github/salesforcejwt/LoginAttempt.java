package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * What one login sent, for the message of its failure.
 *
 * @param registration how the session logs in
 * @param request what was sent: nothing that a log may not hold
 */
record LoginAttempt(SalesforceRegistration registration, String request) {

	String describe() {
		return "Sent to " + this.registration.getLoginUrl() + ": " + this.request + ".";
	}

	/**
	 * Return how the user approves the app once, if the app lets users do so: with the
	 * first step of the web server flow, which may end at any callback page.
	 */
	String approval() {
		String redirectUri = this.registration.getAuthorizeRedirectUri();
		boolean known = StringUtils.hasText(redirectUri);
		String url = this.registration.getLoginUrl() + "/services/oauth2/authorize?response_type=code&client_id="
				+ encode(this.registration.getClientId()) + "&redirect_uri="
				+ ((redirectUri != null && known) ? encode(redirectUri) : "CALLBACK_URL");
		return "Where all users may self-authorize, let the user open this once: " + url
				+ (known ? "" : " (with the callback URL of the app, which 'authorize-redirect-uri' puts there)");
	}

	private static String encode(String value) {
		return UriUtils.encode(value, StandardCharsets.UTF_8);
	}

}
