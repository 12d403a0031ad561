package io.github.salesforcejwt.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;

/**
 * Finds the properties of an org by its id.
 */
final class OrgPropertiesResolver {

	private final SalesforceProperties properties;

	/** Those of the orgs of run time that are in use. */
	private final Map<String, SalesforceOrgProperties> added = new ConcurrentHashMap<>();

	OrgPropertiesResolver(SalesforceProperties properties) {
		this.properties = properties;
	}

	/**
	 * Return the properties of an org.
	 * @throws InvalidSalesforceConfigurationException if there are none, or if the id is
	 * used twice
	 */
	SalesforceOrgProperties get(String id) {
		if (!SalesforceOrgs.DEFAULT_ID.equals(id)) {
			SalesforceOrgProperties properties = this.properties.getOrgs().get(id);
			properties = (properties != null) ? properties : this.added.get(id);
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
		return this.properties;
	}

	/**
	 * Add the properties of an org of run time.
	 */
	void add(String id, SalesforceOrgProperties properties) {
		this.added.put(id, properties);
	}

	/**
	 * Remove the properties of an org of run time.
	 */
	void remove(String id) {
		this.added.remove(id);
	}

	int getMaxOrgs() {
		return this.properties.getMaxOrgs();
	}

}
