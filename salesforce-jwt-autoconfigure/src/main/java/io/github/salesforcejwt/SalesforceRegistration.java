package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.util.Assert;

/**
 * How this application logs in to one Salesforce org: what Spring Security's
 * {@link ClientRegistration} holds, and what it does not know of Salesforce. Immutable.
 */
public final class SalesforceRegistration {

	/**
	 * Default lifetime of an assertion: 3 minutes, the longest that every edition of
	 * Salesforce's documentation allows.
	 */
	public static final Duration DEFAULT_ASSERTION_LIFETIME = Duration.ofMinutes(3);

	/**
	 * Default lifetime of a token: 30 minutes, a quarter of the default session timeout
	 * of an org.
	 */
	public static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofMinutes(30);

	private final ClientRegistration clientRegistration;

	/** Apart from the client registration, which prints it. */
	private final @Nullable String clientSecret;

	private final String username;

	private final URI loginUrl;

	private final String audience;

	private final @Nullable URI instanceUrl;

	private final Duration assertionLifetime;

	private final Duration tokenLifetime;

	private final Set<String> allowedHosts;

	private final @Nullable String authorizeRedirectUri;

	private SalesforceRegistration(Builder builder) {
		this.clientSecret = builder.clientSecret;
		this.username = builder.username;
		this.loginUrl = builder.required(builder.loginUrl, "loginUrl");
		this.audience = builder.audience();
		this.instanceUrl = builder.instanceUrl;
		this.assertionLifetime = builder.assertionLifetime;
		this.tokenLifetime = builder.tokenLifetime;
		this.allowedHosts = Set.copyOf(builder.allowedHosts);
		this.authorizeRedirectUri = builder.authorizeRedirectUri;
		this.clientRegistration = ClientRegistration.withRegistrationId(builder.id)
			.clientName("Salesforce org '" + builder.id + "'")
			.clientId(builder.required(builder.clientId, "clientId"))
			.authorizationGrantType(builder.grantType)
			.clientAuthenticationMethod(builder.clientAuthenticationMethod)
			.tokenUri(this.loginUrl + "/services/oauth2/token")
			.build();
	}

	private SalesforceRegistration(SalesforceRegistration org, String username) {
		this.clientRegistration = org.clientRegistration;
		this.clientSecret = org.clientSecret;
		this.username = username;
		this.loginUrl = org.loginUrl;
		this.audience = org.audience;
		this.instanceUrl = org.instanceUrl;
		this.assertionLifetime = org.assertionLifetime;
		this.tokenLifetime = org.tokenLifetime;
		this.allowedHosts = org.allowedHosts;
		this.authorizeRedirectUri = org.authorizeRedirectUri;
	}

	/**
	 * Return how a further user of the same org logs in.
	 */
	SalesforceRegistration ofUser(String username) {
		return new SalesforceRegistration(this, username);
	}

	/**
	 * Start a registration.
	 * @param id the id of the org within this application
	 * @return a builder
	 */
	public static Builder withId(String id) {
		return new Builder(id);
	}

	/**
	 * Whether a host is this machine, so that plain http to it is safe. Nothing is looked
	 * up.
	 * @param host a name, an address, or {@code null}
	 * @return whether it is {@code localhost}, a name below it, or a loopback address
	 */
	public static boolean isLoopback(@Nullable String host) {
		return LoopbackHost.matches(host);
	}

	/**
	 * Return the id of the org within this application.
	 * @return the id, which is the registration id of Spring Security, too
	 */
	public String getId() {
		return this.clientRegistration.getRegistrationId();
	}

	/**
	 * Return what Spring Security knows of this registration. It has no scopes, since
	 * Salesforce refuses a token request that names some, and no client secret, which its
	 * {@code toString} would print.
	 * @return the client registration, with the grant {@code JWT_BEARER} or
	 * {@code CLIENT_CREDENTIALS}
	 */
	public ClientRegistration getClientRegistration() {
		return this.clientRegistration;
	}

