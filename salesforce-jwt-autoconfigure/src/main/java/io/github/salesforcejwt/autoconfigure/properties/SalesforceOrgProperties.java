package io.github.salesforcejwt.autoconfigure.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.salesforcejwt.SalesforceRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationUnit;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of one Salesforce org.
 */
public class SalesforceOrgProperties {

	/**
	 * Consumer key of the External Client App, the issuer of each assertion.
	 */
	private @Nullable String clientId;

	/**
	 * User name of the integration user, the subject of each assertion.
	 */
	private @Nullable String username;

	/**
	 * RSA private key that signs each assertion: PEM text, or its location with 'file:',
	 * 'classpath:' or 'base64:'. PKCS#1, PKCS#8 or encrypted PKCS#8, of 2048 bits or
	 * more.
	 */
	private @Nullable String privateKey;

	/**
	 * Password of an encrypted private key.
	 */
	private @Nullable String privateKeyPassword;

	/**
	 * Name of the SSL bundle that holds the private key, instead of 'private-key'.
	 */
	private @Nullable String sslBundle;

	/**
	 * Certificate of the key that a bean of Nimbus's JWSSigner signs with, instead of
	 * 'private-key': PEM text, or its location with 'file:', 'classpath:' or 'base64:'.
	 */
	private @Nullable String certificate;

	/**
	 * Where to log in: the My Domain URL of the org (recommended), 'production' or
	 * 'sandbox'.
	 */
	private @Nullable String loginUrl;

	/**
	 * Audience of each assertion, if it is not the login URL.
	 */
	private @Nullable String audience;

	/**
	 * Instance URL of the org, to use instead of the one in the answer to the login.
	 */
	private @Nullable String instanceUrl;

	/**
	 * OAuth 2.0 grant to log in with.
	 */
	private GrantType grantType = GrantType.JWT_BEARER;

	/**
	 * Consumer secret, for the grant type 'client-credentials'.
	 */
	private @Nullable String clientSecret;

	/**
	 * How the consumer secret is sent: 'client-secret-post' or 'client-secret-basic'.
	 */
	private String clientAuthenticationMethod = "client-secret-post";

	/**
	 * Lifetime of each assertion.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration assertionLifetime = SalesforceRegistration.DEFAULT_ASSERTION_LIFETIME;

	/**
	 * How long a token is used before it is renewed. Salesforce does not report it; keep
	 * it well below the session timeout of the org.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration tokenLifetime = SalesforceRegistration.DEFAULT_TOKEN_LIFETIME;

	/**
	 * Connect timeout of a login request.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration connectTimeout = Duration.ofSeconds(5);

	/**
	 * Read timeout of a login request.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration readTimeout = Duration.ofSeconds(30);

	/**
	 * Further hosts that may receive the token over https: exact names, with a port if it
	 * is not 443.
	 */
	private Set<String> allowedHosts = new LinkedHashSet<>();

	/**
	 * Callback URL of the External Client App, for the one-time approval link in error
	 * messages.
	 */
	private @Nullable String authorizeRedirectUri;

	/**
	 * Maximum number of sessions kept for further users of the org. Beyond that, the
	 * least recently used one is discarded.
	 */
	private int maxUsers = 1000;

	/**
	 * Whether to log in on startup, and to fail startup if the login is refused.
	 */
	private boolean verifyOnStartup;

	@NestedConfigurationProperty
	private SalesforceRetryProperties retry = new SalesforceRetryProperties();

	private Quota quota = new Quota();

	private Http http = new Http();

	public @Nullable String getClientId() {
		return this.clientId;
	}

