package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * HTTP settings of each org: its own, then Boot's for all HTTP clients, then defaults.
 * None follows redirects, which could carry a token elsewhere.
 */
final class OrgHttpSettings {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	/** Boot has none, and Salesforce ends a call after two minutes. */
	private static final Duration READ_TIMEOUT = Duration.ofMinutes(3);

	private final OrgPropertiesResolver properties;

	private final HttpClientSettings settings;

	private final @Nullable SslBundles sslBundles;

	OrgHttpSettings(OrgPropertiesResolver properties, HttpClientSettings settings, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.settings = settings;
		this.sslBundles = sslBundles;
	}

	/**
	 * Return the settings for API calls.
	 */
	HttpClientSettings api(String id) {
		return api(id, this.settings);
	}

	/**
	 * Return the settings for API calls of a group of HTTP interfaces.
	 * @param settings those of the group
	 */
	HttpClientSettings api(String id, HttpClientSettings settings) {
		SalesforceOrgProperties.Http http = this.properties.get(id).getHttp();
		return secured(id, http, settings).withTimeouts(
				first(http.getConnectTimeout(), settings.connectTimeout(), CONNECT_TIMEOUT),
				first(http.getReadTimeout(), settings.readTimeout(), READ_TIMEOUT));
	}

	/**
	 * Return the settings for logins.
	 */
	HttpClientSettings login(String id) {
		SalesforceOrgProperties properties = this.properties.get(id);
		return secured(id, properties.getHttp(), this.settings).withTimeouts(properties.getConnectTimeout(),
				properties.getReadTimeout());
	}

	private HttpClientSettings secured(String id, SalesforceOrgProperties.Http http, HttpClientSettings settings) {
		String name = http.getSslBundle();
		HttpClientSettings safe = settings.withRedirects(HttpRedirects.DONT_FOLLOW);
		return StringUtils.hasText(name) ? safe.withSslBundle(bundle(id, name)) : safe;
	}

	private SslBundle bundle(String id, String name) {
		try {
			if (this.sslBundles != null) {
				return this.sslBundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			// as if the application had no bundles
		}
		throw new InvalidSalesforceConfigurationException(SalesforceOrgs.prefix(id) + ".http.ssl-bundle",
				"there is no SSL bundle of this name",
				"Configure it under 'spring.ssl.bundle', or name one that exists.");
	}

	private static Duration first(@Nullable Duration own, @Nullable Duration ofAll, Duration defaultValue) {
		return (own != null) ? own : (ofAll != null) ? ofAll : defaultValue;
	}

}