	/**
	 * Return the client registration with the client secret, for a token request.
	 */
	ClientRegistration getLoginRegistration() {
		return ClientRegistration.withClientRegistration(this.clientRegistration)
			.clientSecret(this.clientSecret)
			.build();
	}

	/**
	 * Return the consumer secret of the app, or {@code null} if it logs in by JWT.
	 */
	@Nullable String getClientSecret() {
		return this.clientSecret;
	}

	/**
	 * Return the consumer key of the app.
	 * @return the consumer key, the {@code iss} of an assertion
	 */
	public String getClientId() {
		return this.clientRegistration.getClientId();
	}

	/**
	 * Return enough of the consumer key to distinguish it from others, for messages and
	 * monitoring.
	 * @return its first six and last four characters, or a short one in full
	 */
	public String getShortClientId() {
		String clientId = getClientId();
		return (clientId.length() <= 12) ? clientId
				: clientId.substring(0, 6) + "…" + clientId.substring(clientId.length() - 4);
	}

	/**
	 * Return the integration user.
	 * @return the user name, the {@code sub} of an assertion; for client credentials,
	 * empty if the app itself names its Run As user
	 */
	public String getUsername() {
		return this.username;
	}

	/**
	 * Return where logins go.
	 * @return the URL without a trailing slash
	 */
	public URI getLoginUrl() {
		return this.loginUrl;
	}

	/**
	 * Return the audience of an assertion.
	 * @return the {@code aud}, which is the login URL unless set; for client credentials,
	 * which send no assertion, empty
	 */
	public String getAudience() {
		return this.audience;
	}

	/**
	 * Return the instance URL that is set explicitly.
	 * @return the URL, or {@code null} to use the one that each login reports
	 */
	public @Nullable URI getInstanceUrl() {
		return this.instanceUrl;
	}

	/**
	 * Return how long an assertion is valid.
	 * @return the lifetime; by default {@link #DEFAULT_ASSERTION_LIFETIME}
	 */
	public Duration getAssertionLifetime() {
		return this.assertionLifetime;
	}

	/**
	 * Return how long a token is used before it is renewed.
	 * @return the lifetime; by default {@link #DEFAULT_TOKEN_LIFETIME}
	 */
	public Duration getTokenLifetime() {
		return this.tokenLifetime;
	}

	/**
	 * Return the hosts that may receive the token beside the instance URL's.
	 * @return exact host names, each with {@code :port} if it is not 443
	 */
	public Set<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	/**
	 * Return the callback URL of the app, for the approval link in error messages.
	 * @return the URL, or {@code null} if it is not known
	 */
	public @Nullable String getAuthorizeRedirectUri() {
		return this.authorizeRedirectUri;
	}

	/**
	 * Return the name of the grant, as the property {@code grant-type} spells it.
	 * @return the name, such as {@code jwt-bearer}
	 */
	public String getGrantName() {
		String type = this.clientRegistration.getAuthorizationGrantType().getValue();
		return type.substring(type.lastIndexOf(':') + 1).replace('_', '-');
	}

	@Override
	public String toString() {
		return "SalesforceRegistration [id=" + getId() + ", grantType="
				+ this.clientRegistration.getAuthorizationGrantType().getValue() + ", username=" + this.username
				+ ", loginUrl=" + this.loginUrl + ", audience=" + this.audience + "]";
	}

	/**
	 * Builds a {@link SalesforceRegistration}.
	 */
	public static final class Builder {

		private final String id;

		private @Nullable String clientId;

		private String username = "";

		private @Nullable URI loginUrl;

		private @Nullable String audience;

		private @Nullable URI instanceUrl;

		private AuthorizationGrantType grantType = AuthorizationGrantType.JWT_BEARER;

		private @Nullable String clientSecret;

		private ClientAuthenticationMethod clientAuthenticationMethod = ClientAuthenticationMethod.NONE;