	public void setClientId(@Nullable String clientId) {
		this.clientId = clientId;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPrivateKey() {
		return this.privateKey;
	}

	public void setPrivateKey(@Nullable String privateKey) {
		this.privateKey = privateKey;
	}

	public @Nullable String getPrivateKeyPassword() {
		return this.privateKeyPassword;
	}

	public void setPrivateKeyPassword(@Nullable String privateKeyPassword) {
		this.privateKeyPassword = privateKeyPassword;
	}

	public @Nullable String getSslBundle() {
		return this.sslBundle;
	}

	public void setSslBundle(@Nullable String sslBundle) {
		this.sslBundle = sslBundle;
	}

	public @Nullable String getCertificate() {
		return this.certificate;
	}

	public void setCertificate(@Nullable String certificate) {
		this.certificate = certificate;
	}

	public @Nullable String getLoginUrl() {
		return this.loginUrl;
	}

	public void setLoginUrl(@Nullable String loginUrl) {
		this.loginUrl = loginUrl;
	}

	public @Nullable String getAudience() {
		return this.audience;
	}

	public void setAudience(@Nullable String audience) {
		this.audience = audience;
	}

	public @Nullable String getInstanceUrl() {
		return this.instanceUrl;
	}

	public void setInstanceUrl(@Nullable String instanceUrl) {
		this.instanceUrl = instanceUrl;
	}

	public GrantType getGrantType() {
		return this.grantType;
	}

	public void setGrantType(GrantType grantType) {
		this.grantType = grantType;
	}

	public @Nullable String getClientSecret() {
		return this.clientSecret;
	}

	public void setClientSecret(@Nullable String clientSecret) {
		this.clientSecret = clientSecret;
	}

	public String getClientAuthenticationMethod() {
		return this.clientAuthenticationMethod;
	}

	public void setClientAuthenticationMethod(String clientAuthenticationMethod) {
		this.clientAuthenticationMethod = clientAuthenticationMethod;
	}

	public Duration getAssertionLifetime() {
		return this.assertionLifetime;
	}

	public void setAssertionLifetime(Duration assertionLifetime) {
		this.assertionLifetime = assertionLifetime;
	}

	public Duration getTokenLifetime() {
		return this.tokenLifetime;
	}

	public void setTokenLifetime(Duration tokenLifetime) {
		this.tokenLifetime = tokenLifetime;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	public Set<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(Set<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public @Nullable String getAuthorizeRedirectUri() {
		return this.authorizeRedirectUri;
	}

	public void setAuthorizeRedirectUri(@Nullable String authorizeRedirectUri) {
		this.authorizeRedirectUri = authorizeRedirectUri;
	}

	public int getMaxUsers() {
		return this.maxUsers;
	}

	public void setMaxUsers(int maxUsers) {
		this.maxUsers = maxUsers;
	}

	public boolean isVerifyOnStartup() {
		return this.verifyOnStartup;
	}

	public void setVerifyOnStartup(boolean verifyOnStartup) {
		this.verifyOnStartup = verifyOnStartup;
	}

	public SalesforceRetryProperties getRetry() {
		return this.retry;
	}

	public void setRetry(SalesforceRetryProperties retry) {
		this.retry = retry;
	}

	public Quota getQuota() {
		return this.quota;
	}

	public void setQuota(Quota quota) {
		this.quota = quota;
	}

	public Http getHttp() {
		return this.http;
	}

	public void setHttp(Http http) {
		this.http = http;
	}

	/**
	 * HTTP client of the org.
	 */
	public static class Http {

		/**
		 * Connect timeout of an API call. Defaults to
		 * 'spring.http.clients.connect-timeout', or 5s if that is not set.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration connectTimeout;

		/**
		 * Read timeout of an API call. Defaults to 'spring.http.clients.read-timeout', or
		 * 3m if that is not set: Salesforce ends a call after 2 minutes.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration readTimeout;

		/**
		 * Name of the SSL bundle for API calls and logins, for example with a client
		 * certificate for mutual TLS. Defaults to 'spring.http.clients.ssl.bundle'.
		 */
		private @Nullable String sslBundle;

		public @Nullable Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(@Nullable Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public @Nullable Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(@Nullable Duration readTimeout) {
			this.readTimeout = readTimeout;
		}

		public @Nullable String getSslBundle() {
			return this.sslBundle;
		}

		public void setSslBundle(@Nullable String sslBundle) {
			this.sslBundle = sslBundle;
		}

	}

	/**
	 * Daily API calls of the org.
	 */
	public static class Quota {

		/**
		 * Share of the daily API calls of the org, such as '90%', past which calls fail
		 * fast. One call a minute goes through, to learn when the share falls.
		 */
		private @Nullable String stopAt;

		public @Nullable String getStopAt() {
			return this.stopAt;
		}

		public void setStopAt(@Nullable String stopAt) {
			this.stopAt = stopAt;
		}

	}

	/**
	 * OAuth 2.0 grants that log a server in.
	 */
	public enum GrantType {

		/**
		 * JWT bearer: a signed assertion (RFC 7523).
		 */
		JWT_BEARER,

		/**
		 * Client credentials: the consumer secret (RFC 6749, section 4.4).
		 */
		CLIENT_CREDENTIALS

	}

}
