package io.github.salesforcejwt.test.internal.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Script;
import io.github.salesforcejwt.test.internal.org.Session;
import io.github.salesforcejwt.test.internal.org.User;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a login that passed all checks. Like that of Salesforce, it does not
 * report the lifetime of the token by default.
 */
final class TokenAnswer {

	private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

	private final Instant time;

	private TokenAnswer(Instant time) {
		this.time = time;
	}

	static TokenAnswer of(LoginAttempt attempt, Org org, User user, List<String> scopes) throws OAuthError {
		Script.Refusal refusal = org.script().refusal();
		if (refusal != null) {
			throw new OAuthError(refusal.error(), refusal.description());
		}
		if (!org.logins().admit(user, attempt.time())) {
			throw new OAuthError("invalid_grant", "login rate exceeded");
		}
		TokenAnswer answer = new TokenAnswer(attempt.time());
		String scope = String.join(" ", scopes);
		String instanceUrl = (org.instance() == attempt.site().address()) ? attempt.origin() : org.instance().origin();
		Duration jwtLifetime = org.tokenFormat().jwtLifetime();
		Session session = (jwtLifetime == null) ? org.sessions().open(user, scope, attempt.time()) : org.sessions()
			.open(user, scope, JwtAccessToken.create(org, user, scope, attempt.origin(), attempt.time(), jwtLifetime),
					jwtLifetime, attempt.time());
		answer.body.put("access_token", session.token());
		answer.body.put("scope", scope);
		answer.body.put("instance_url", instanceUrl);
		answer.body.put("id", attempt.origin() + "/id/" + org.orgId() + "/" + user.id());
		answer.body.put("token_type", "Bearer");
		if (jwtLifetime != null) {
			answer.body.put("token_format", "jwt");
			answer.body.put("api_instance_url", instanceUrl);
		}
		if (org.tokenFormat().lifetimeReported()) {
			answer.body.put("expires_in", Duration.between(attempt.time(), session.end()).toSeconds());
		}
		return answer;
	}

	/** Add the time and a signature over it, which flows with a secret have. */
	TokenAnswer signed(String secret) {
		String issuedAt = String.valueOf(this.time.toEpochMilli());
		this.body.put("issued_at", issuedAt);
		this.body.put("signature", signature(secret, this.body.get("id") + issuedAt));
		return this;
	}

	ApiResponse response() {
		return Answers.withHeader(Answers.json(200, this.body), "Cache-Control", "no-store");
	}

	private static String signature(String secret, String value) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return Base64.getEncoder().encodeToString(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

}