		private Duration assertionLifetime = DEFAULT_ASSERTION_LIFETIME;

		private Duration tokenLifetime = DEFAULT_TOKEN_LIFETIME;

		private Set<String> allowedHosts = Set.of();

		private @Nullable String authorizeRedirectUri;

		private Builder(String id) {
			Assert.hasText(id, "'id' must not be empty");
			this.id = id;
		}

		/**
		 * Set the consumer key of the app.
		 * @param clientId the consumer key
		 * @return this builder
		 */
		public Builder clientId(String clientId) {
			this.clientId = clientId;
			return this;
		}

		/**
		 * Set the integration user.
		 * @param username the user name
		 * @return this builder
		 */
		public Builder username(String username) {
			this.username = username;
			return this;
		}

		/**
		 * Set where logins go.
		 * @param loginUrl the origin, without a path
		 * @return this builder
		 */
		public Builder loginUrl(URI loginUrl) {
			this.loginUrl = loginUrl;
			return this;
		}

		/**
		 * Set the audience of an assertion, if it is not the login URL.
		 * @param audience the {@code aud}, or {@code null} for the login URL
		 * @return this builder
		 */
		public Builder audience(@Nullable String audience) {
			this.audience = audience;
			return this;
		}

		/**
		 * Set the instance URL explicitly.
		 * @param instanceUrl the origin, or {@code null} to use the one that each login
		 * reports
		 * @return this builder
		 */
		public Builder instanceUrl(@Nullable URI instanceUrl) {
			this.instanceUrl = instanceUrl;
			return this;
		}

		/**
		 * Log in by OAuth 2.0 client credentials (RFC 6749, section 4.4).
		 * @param clientSecret the consumer secret
		 * @param method {@code CLIENT_SECRET_POST} or {@code CLIENT_SECRET_BASIC}
		 * @return this builder
		 */
		public Builder clientCredentials(String clientSecret, ClientAuthenticationMethod method) {
			this.grantType = AuthorizationGrantType.CLIENT_CREDENTIALS;
			this.clientSecret = clientSecret;
			this.clientAuthenticationMethod = method;
			return this;
		}

		/**
		 * Set how long an assertion is valid.
		 * @param assertionLifetime the lifetime
		 * @return this builder
		 */
		public Builder assertionLifetime(Duration assertionLifetime) {
			this.assertionLifetime = assertionLifetime;
			return this;
		}

		/**
		 * Set how long a token is used before it is renewed.
		 * @param tokenLifetime the lifetime
		 * @return this builder
		 */
		public Builder tokenLifetime(Duration tokenLifetime) {
			this.tokenLifetime = tokenLifetime;
			return this;
		}

		/**
		 * Set further hosts that may receive the token.
		 * @param allowedHosts exact host names, each with {@code :port} if it is not 443
		 * @return this builder
		 */
		public Builder allowedHosts(Set<String> allowedHosts) {
			this.allowedHosts = allowedHosts;
			return this;
		}

		/**
		 * Set the callback URL of the app, for the approval link in error messages.
		 * @param authorizeRedirectUri the URL, or {@code null} if it is not known
		 * @return this builder
		 */
		public Builder authorizeRedirectUri(@Nullable String authorizeRedirectUri) {
			this.authorizeRedirectUri = authorizeRedirectUri;
			return this;
		}

		/**
		 * Build the registration.
		 * @return the registration
		 * @throws IllegalArgumentException if the client id or the login URL is missing
		 */
		public SalesforceRegistration build() {
			return new SalesforceRegistration(this);
		}

		private String audience() {
			if (this.clientSecret != null) {
				return "";
			}
			return (this.audience != null) ? this.audience : String.valueOf(this.loginUrl);
		}

		private <T> T required(@Nullable T value, String name) {
			if (value == null) {
				throw new IllegalArgumentException("'" + name + "' of the org '" + this.id + "' must be set");
			}
			return value;
		}

	}

}
