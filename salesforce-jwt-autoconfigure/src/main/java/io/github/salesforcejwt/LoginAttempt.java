package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * What one login sent, for the message of its failure.
 *
 * @param registration how the login was to be made
 * @param key the key that signed the assertion, or {@code null} for client credentials
 * @param expiresAt the expiry of the assertion, or {@code null} for client credentials
 */
record LoginAttempt(SalesforceRegistration registration, @Nullable SigningKey key, @Nullable Instant expiresAt) {

	/**
	 * Tell what was sent: nothing that a log may not hold.
	 */
	String describe() {
		StringBuilder text = new StringBuilder("Sent to ").append(this.registration.getLoginUrl())
			.append(": grant ")
			.append(this.registration.isJwtBearer() ? "jwt-bearer" : "client-credentials")
			.append(", ")
			.append(this.registration.isJwtBearer() ? "issuer " : "client id ")
			.append(this.registration.getShortClientId());
		if (this.registration.isJwtBearer()) {
			text.append(", subject ")
				.append(this.registration.getUsername())
				.append(", audience ")
				.append(this.registration.getAudience());
		}
		if (this.expiresAt != null) {
			text.append(", expiry ").append(this.expiresAt.truncatedTo(ChronoUnit.SECONDS));
		}
		if (this.key != null) {
			text.append(", signed by the key of ").append(this.key);
		}
		return text.append('.').toString();
	}

	/**
	 * Tell how the user approves the app once, where the app lets users do so: by the
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
