package io.github.salesforcejwt;

import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the replicas of an application share about a session. Times are those of the
 * store.
 *
 * @param token the current token, or {@code null} if there is none
 * @param sameToken what a login said that returned the refused token, or {@code null}
 * @param failure the failure of the last login, or {@code null} if it succeeded
 */
record SharedSession(@Nullable Token token, @Nullable SameToken sameToken, @Nullable Failure failure) {

	static final SharedSession NONE = new SharedSession(null, null, null);

	/**
	 * Whether a login has returned the refused token a short while ago, so that no other
	 * replica needs to log in to learn that its session lives.
	 */
	boolean isConfirmed(Instant now) {
		return this.sameToken != null && now.isBefore(this.sameToken.until());
	}

	/**
	 * Return what follows from a login that returned the refused token.
	 */
	SameToken confirmed(Instant now) {
		Duration pause = SameToken.FIRST_PAUSE;
		if (this.sameToken != null && now.isBefore(this.sameToken.until().plus(SameToken.MEMORY))) {
			Duration doubled = this.sameToken.pause().multipliedBy(2);
			pause = (doubled.compareTo(SameToken.MAX_PAUSE) < 0) ? doubled : SameToken.MAX_PAUSE;
		}
		return new SameToken(now.plus(pause), pause);
	}

	/**
	 * A token that one replica has received.
	 *
	 * @param value the session id
	 * @param instanceUrl where the session lives
	 * @param orgId the id of the Salesforce org, or {@code null}
	 * @param userId the id of the user, or {@code null}
	 * @param scopes the scopes that Salesforce granted
	 * @param issuedAt when it came
	 * @param lifetime how long it is used before it is renewed
	 */
	record Token(String value, URI instanceUrl, @Nullable String orgId, @Nullable String userId, Set<String> scopes,
			Instant issuedAt, Duration lifetime) {

		/** A token past this share of its lifetime is due for renewal. */
		private static final double MAX_SHARE = 0.75;

		static Token of(SalesforceAccessToken token, Instant issuedAt) {
			Instant received = token.getIssuedAt();
			Instant expires = token.getExpiresAt();
			Duration lifetime = (received != null && expires != null) ? Duration.between(received, expires)
					: Duration.ZERO;
			return new Token(token.getTokenValue(), token.getInstanceUrl(), token.getOrgId(), token.getUserId(),
					token.getScopes(), issuedAt, lifetime);
		}

		Duration age(Instant now) {
			return now.isAfter(this.issuedAt) ? Duration.between(this.issuedAt, now) : Duration.ZERO;
		}

		boolean isStale(Instant now) {
			return age(now).toMillis() >= this.lifetime.toMillis() * MAX_SHARE;
		}

		@Override
		public String toString() {
			return "Token [instanceUrl=" + this.instanceUrl + ", issuedAt=" + this.issuedAt + ", lifetime="
					+ this.lifetime + "]";
		}

	}

	/**
	 * A login that returned the refused token: the session is alive.
	 *
	 * @param until until when no replica logs in because of another refusal of it
	 * @param pause how long that was
	 */
	record SameToken(Instant until, Duration pause) {

		static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

		static final Duration MAX_PAUSE = Duration.ofSeconds(30);

		/** After this time without one, the next pause is the first one again. */
		static final Duration MEMORY = Duration.ofMinutes(10);

	}

	/**
	 * A login that failed.
	 *
	 * @param error the entry of the catalogue
	 * @param code the OAuth error
	 * @param explanation what Salesforce answered, and what it means
	 * @param remedy what to do
	 * @param count how often logins failed in a row
	 * @param until until when no replica tries again
	 * @param credential what the login was made with, never a secret
	 * @param replica which replica it was
	 */
	record Failure(SalesforceLoginError error, String code, String explanation, String remedy, int count, Instant until,
			String credential, String replica) {

		/**
		 * Return the failure after another one.
		 */
		static Failure after(@Nullable Failure previous, SalesforceLoginException ex, Instant now, String credential,
				String replica) {
			int count = (previous != null && previous.error().isPermanent() == ex.getLoginError().isPermanent())
					? previous.count() + 1 : 1;
			return new Failure(ex.getLoginError(), ex.getError().getErrorCode(), ex.getExplanation(), ex.getRemedy(),
					count, now.plus(LoginFailure.pause(ex, count)), credential, replica);
		}

	}

	String toJson() {
		Map<String, Object> json = new LinkedHashMap<>();
		if (this.token != null) {
			json.put("token", this.token.value());
			json.put("instance_url", this.token.instanceUrl().toString());
			put(json, "org_id", this.token.orgId());
			put(json, "user_id", this.token.userId());
			json.put("scope", String.join(" ", this.token.scopes()));
			json.put("issued_at", this.token.issuedAt().toEpochMilli());
			json.put("lifetime", this.token.lifetime().toMillis());
		}
		if (this.sameToken != null) {
			json.put("same_token_until", this.sameToken.until().toEpochMilli());
			json.put("same_token_pause", this.sameToken.pause().toMillis());
		}
		if (this.failure != null) {
			json.put("failure", this.failure.error().name());
			json.put("error", this.failure.code());
			json.put("explanation", this.failure.explanation());
			json.put("remedy", this.failure.remedy());
			json.put("count", this.failure.count());
			json.put("failed_until", this.failure.until().toEpochMilli());
			json.put("credential", this.failure.credential());
			json.put("replica", this.failure.replica());
		}
		return JSONObjectUtils.toJSONString(json);
	}

	private static void put(Map<String, Object> json, String name, @Nullable Object value) {
		if (value != null) {
			json.put(name, value);
		}
	}

	/**
	 * Read what {@link #toJson()} wrote.
	 * @throws ParseException if a member is missing or damaged
	 */
	static SharedSession of(String json) throws ParseException {
		Map<String, Object> values = JSONObjectUtils.parse(json);
		try {
			return new SharedSession(values.containsKey("token") ? token(values) : null,
					values.containsKey("same_token_until") ? new SameToken(time(values, "same_token_until"),
							Duration.ofMillis(JSONObjectUtils.getLong(values, "same_token_pause"))) : null,
					values.containsKey("failure") ? failure(values) : null);
		}
		catch (IllegalArgumentException ex) {
			throw new ParseException("A member is damaged", 0);
		}
	}

	private static Token token(Map<String, Object> values) throws ParseException {
		return new Token(text(values, "token"), URI.create(text(values, "instance_url")),
				JSONObjectUtils.getString(values, "org_id"), JSONObjectUtils.getString(values, "user_id"),
				StringUtils.commaDelimitedListToSet(text(values, "scope").replace(' ', ',')), time(values, "issued_at"),
				Duration.ofMillis(JSONObjectUtils.getLong(values, "lifetime")));
	}

	private static Failure failure(Map<String, Object> values) throws ParseException {
		return new Failure(SalesforceLoginError.valueOf(text(values, "failure")), text(values, "error"),
				text(values, "explanation"), text(values, "remedy"), JSONObjectUtils.getInt(values, "count"),
				time(values, "failed_until"), text(values, "credential"), text(values, "replica"));
	}

	private static Instant time(Map<String, Object> values, String name) throws ParseException {
		return Instant.ofEpochMilli(JSONObjectUtils.getLong(values, name));
	}

	private static String text(Map<String, Object> values, String name) throws ParseException {
		String text = JSONObjectUtils.getString(values, name);
		if (text == null) {
			throw new ParseException("'" + name + "' is missing", 0);
		}
		return text;
	}

}
