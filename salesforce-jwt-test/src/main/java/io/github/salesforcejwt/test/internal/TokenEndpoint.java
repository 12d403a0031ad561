package io.github.salesforcejwt.test.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.salesforcejwt.test.LoginEvent;
import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code /services/oauth2/token}: the checks of Salesforce, one after the other. Which
 * one comes first where several fail is a choice of this stand-in.
 */
final class TokenEndpoint {

	private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	private static final String CLIENT_CREDENTIALS = "client_credentials";

	private static final Duration SKEW = Duration.ofMinutes(3);

	private static final Set<String> NOT_FOR_CLIENT_CREDENTIALS = Set.of("full", "web", "refresh_token",
			"offline_access");

	private final Salesforce salesforce;

	private final Clock clock;

	TokenEndpoint(Salesforce salesforce, Clock clock) {
		this.salesforce = salesforce;
		this.clock = clock;
	}

	ApiResponse answer(Site site, ApiRequest request) {
		Attempt attempt = new Attempt(site, request, this.clock.instant());
		try {
			ApiResponse response = grant(attempt);
			attempt.record("Success");
			return response;
		}
		catch (OAuthError ex) {
			attempt.record(ex.description());
			return ex.response();
		}
	}

	private ApiResponse grant(Attempt attempt) throws OAuthError {
		String grantType = attempt.form.getOrDefault("grant_type", "");
		boolean jwt = grantType.equals(JWT_BEARER);
		if (!attempt.request.method().equals("POST") || !(jwt || grantType.equals(CLIENT_CREDENTIALS))) {
			throw new OAuthError("unsupported_grant_type", "grant type not supported");
		}
		if (attempt.form.containsKey("scope")) {
			throw new OAuthError("invalid_request", "scope parameter not supported");
		}
		return (jwt) ? jwtBearer(attempt) : clientCredentials(attempt);
	}

	private ApiResponse jwtBearer(Attempt attempt) throws OAuthError {
		attempt.subType = "OAuth JWT Bearer";
		Assertion assertion = Assertion.parse(attempt.form.get("assertion"));
		attempt.username = (assertion.username() != null) ? assertion.username() : "";
		Org org = attempt.orgOf(assertion.issuer());
		assertion.verify(org.app().publicKey());
		if (!audiences(attempt, org).contains(String.valueOf(assertion.audience()))) {
			throw new OAuthError("invalid_grant", "audience is invalid");
		}
		if (Instant.ofEpochSecond(Math.min(assertion.expiry(), Instant.MAX.getEpochSecond() - SKEW.toSeconds()))
			.plus(SKEW)
			.compareTo(attempt.now) <= 0) {
			throw new OAuthError("invalid_grant", "expired authorization code");
		}
		if (assertion.id() != null && !org.firstUse(assertion.id())) {
			throw Assertion.invalid();
		}
		User user = approved(org, org.user(assertion.username()));
		if (!org.app().scopes().contains("refresh_token") && org.app().preAuthorized()) {
			throw new OAuthError("invalid_request",
					"refresh_token scope is required and the connected app should be installed and preauthorized");
		}
		return token(attempt, org, user, org.app().scopes(), false);
	}

	private static User approved(Org org, @Nullable User user) throws OAuthError {
		if (user == null) {
			throw new OAuthError("invalid_grant", "user hasn't approved this consumer");
		}
		admit(org, user);
		if (!user.approved()) {
			throw (org.app().preAuthorized())
					? new OAuthError("invalid_app_access", "user is not admin approved to access this app")
					: new OAuthError("invalid_grant", "user hasn't approved this consumer");
		}
		return user;
	}

	private static void admit(Org org, User user) throws OAuthError {
		if (!user.active()) {
			throw new OAuthError("invalid_grant", "inactive user");
		}
		if (org.loginIpsRestricted()) {
			throw new OAuthError("invalid_grant", "ip restricted");
		}
	}

