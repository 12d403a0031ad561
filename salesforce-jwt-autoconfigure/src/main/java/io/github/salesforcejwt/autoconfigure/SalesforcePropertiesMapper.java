package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties.GrantType;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.util.StringUtils;

/**
 * Maps the properties of an org to its registration, and refuses what could not work
 * before anything is sent: all of it at once.
 */
final class SalesforcePropertiesMapper {

	private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9-]*");

	private static final Pattern ALLOWED_HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?");

	private static final Set<String> SHARED_LOGIN_HOSTS = Set.of("login.salesforce.com", "test.salesforce.com");

	private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);

	private static final Duration MAX_ASSERTION_LIFETIME = Duration.ofMinutes(5);

	private static final Duration MAX_TOKEN_LIFETIME = Duration.ofHours(24);

	private final String id;

	private final SalesforceOrgProperties properties;

	private final SalesforceConnectionDetails details;

	private final boolean connected;

	private final String prefix;

	private final List<InvalidSalesforceConfigurationException> failures = new ArrayList<>();

	/**
	 * Create a mapper.
	 * @param id the id of the org
	 * @param properties its properties
	 * @param details its connection
	 */
	SalesforcePropertiesMapper(String id, SalesforceOrgProperties properties, SalesforceConnectionDetails details) {
		this.id = id;
		this.properties = properties;
		this.details = details;
		this.connected = !(details instanceof PropertiesSalesforceConnectionDetails);
		this.prefix = SalesforceOrgs.prefix(id) + ".";
	}

	/**
	 * Map the properties.
	 * @return the registration
	 * @throws InvalidSalesforceConfigurationException if properties cannot be used; it
	 * names all of them
	 */
	SalesforceRegistration map() {
		checkId(this.id).ifPresent((failure) -> {
			throw failure;
		});
		SalesforceOrgProperties properties = this.properties;
		SalesforceRegistration.Builder registration = SalesforceRegistration.withId(this.id);
		String clientId = value(() -> required("client-id", this.details.getClientId(),
				"Set it to the consumer key of the External Client App (Setup > External Client App Manager > "
						+ "your app > Settings > OAuth Settings)."));
		Set<String> allowedHosts = value(this::allowedHosts);
		LoginUrlRules urls = new LoginUrlRules(this.prefix, (allowedHosts != null) ? allowedHosts : Set.of(),
				this.connected);
		URI loginUrl = value(
				() -> urls.loginUrl(required("login-url", this.details.getLoginUrl(), LoginUrlRules.REMEDY)));
		step(() -> grant(registration, clientId, loginUrl));
		step(() -> registration.audience(this.connected ? null : audience()));
		step(() -> registration.assertionLifetime(
				lifetime("assertion-lifetime", properties.getAssertionLifetime(), MAX_ASSERTION_LIFETIME)));
		step(() -> registration
			.tokenLifetime(lifetime("token-lifetime", properties.getTokenLifetime(), MAX_TOKEN_LIFETIME)));
		step(() -> checkTimeout("connect-timeout", properties.getConnectTimeout()));
		step(() -> checkTimeout("read-timeout", properties.getReadTimeout()));
		String instanceUrl = this.connected ? null : properties.getInstanceUrl();
		if (instanceUrl != null) {
			step(() -> registration.instanceUrl(urls.instanceUrl(instanceUrl, loginUrl)));
		}
		if (clientId == null || loginUrl == null || allowedHosts == null || !this.failures.isEmpty()) {
			throw InvalidSalesforceConfigurationException.of(this.failures);
		}
		return registration.clientId(clientId)
			.loginUrl(loginUrl)
			.allowedHosts(allowedHosts)
			.authorizeRedirectUri(properties.getAuthorizeRedirectUri())
			.build();
	}

	/**
	 * Whether a key signs the logins of the org.
	 */
	boolean isSigned() {
		return this.connected || this.properties.getGrantType() == GrantType.JWT_BEARER;
	}

	/**
	 * Return a value, or record why it cannot be used and continue, to find all such
	 * values.
	 */
	private <T> @Nullable T value(Supplier<@Nullable T> value) {
		try {
			return value.get();
		}
		catch (InvalidSalesforceConfigurationException ex) {
			this.failures.add(ex);
			return null;
		}
	}

	/**
	 * Take a step, or record why it cannot be taken and continue.
	 */
	private void step(Runnable step) {
		value(() -> {
			step.run();
			return null;
		});
	}

	/**
	 * Check that an id can be that of an org.
	 * @return what is wrong with it
	 */
	static Optional<InvalidSalesforceConfigurationException> checkId(String id) {
		return (ID.matcher(id).matches() && !id.equals("default")) ? Optional.empty()
				: Optional.of(new InvalidSalesforceConfigurationException("salesforce.jwt.orgs." + id,
						"'" + id + "' is not a valid id of an org", idRemedy(id)));
	}

	private static String idRemedy(String id) {
		if (id.equals("default")) {
			return "Move its properties directly below 'salesforce.jwt', which is the org whose client is injected "
					+ "without a qualifier, or choose another id.";
		}
		String corrected = StringUtils.uncapitalize(id.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", ""));
		return "Begin with a lower-case letter, followed by letters, digits and hyphens"
				+ (ID.matcher(corrected).matches() ? ", such as '" + corrected + "'." : ".");
	}

	private void grant(SalesforceRegistration.Builder registration, @Nullable String clientId, @Nullable URI loginUrl) {
		if (isSigned()) {
			step(() -> registration.username(username(clientId)));
		}
		else {
			clientCredentials(registration, loginUrl);
		}
	}

	private void clientCredentials(SalesforceRegistration.Builder registration, @Nullable URI loginUrl) {
		step(() -> {
			if (loginUrl != null && SHARED_LOGIN_HOSTS.contains(loginUrl.getHost())) {
				throw invalid("login-url", "Salesforce does not support client credentials at " + loginUrl.getHost(),
						"Set it to the My Domain URL of the org, such as https://acme.my.salesforce.com.");
			}
		});
		step(() -> {
			if (StringUtils.hasText(this.properties.getUsername())) {
				throw invalid("username",
						"client credentials log in as the Run As user of the app, not as a user named here",
						"Remove it and choose the Run As user in the app's policies, or set 'grant-type' to 'jwt-bearer'.");
			}
		});
		ClientAuthenticationMethod method = value(this::clientAuthenticationMethod);
		String secret = required("client-secret", this.properties.getClientSecret(),
				"Set it to the consumer secret of the External Client App.");
		if (method != null) {
			registration.clientCredentials(secret, method);
		}
	}

	private ClientAuthenticationMethod clientAuthenticationMethod() {
		String method = this.properties.getClientAuthenticationMethod();
		String remedy = "Use 'client-secret-post' or 'client-secret-basic'.";
		return switch (method.replace('_', '-')) {
			case "client-secret-post" -> ClientAuthenticationMethod.CLIENT_SECRET_POST;
			case "client-secret-basic" -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
			case "private-key-jwt" -> throw invalid("client-authentication-method",
					"Salesforce does not accept 'private-key-jwt' for client credentials",
					"To log in with a private key, set 'grant-type' to 'jwt-bearer', with the Run As user as "
							+ "'username'. To log in with client credentials: " + remedy);
			default ->
				throw invalid("client-authentication-method", "it is '" + PrintableValue.of(method) + "'", remedy);
		};
	}

	private String username(@Nullable String clientId) {
		String username = required("username", this.details.getUsername(),
				"Set it to the user name of the integration user, such as sync@acme.example.");
		if (username.equals(clientId)) {
			throw invalid("username",
					"it is the consumer key, and Salesforce refuses an assertion whose subject is not a user",
					"Set it to the user name of an approved user, such as the Run As user of the app.");
		}
		// user names are printed and sent, so a secret must not pass for one
		if (!username.contains("@")) {
			throw invalid("username", "it is not a user name, which has an '@': " + PrintableValue.of(username),
					"Set it to the user name of the integration user, such as sync@acme.example.");
		}
		return username;
	}

	private @Nullable String audience() {
		String audience = this.properties.getAudience();
		if (audience != null && !audience.startsWith("https://") && !audience.startsWith("http://")) {
			throw invalid("audience", "it is '" + PrintableValue.of(audience) + "', which is not a full URL",
					"Write it with its scheme, such as https://login.salesforce.com. Leave it out to use the login URL.");
		}
		return audience;
	}

	private Set<String> allowedHosts() {
		Set<String> hosts = new LinkedHashSet<>();
		for (String host : this.properties.getAllowedHosts()) {
			if (!ALLOWED_HOST.matcher(host).matches()) {
				throw invalid("allowed-hosts", "'" + PrintableValue.of(host) + "' is not a host name",
						"Write exact host names without scheme, path or wildcard, with a port if it is not 443.");
			}
			hosts.add(host.toLowerCase(Locale.ROOT));
		}
		return hosts;
	}

	private Duration lifetime(String name, Duration value, Duration max) {
		if (value.compareTo(MIN_LIFETIME) < 0 || value.compareTo(max) > 0) {
			throw invalid(name, "it is " + PrintableValue.of(value),
					"Use a duration from 1s to " + max.toMinutes() + "m.");
		}
		return value;
	}

	private void checkTimeout(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw invalid(name, "it is " + PrintableValue.of(value), "Use a duration above zero, such as 5s.");
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
