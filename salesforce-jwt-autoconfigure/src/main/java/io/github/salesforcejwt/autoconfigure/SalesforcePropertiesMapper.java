package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties.GrantType;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.util.StringUtils;

/**
 * Maps the properties of an org to its registration, and refuses what could not work
 * before anything is sent.
 */
final class SalesforcePropertiesMapper {

	private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9-]*");

	private static final Set<String> SHARED_LOGIN_HOSTS = Set.of("login.salesforce.com", "test.salesforce.com");

	private static final Duration MAX_ASSERTION_LIFETIME = Duration.ofMinutes(5);

	private final String id;

	private final SalesforceOrgProperties properties;

	private final boolean plainHttpAllowed;

	private final String prefix;

	/**
	 * Create a mapper.
	 * @param plainHttpAllowed whether the login URL may be plain http on any host, since
	 * a container's connection details tell it
	 */
	SalesforcePropertiesMapper(String id, SalesforceOrgProperties properties, boolean plainHttpAllowed) {
		this.id = id;
		this.properties = properties;
		this.plainHttpAllowed = plainHttpAllowed;
		this.prefix = SalesforceOrgs.prefix(id) + ".";
	}

	SalesforceRegistration map() {
		checkId();
		SalesforceOrgProperties properties = this.properties;
		String clientId = required("client-id", properties.getClientId(),
				"Set it to the consumer key of the External Client App (Setup > External Client App Manager > "
						+ "your app > Settings > OAuth Settings).");
		URI loginUrl = loginUrl();
		SalesforceRegistration.Builder registration = SalesforceRegistration.withId(this.id)
			.clientId(clientId)
			.loginUrl(loginUrl)
			.audience(audience())
			.instanceUrl(instanceUrl(loginUrl))
			.assertionLifetime(
					lifetime("assertion-lifetime", properties.getAssertionLifetime(), MAX_ASSERTION_LIFETIME))
			.tokenLifetime(lifetime("token-lifetime", properties.getTokenLifetime(), Duration.ofHours(24)))
			.allowedHosts(allowedHosts())
			.authorizeRedirectUri(properties.getAuthorizeRedirectUri());
		timeout("connect-timeout", properties.getConnectTimeout());
		timeout("read-timeout", properties.getReadTimeout());
		if (properties.getGrantType() == GrantType.CLIENT_CREDENTIALS) {
			clientCredentials(registration, loginUrl);
		}
		else {
			registration.username(username(clientId));
		}
		return registration.build();
	}

	private void checkId() {
		if (!ID.matcher(this.id).matches() || this.id.equals("default")) {
			throw new InvalidSalesforceConfigurationException("salesforce.jwt.orgs." + this.id,
					"'" + this.id + "' is not an id that an org can have",
					"Use a lower-case letter, then letters, digits and hyphens; 'default' is taken.");
		}
	}

	private void clientCredentials(SalesforceRegistration.Builder registration, URI loginUrl) {
		if (SHARED_LOGIN_HOSTS.contains(loginUrl.getHost())) {
			throw invalid("login-url", "Salesforce does not support client credentials at " + loginUrl.getHost(),
					"Set it to the My Domain URL of the org, such as https://acme.my.salesforce.com.");
		}
		if (StringUtils.hasText(this.properties.getUsername())) {
			throw invalid("username",
					"client credentials log in as the Run As user of the app, not as a user named here",
					"Remove it and choose the Run As user in the app's policies, or set 'grant-type' to 'jwt-bearer'.");
		}
		String secret = required("client-secret", this.properties.getClientSecret(),
				"Set it to the consumer secret of the External Client App.");
		registration.clientCredentials(secret, clientAuthenticationMethod());
	}

	private ClientAuthenticationMethod clientAuthenticationMethod() {
		String method = this.properties.getClientAuthenticationMethod();
		String remedy = "Use 'client-secret-post' or 'client-secret-basic'.";
		return switch (method.replace('_', '-')) {
			case "client-secret-post" -> ClientAuthenticationMethod.CLIENT_SECRET_POST;
			case "client-secret-basic" -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
			case "private-key-jwt" -> throw invalid("client-authentication-method",
					"Salesforce does not take 'private-key-jwt' for client credentials",
					"To log in with a private key, set 'grant-type' to 'jwt-bearer', with the Run As user as "
							+ "'username'. To log in with client credentials: " + remedy);
			default -> throw invalid("client-authentication-method", "it is '" + method + "'", remedy);
		};
	}

	private String username(String clientId) {
		String username = required("username", this.properties.getUsername(),
				"Set it to the user name of the integration user, such as sync@acme.example.");
		if (username.equals(clientId)) {
			throw invalid("username",
					"it is the consumer key, and Salesforce refuses an assertion whose subject is not a user",
					"Set it to the user name of an approved user, such as the Run As user of the app.");
		}
		return username;
	}

	private URI loginUrl() {
		String remedy = "Set it to the My Domain URL of the org, such as https://acme.my.salesforce.com, or to "
				+ "'production' or 'sandbox'.";
		String value = required("login-url", this.properties.getLoginUrl(), remedy);
		return switch (value) {
			case "production" -> URI.create("https://login.salesforce.com");
			case "sandbox" -> URI.create("https://test.salesforce.com");
			default -> origin("login-url", value, this.plainHttpAllowed, remedy);
		};
	}

	private @Nullable String audience() {
		String audience = this.properties.getAudience();
		if (audience == null) {
			return null;
		}
		if (!audience.startsWith("https://") && !audience.startsWith("http://")) {
			throw invalid("audience", "it is '" + audience + "', which is not a full URL",
					"Write it with its scheme, such as https://login.salesforce.com. Leave it out to use the login URL.");
		}
		return audience;
	}

	private @Nullable URI instanceUrl(URI loginUrl) {
		String value = this.properties.getInstanceUrl();
		if (value == null) {
			return null;
		}
		String remedy = "Set it to an origin such as https://acme.my.salesforce.com, or leave it out to use the one "
				+ "that each login answers.";
		URI instanceUrl = origin("instance-url", value, false, remedy);
		if (isLoopback(instanceUrl) && !isLoopback(loginUrl)) {
			throw invalid("instance-url", "'" + value + "' is on this machine, and 'login-url' is not", remedy);
		}
		return instanceUrl;
	}

	private static boolean isLoopback(URI url) {
		return SalesforceRegistration.isLoopback(url.getHost());
	}

	private URI origin(String name, String value, boolean plainHttpAllowed, String remedy) {
		URI uri;
		try {
			uri = new URI(StringUtils.trimTrailingCharacter(value.trim(), '/'));
		}
		catch (URISyntaxException ex) {
			throw invalid(name, "it is not a URL: " + ex.getReason(), remedy);
		}
		String scheme = uri.getScheme();
		if (uri.getRawUserInfo() != null) {
			throw invalid(name, "it carries a user name or password", remedy);
		}
		if (scheme == null || uri.getHost() == null) {
			throw invalid(name, "'" + value + "' has no scheme or no host", remedy);
		}
		if (scheme.equals("http") && !plainHttpAllowed && !isLoopback(uri)) {
			throw invalid(name, "'" + value + "' is plain http, over which tokens can be read",
					"Use https. Plain http is for this machine only.");
		}
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw invalid(name, "'" + value + "' has the scheme '" + scheme + "'", remedy);
		}
		if (StringUtils.hasLength(uri.getRawPath()) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw invalid(name, "'" + value + "' has more than scheme, host and port", remedy);
		}
		return uri;
	}

	private Set<String> allowedHosts() {
		Set<String> hosts = new LinkedHashSet<>();
		for (String host : this.properties.getAllowedHosts()) {
			if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?")) {
				throw invalid("allowed-hosts", "'" + host + "' is not a host name",
						"Write exact host names without scheme, path or wildcard, with a port where it is not 443.");
			}
			hosts.add(host.toLowerCase(Locale.ROOT));
		}
		return hosts;
	}

	private Duration lifetime(String name, Duration value, Duration longest) {
		if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(longest) > 0) {
			throw invalid(name, "it is " + value, "Use a duration from 1s to " + longest.toMinutes() + "m.");
		}
		return value;
	}

	private void timeout(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw invalid(name, "it is " + value, "Use a duration above zero, such as 5s.");
		}
	}

	private String required(String name, @Nullable String value, String remedy) {
		if (!StringUtils.hasText(value)) {
			throw invalid(name, (value != null) ? "it is empty" : "it is missing", remedy);
		}
		return value.trim();
	}

	private InvalidSalesforceConfigurationException invalid(String name, String found, String remedy) {
		return new InvalidSalesforceConfigurationException(this.prefix + name, found, remedy);
	}

}
