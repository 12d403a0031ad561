package io.github.salesforcejwt;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Decides where the token of an org may go: to the origin of the instance URL and to the
 * hosts that the registration allows, and nowhere else.
 */
final class TrustedOrigins {

	/** Of https, and of mutual TLS. */
	private static final Set<Integer> PORTS = Set.of(443, 8443);

	private final SalesforceRegistration registration;

	private final Set<String> allowedOrigins = new HashSet<>();

	private final boolean loopbackLogin;

	TrustedOrigins(SalesforceRegistration registration) {
		this.registration = registration;
		this.loopbackLogin = LoopbackHost.matches(registration.getLoginUrl().getHost());
		for (String host : registration.getAllowedHosts()) {
			String origin = origin(URI.create("https://" + host));
			if (origin != null) {
				this.allowedOrigins.add(origin);
			}
		}
	}

	/**
	 * Check the instance URL of a login answer.
	 * @return the origin, without path or trailing slash
	 * @throws UntrustedOriginException if it is on a host that is not Salesforce's and
	 * not allowed, or would carry the token in the clear
	 * @throws MissingInstanceUrlException if there is none
	 */
	URI instanceUrl(@Nullable String answered) {
		URI fixed = this.registration.getInstanceUrl();
		if (fixed != null) {
			return fixed;
		}
		if (!StringUtils.hasText(answered)) {
			throw new MissingInstanceUrlException();
		}
		URI url = parse(answered);
		String origin = (url != null) ? origin(url) : null;
		if (url == null || origin == null || !mayHoldSession(url, origin)) {
			throw new UntrustedOriginException(this.registration.getId(),
					"The instance URL is '" + Redaction.excerpt(answered) + "'.");
		}
		return URI.create(origin);
	}

	private boolean mayHoldSession(URI url, String origin) {
		String host = host(url);
		if (LoopbackHost.matches(host)) {
			return this.loopbackLogin;
		}
		if (origin.equals(origin(this.registration.getLoginUrl())) || this.allowedOrigins.contains(origin)) {
			return true;
		}
		return "https".equalsIgnoreCase(url.getScheme()) && SalesforceDomains.isInstance(host)
				&& PORTS.contains(port(url));
	}

	/**
	 * Resolve the URI of a request against the instance URL, and check that the token may
	 * go there.
	 * @throws UntrustedOriginException if it may not
	 */
	URI resolve(URI uri, URI instanceUrl) {
		if (uri.getScheme() == null && uri.getRawAuthority() == null) {
			String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
			String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
			return URI.create(instanceUrl + (path.startsWith("/") ? path : "/" + path) + query);
		}
		URI target = (uri.getScheme() != null) ? uri : URI.create(instanceUrl.getScheme() + ":" + uri);
		if (!isOrigin(target, instanceUrl)) {
			String origin = origin(target);
			if (origin == null || !this.allowedOrigins.contains(origin)) {
				throw new UntrustedOriginException(this.registration.getId(),
						"A request of the Salesforce org '" + this.registration.getId() + "' to " + describe(target)
								+ " was refused before it was sent, since it would carry the token to an origin "
								+ "other than the instance URL " + instanceUrl
								+ ". Use a relative URI, or a client without a token, or add the host to the property "
								+ "'allowed-hosts' of the org.");
			}
		}
		return target;
	}

	/**
	 * Make a URI on an instance a relative one, so that it follows the org to its next
	 * instance. Any other URI stays as it is.
	 */
	URI relativize(URI uri, URI instanceUrl) {
		if (uri.getRawAuthority() == null || !isOrigin(resolve(uri, instanceUrl), instanceUrl)) {
			return uri;
		}
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		return URI.create("/" + StringUtils.trimLeadingCharacter(uri.getRawPath(), '/') + query);
	}

	static boolean isOrigin(URI uri, URI origin) {
		return uri.getRawUserInfo() == null && uri.getHost() != null
				&& origin.getScheme().equalsIgnoreCase(uri.getScheme())
				&& origin.getHost().equalsIgnoreCase(uri.getHost()) && port(origin) == port(uri);
	}

	private static @Nullable URI parse(String url) {
		try {
			return new URI(url.trim());
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Return scheme, host and port in one canonical spelling, or {@code null} if there is
	 * no such thing or the URI carries a user's name.
	 */
	private static @Nullable String origin(URI uri) {
		if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
			return null;
		}
		String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
		String port = (uri.getPort() != -1 && uri.getPort() != defaultPort(scheme)) ? ":" + uri.getPort() : "";
		return scheme + "://" + host(uri) + port;
	}

	private static String host(URI uri) {
		return uri.getHost().toLowerCase(Locale.ROOT);
	}

	private static int port(URI uri) {
		return (uri.getPort() != -1) ? uri.getPort() : defaultPort(uri.getScheme());
	}

	private static int defaultPort(String scheme) {
		return "https".equalsIgnoreCase(scheme) ? 443 : 80;
	}

	private static String describe(URI uri) {
		String host = (uri.getHost() != null) ? uri.getHost() : "a URI without a host";
		String port = (uri.getPort() != -1) ? ":" + uri.getPort() : "";
		return Redaction
			.excerpt(uri.getScheme() + "://" + ((uri.getRawUserInfo() != null) ? "(user info)@" : "") + host + port);
	}

}
