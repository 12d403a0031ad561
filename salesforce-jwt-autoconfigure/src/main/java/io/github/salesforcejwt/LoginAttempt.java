package io.github.salesforcejwt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/**
 * What one login sent, for the message of its failure.
 *
 * @param registration how the session logs in
 * @param request what was sent: nothing that a log may not hold
 */
record LoginAttempt(SalesforceRegistration registration, String request) {

	private static final int MIN_SECRET_LENGTH = 3;

	String describe() {
		return "Sent to " + this.registration.getLoginUrl() + ": " + this.request + ".";
	}

	/**
	 * Return an excerpt of what was answered. The login host may repeat the client secret
	 * that it was sent, which need not look like one.
	 */
	String excerpt(@Nullable String answer) {
		String secret = this.registration.getClientSecret();
		if (answer == null || secret == null || secret.length() < MIN_SECRET_LENGTH) {
			return Redaction.excerpt(answer);
		}
		String basic = encode(this.registration.getClientId()) + ":" + encode(secret);
		String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
		String safe = answer;
		for (String form : List.of(Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)), secret,
				encode(secret), URLEncoder.encode(secret, StandardCharsets.UTF_8), HtmlUtils.htmlEscape(secret), json,
				json.replace("/", "\\/"))) {
			safe = safe.replace(form, "[redacted]");
		}
		return Redaction.excerpt(safe);
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