	private ApiResponse clientCredentials(Attempt attempt) throws OAuthError {
		attempt.subType = "OAuth Client Credentials";
		if (attempt.site.org() == null) {
			throw new OAuthError("invalid_grant", "request not supported on this domain");
		}
		Org org = attempt.orgOf(attempt.form.get("client_id"));
		checkSecret(org, attempt.form);
		User user = org.user(org.app().runAs());
		if (user == null) {
			throw new OAuthError("invalid_grant", "no client credentials user enabled");
		}
		attempt.username = user.username();
		admit(org, user);
		List<String> scopes = org.app()
			.scopes()
			.stream()
			.filter((scope) -> !NOT_FOR_CLIENT_CREDENTIALS.contains(scope))
			.toList();
		if (scopes.isEmpty()) {
			throw new OAuthError("invalid_grant", "no valid scopes defined");
		}
		return token(attempt, org, user, scopes, true);
	}

	static void checkSecret(Org org, Map<String, String> form) throws OAuthError {
		byte[] given = form.getOrDefault("client_secret", "").getBytes(StandardCharsets.UTF_8);
		if (!MessageDigest.isEqual(given, org.app().clientSecret().getBytes(StandardCharsets.UTF_8))) {
			throw new OAuthError("invalid_client", "invalid client credentials");
		}
	}

	/**
	 * The audiences that the org takes: its My Domain, under the name it was called by,
	 * and the login host of its kind.
	 */
	private static Set<String> audiences(Attempt attempt, Org org) {
		Set<String> audiences = new HashSet<>();
		audiences.add(org.sandbox() ? "https://test.salesforce.com" : "https://login.salesforce.com");
		audiences.add(attempt.origin);
		if (org.home().url() != null) {
			audiences.add(org.home().url());
		}
		return audiences;
	}

	private ApiResponse token(Attempt attempt, Org org, User user, List<String> scopes, boolean signed)
			throws OAuthError {
		OAuthError refusal = org.script().refusal();
		if (refusal != null) {
			throw refusal;
		}
		org.logins().admit(user, attempt.now);
		String scope = String.join(" ", scopes);
		Session session = org.sessions().open(user, scope, attempt.now);
		String id = attempt.origin + "/id/" + org.orgId() + "/" + user.id();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("access_token", session.token());
		body.put("scope", scope);
		body.put("instance_url", (org.instance() == attempt.site) ? attempt.origin : org.instance().url());
		body.put("id", id);
		body.put("token_type", "Bearer");
		if (signed) {
			String issuedAt = String.valueOf(attempt.now.toEpochMilli());
			body.put("issued_at", issuedAt);
			body.put("signature", signature(org.app().clientSecret(), id + issuedAt));
		}
		return Answers.withHeader(Answers.json(200, body), "Cache-Control", "no-store");
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

	/** One request for a token, and what is learnt about it on the way. */
	private final class Attempt {

		private final Site site;

		private final ApiRequest request;

		private final Map<String, String> form;

		private final Instant now;

		private final String origin;

		private @Nullable Org org;

		private String username = "";

		private String subType = "";

		Attempt(Site site, ApiRequest request, Instant now) {
			this.site = site;
			this.request = request;
			this.form = Form.withBasicCredentials(request);
			this.now = now;
			this.origin = site.origin(request);
			this.org = site.org();
		}

		Org orgOf(@Nullable String clientId) throws OAuthError {
			Org found = TokenEndpoint.this.salesforce.orgOfApp(clientId);
			if (found == null) {
				throw new OAuthError("invalid_client_id", "client identifier invalid");
			}
			if (!this.site.admits(found)) {
				throw new OAuthError("app_not_found", "External client app is not installed in this org");
			}
			this.org = found;
			return found;
		}

		void record(String status) {
			if (this.org != null) {
				this.org.logins().add(new LoginEvent(this.now, this.username, this.subType, status));
			}
		}

	}

}
