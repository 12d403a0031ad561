package io.github.salesforcejwt.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Finds the properties of an org by its id.
 */
final class OrgPropertiesResolver {

	private static final ConfigurationPropertyName ORGS = ConfigurationPropertyName.of("salesforce.jwt.orgs");

	private final SalesforceProperties properties;

	/** Those of the orgs of run time that are in use. */
	private final Map<String, SalesforceOrgProperties> added = new ConcurrentHashMap<>();

	private final Supplier<List<InvalidSalesforceConfigurationException>> failures;

	/**
	 * Create a resolver.
	 * @param failures what could not be bound to the properties
	 */
	OrgPropertiesResolver(SalesforceProperties properties,
			Supplier<List<InvalidSalesforceConfigurationException>> failures) {
		this.properties = properties;
		this.failures = failures;
	}

	/**
	 * Return what could not be bound to the properties of any org.
	 */
	List<InvalidSalesforceConfigurationException> failures() {
		return this.failures.get();
	}

	/**
	 * Return what could not be bound to the properties of an org.
	 */
	List<InvalidSalesforceConfigurationException> failures(String id) {
		ConfigurationPropertyName prefix = ConfigurationPropertyName.adapt(SalesforceOrgs.prefix(id), '.');
		return failures().stream().filter((failure) -> {
			ConfigurationPropertyName name = ConfigurationPropertyName.adapt(failure.getProperty(), '.');
			return prefix.equals(name)
					|| prefix.isAncestorOf(name) && (!SalesforceOrgs.DEFAULT_ID.equals(id) || !ORGS.isAncestorOf(name));
		}).toList();
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
				if (!failures(id).isEmpty()) {
					return new SalesforceOrgProperties();
				}
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
