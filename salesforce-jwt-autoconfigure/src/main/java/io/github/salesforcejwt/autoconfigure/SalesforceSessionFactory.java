package io.github.salesforcejwt.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.autoconfigure.keys.SigningKeysFactory;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Creates the session of an org from its properties, or from connection details.
 */
public final class SalesforceSessionFactory {

	private final SalesforceProperties properties;

	private final @Nullable SalesforceConnectionDetails connectionDetails;

	private final SalesforceHttp http;

	private final SigningKeysFactory signingKeys;

	private final ObservationRegistry observationRegistry;

	private final Clock clock;

	private final List<SalesforceSessionListener> listeners;

	SalesforceSessionFactory(SalesforceProperties properties, @Nullable SalesforceConnectionDetails connectionDetails,
			SalesforceHttp http, SigningKeysFactory signingKeys, ObservationRegistry observationRegistry, Clock clock,
			List<SalesforceSessionListener> listeners) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
		this.http = http;
		this.signingKeys = signingKeys;
		this.observationRegistry = observationRegistry;
		this.clock = clock;
		this.listeners = listeners;
	}

	/**
	 * Create the session of an org.
	 * @param id the id of the org
	 * @return a new session, which has not logged in
	 * @throws InvalidSalesforceConfigurationException if a property of the org cannot be
	 * used
	 */
	public SalesforceSession create(String id) {
		SalesforceOrgProperties properties = properties(id);
		boolean connected = SalesforceOrgs.DEFAULT_ID.equals(id) && this.connectionDetails != null;
		SalesforceRegistration registration = new SalesforcePropertiesMapper(id, properties, connected).map();
		SalesforceSession.Builder session = SalesforceSession.withRegistration(registration)
			.signingKeys(
					registration.isJwtBearer() ? this.signingKeys.create(SalesforceOrgs.prefix(id), properties) : null)
			.requestFactory(requestFactory(id))
			.observationRegistry(this.observationRegistry)
			.clock(this.clock);
		new SalesforceCallPropertiesMapper(id, properties).map(session);
		this.listeners.forEach(session::listener);
		return session.build();
	}

	/**
	 * Return what sends the logins of an org, within its time-outs.
	 * @param id the id of the org
	 * @return the request factory, which follows no redirect
	 */
	public ClientHttpRequestFactory requestFactory(String id) {
		SalesforceOrgProperties properties = properties(id);
		return this.http.forLogin(properties.getConnectTimeout(), properties.getReadTimeout());
	}

	boolean isVerifiedOnStartup(String id) {
		return properties(id).isVerifyOnStartup();
	}

	private SalesforceOrgProperties properties(String id) {
		if (!SalesforceOrgs.DEFAULT_ID.equals(id)) {
			SalesforceOrgProperties properties = this.properties.getOrgs().get(id);
			if (properties == null) {
				throw new InvalidSalesforceConfigurationException(SalesforceOrgs.prefix(id),
						"there is no property of an org below it",
						"Correct the spelling, or remove it. An environment variable leaves out the hyphens of an id: "
								+ "SALESFORCE_JWT_ORGS_EUWEST_CLIENTID is of the org 'eu-west'.");
			}
			return properties;
		}
		if (this.properties.getOrgs().containsKey(SalesforceOrgs.DEFAULT_ID)) {
			throw new InvalidSalesforceConfigurationException("salesforce.jwt.orgs." + SalesforceOrgs.DEFAULT_ID,
					"'" + SalesforceOrgs.DEFAULT_ID + "' is the id of the org directly below 'salesforce.jwt'",
					"Move its properties there, or choose another id.");
		}
		SalesforceConnectionDetails details = this.connectionDetails;
		if (details == null) {
			return this.properties;
		}
		SalesforceOrgProperties properties = new SalesforceOrgProperties();
		BeanUtils.copyProperties(this.properties, properties);
		properties.setLoginUrl(details.getLoginUrl());
		properties.setClientId(details.getClientId());
		properties.setUsername(details.getUsername());
		properties.setPrivateKey(details.getPrivateKey());
		// whatever else names or authenticates the org belongs to another one
		properties.setPrivateKeyPassword(null);
		properties.setSslBundle(null);
		properties.setAudience(null);
		properties.setInstanceUrl(null);
		properties.setGrantType(SalesforceOrgProperties.GrantType.JWT_BEARER);
		properties.setClientSecret(null);
		return properties;
	}

}
