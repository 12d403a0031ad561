package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.salesforcejwt.SalesforceDomains;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What {@code login-url} and {@code instance-url} may be. A login host issues tokens and
 * receives the client secret, so it must be a host of Salesforce or be allowed by name.
 */
final class LoginUrlRules {

	static final String REMEDY = "Set it to the My Domain URL of the org, such as https://acme.my.salesforce.com, or to "
			+ "'production' or 'sandbox'.";

	private static final Set<String> PRODUCTION = Set.of("prod", "production", "live", "login");

	private static final Set<String> SANDBOX = Set.of("sandbox", "test", "testing", "dev", "uat", "staging", "qa");

	/** Hosts that serve the user interface of the org whose My Domain is before them. */
	private static final List<Pattern> USER_INTERFACES = List.of(
			Pattern.compile("(?<org>[^.]+(?:\\.(?:sandbox|develop|scratch|trailblaze|patch|demo|free|wax))?)"
					+ "\\.lightning\\.force\\.com"),
			Pattern.compile("(?<org>[^.]+(?:\\.(?:sandbox|develop|scratch|trailblaze|patch|demo|free|wax))?)"
					+ "\\.my\\.salesforce-setup\\.com"));

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:\\d{1,5})?/*");

	private final String prefix;

	private final Set<String> allowedHosts;

	private final boolean connected;

	/**
	 * Create rules.
	 * @param prefix the prefix of the properties
	 * @param allowedHosts the hosts that {@code allowed-hosts} lists, in lower case
	 * @param connected whether the login URL comes from the connection details of a
	 * container, which may be on any host and without TLS
	 */
	LoginUrlRules(String prefix, Set<String> allowedHosts, boolean connected) {
		this.prefix = prefix;
		this.allowedHosts = allowedHosts;
		this.connected = connected;
	}

	URI loginUrl(String value) {
		if (value.equals("production")) {
			return URI.create("https://login.salesforce.com");
		}
		if (value.equals("sandbox")) {
			return URI.create("https://test.salesforce.com");
		}
		URI url = url("login-url", value, this.connected, remedy(value));
		if (this.connected || SalesforceRegistration.isLoopback(url.getHost())) {
			return url;
		}
		if (!isAllowed(url)) {
			requireSalesforce(url);
		}
		if (StringUtils.hasLength(url.getRawPath()) && isMyDomain(url.getHost())) {
			throw invalid("login-url", quoted(value) + " has more than scheme, host and port",
					"Write https://" + url.getHost() + ".");
		}
		return url;
	}

	private void requireSalesforce(URI url) {
		for (Pattern pattern : USER_INTERFACES) {
			Matcher matcher = pattern.matcher(url.getHost());
			if (matcher.matches()) {
				throw invalid("login-url",
						quoted(url.getHost()) + " serves the user interface of the org, not its logins",
						"Write https://" + matcher.group("org") + ".my.salesforce.com, the My Domain URL of the org.");
			}
		}
		if (!SalesforceDomains.isLogin(url.getHost()) || isPortUnusual(url)) {
			throw invalid("login-url",
					quoted(url.getHost() + ((url.getPort() != -1) ? ":" + url.getPort() : ""))
							+ " is not a host of Salesforce, and it would receive the credentials of the org",
					REMEDY + " If the host is right, such as that of a proxy or a site with a domain of its own, add it to '"
							+ this.prefix + "allowed-hosts'.");
		}
	}

	/**
	 * Read the instance URL.
	 * @param loginUrl the login URL, or {@code null} if it cannot be used
	 */
	URI instanceUrl(String value, @Nullable URI loginUrl) {
		String remedy = "Set it to an origin such as https://acme.my.salesforce.com, or leave it out to use the one "
				+ "that each login reports.";
		URI url = url("instance-url", value, false, remedy);
		if (StringUtils.hasLength(url.getRawPath())) {
			throw invalid("instance-url", quoted(value) + " has more than scheme, host and port", remedy);
		}
		if (loginUrl != null && SalesforceRegistration.isLoopback(url.getHost())
				&& !SalesforceRegistration.isLoopback(loginUrl.getHost())) {
			throw invalid("instance-url", quoted(value) + " is on this machine, and 'login-url' is not", remedy);
		}
		return url;
	}

	private boolean isAllowed(URI url) {
		String host = url.getHost();
		return this.allowedHosts.contains((url.getPort() != -1) ? host + ":" + url.getPort() : host);
	}

	/** Port 8443 is that of mutual TLS. */
	private static boolean isPortUnusual(URI url) {
		return url.getPort() != -1 && url.getPort() != 443 && url.getPort() != 8443;
	}

	private static boolean isMyDomain(String host) {
		return host.endsWith(".my.salesforce.com") || host.equals("login.salesforce.com")
				|| host.equals("test.salesforce.com");
	}

	/**
	 * Name the value that was probably meant.
	 */
	private static String remedy(String value) {
		String word = value.toLowerCase(Locale.ROOT);
		if (PRODUCTION.contains(word)) {
			return "Write 'production', or better the My Domain URL of the org, such as https://acme.my.salesforce.com.";
		}
		if (SANDBOX.contains(word)) {
			return "Write 'sandbox', or better the My Domain URL of the org, such as "
					+ "https://acme--dev.sandbox.my.salesforce.com.";
		}
		if (HOST.matcher(value).matches() && value.equals(PrintableValue.of(value))) {
			return "Write https://" + StringUtils.trimTrailingCharacter(value, '/') + ".";
		}
		return REMEDY;
	}

	/**
	 * Read a URL, and write it as Salesforce does: without capitals, the default port and
	 * a trailing slash.
	 */
	private URI url(String name, String value, boolean plainHttpAllowed, String remedy) {
		URI uri;
		try {
			uri = new URI(StringUtils.trimTrailingCharacter(value.trim(), '/'));
		}
		catch (URISyntaxException ex) {
			throw invalid(name, "it is not a URL: " + ex.getReason(), remedy);
		}
		if (uri.getRawUserInfo() != null) {
			throw invalid(name, "it carries a user name or password", remedy);
		}
		if (uri.getScheme() == null || uri.getHost() == null) {
			throw invalid(name, quoted(value) + " has no scheme or no host", remedy);
		}
		String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw invalid(name, quoted(value) + " has the scheme '" + PrintableValue.ofName(scheme) + "'", remedy);
		}
		if (scheme.equals("http") && !plainHttpAllowed && !SalesforceRegistration.isLoopback(uri.getHost())) {
			throw invalid(name, quoted(value) + " is plain http, over which tokens can be read",
					"Use https. Plain http is for this machine only.");
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw invalid(name, quoted(value.replaceFirst("[?#].*", "")) + " has a query or a fragment after it",
					remedy);
		}
		return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port(uri, scheme) + path(uri));
	}

	private static String port(URI uri, String scheme) {
		int defaultPort = scheme.equals("https") ? 443 : 80;
		return (uri.getPort() != -1 && uri.getPort() != defaultPort) ? ":" + uri.getPort() : "";
	}

	private static String path(URI uri) {
		return (uri.getRawPath() != null) ? uri.getRawPath() : "";
	}

	private static String quoted(String value) {
		return "'" + PrintableValue.of(value) + "'";
	}

	private InvalidSalesforceConfigurationException invalid(String name, String found, String remedy) {
		return new InvalidSalesforceConfigurationException(this.prefix + name, found, remedy);
	}

}
