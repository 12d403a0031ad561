package io.github.salesforcejwt.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.SigningKeys;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.Assert;

/**
 * Makes the session of an org from its properties, or from connection details.
 */
class SalesforceSessionFactory {

	private final SalesforceProperties properties;

	private final @Nullable SalesforceConnectionDetails connectionDetails;

	private final SalesforceHttp http;

	private final ResourceLoader resourceLoader;

	private final @Nullable SslBundles sslBundles;

	private final ObservationRegistry observationRegistry;

	private final Clock clock;

	private final List<SalesforceSessionListener> listeners;

	SalesforceSessionFactory(SalesforceProperties properties, @Nullable SalesforceConnectionDetails connectionDetails,
			SalesforceHttp http, ResourceLoader resourceLoader, @Nullable SslBundles sslBundles,
			ObservationRegistry observationRegistry, Clock clock, List<SalesforceSessionListener> listeners) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
		this.http = http;
		this.resourceLoader = resourceLoader;
		this.sslBundles = sslBundles;
		this.observationRegistry = observationRegistry;
		this.clock = clock;
		this.listeners = listeners;
	}

	SalesforceSession create(String id) {
		SalesforceOrgProperties properties = properties(id);
		boolean connected = SalesforceOrgs.DEFAULT_ID.equals(id) && this.connectionDetails != null;
		SalesforceRegistration registration = new SalesforcePropertiesMapper(id, properties, connected).map();
		SalesforceSession.Builder session = SalesforceSession.withRegistration(registration)
			.signingKeys(registration.isJwtBearer() ? signingKeys(id, properties) : null)
			.requestFactory(this.http.forLogin(properties.getConnectTimeout(), properties.getReadTimeout()))
			.observationRegistry(this.observationRegistry)
			.clock(this.clock);
		this.listeners.forEach(session::listener);
		return session.build();
	}

	boolean isVerifiedOnStartup(String id) {
		return properties(id).isVerifyOnStartup();
	}

	private SalesforceOrgProperties properties(String id) {
		if (!SalesforceOrgs.DEFAULT_ID.equals(id)) {
			SalesforceOrgProperties properties = this.properties.getOrgs().get(id);
			Assert.state(properties != null, () -> "No properties are bound for the org '" + id + "'");
			return properties;
		}
		SalesforceConnectionDetails details = this.connectionDetails;
		if (details != null) {
			this.properties.setLoginUrl(details.getLoginUrl());
			this.properties.setClientId(details.getClientId());
			this.properties.setUsername(details.getUsername());
			this.properties.setPrivateKey(details.getPrivateKey());
		}
		return this.properties;
	}

	private SigningKeys signingKeys(String id, SalesforceOrgProperties properties) {
		String property = SalesforceOrgs.prefix(id) + ".private-key";
		String privateKey = properties.getPrivateKey();
		if (privateKey == null) {
			throw new InvalidSalesforceConfigurationException(property, "it is missing",
					"Set it to the PEM text or the location of the RSA private key, or set 'ssl-bundle'.");
		}
		return SigningKeys.of(new PrivateKeyReader(this.resourceLoader).read(property, privateKey,
				properties.getPrivateKeyPassword()));
	}

}
