package io.github.salesforcejwt;

import java.io.Serial;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Access token of a Salesforce org: the session id, and where the session lives. The
 * stock {@link OAuth2AccessToken} loses the instance URL, which Salesforce sends beside
 * the token.
 * <p>
 * {@link #getExpiresAt()} is an estimate: Salesforce does not say how long a session
 * lives. A client that is answered {@code INVALID_SESSION_ID} calls
 * {@link SalesforceSession#invalidate(SalesforceAccessToken)}.
 * <p>
 * For a client that does not use HTTP, such as one of the Pub/Sub API over gRPC, the
 * three metadata headers are
 * <ul>
 * <li>{@code accesstoken}: {@link #getTokenValue()}</li>
 * <li>{@code instanceurl}: {@link #getInstanceUrl()}</li>
 * <li>{@code tenantid}: {@link #getOrgId()}</li>
 * </ul>
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/platform/pub-sub-api/guide/supported-auth.html">Pub/Sub
 * API: Supported Authentication</a>
 */
public final class SalesforceAccessToken extends OAuth2AccessToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final Pattern ID = Pattern.compile("\\w{1,18}");

	/** Made once, since every call sends it. */
	private final String authorization;

	private final URI instanceUrl;

	private final @Nullable String orgId;

	private final @Nullable String userId;

	/**
	 * Create an access token.
	 * @param tokenValue the session id
	 * @param issuedAt when this application received it
	 * @param expiresAt when it is to be renewed at the latest
	 * @param scopes the scopes that Salesforce granted
	 * @param instanceUrl the origin that the session lives at, without a path
	 * @param identityUrl the {@code id} of the token answer,
	 * {@code https://HOST/id/ORG_ID/USER_ID}, if there is one
	 */
	public SalesforceAccessToken(String tokenValue, Instant issuedAt, Instant expiresAt, Set<String> scopes,
			URI instanceUrl, @Nullable String identityUrl) {
		super(TokenType.BEARER, tokenValue, issuedAt, expiresAt, scopes);
		this.authorization = "Bearer " + tokenValue;
		this.instanceUrl = instanceUrl;
		String[] segments = (identityUrl != null) ? identityUrl.split("/") : new String[0];
		boolean identified = segments.length > 2 && "id".equals(segments[segments.length - 3]);
		this.orgId = identified ? id(segments[segments.length - 2]) : null;
		this.userId = identified ? id(segments[segments.length - 1]) : null;
	}

	/**
	 * Anybody may have answered a login, and ids appear in logs.
	 */
	private static @Nullable String id(String text) {
		return ID.matcher(text).matches() ? text : null;
	}

	/**
	 * Return the origin that the session lives at, such as
	 * {@code https://acme.my.salesforce.com}.
	 * @return the URL without a path and without a trailing slash
	 */
	public URI getInstanceUrl() {
		return this.instanceUrl;
	}

	/**
	 * Return the id of the org, {@code 00D…}, 18 characters.
	 * @return the id, or {@code null} if the login did not report it
	 */
	public @Nullable String getOrgId() {
		return this.orgId;
	}

	/**
	 * Return the id of the user, {@code 005…}, 18 characters.
	 * @return the id, or {@code null} if the login did not report it
	 */
	public @Nullable String getUserId() {
		return this.userId;
	}

	/**
	 * Return the value of the header {@code Authorization}.
	 */
	String authorization() {
		return this.authorization;
	}

	@Override
	public String toString() {
		return "SalesforceAccessToken [instanceUrl=" + this.instanceUrl + ", orgId=" + this.orgId + ", userId="
				+ this.userId + ", issuedAt=" + getIssuedAt() + ", expiresAt=" + getExpiresAt() + "]";
	}

}
