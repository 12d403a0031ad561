package io.github.salesforcejwt.autoconfigure;

import java.util.List;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Finds the properties of an org by its id.
 */
final class OrgPropertiesResolver {

	private static final ConfigurationPropertyName ORGS = ConfigurationPropertyName.of("salesforce.jwt.orgs");

	private final SalesforceProperties properties;

	/** Those of the orgs of run time whose session is created now. */
	private final Map<String, SalesforceOrgProperties> creating = new ConcurrentHashMap<>();

	/** Those of the orgs of run time whose session somebody may use. */
	private final Map<String, Added> added = new ConcurrentHashMap<>();

	private final ReferenceQueue<SalesforceSession> unused = new ReferenceQueue<>();

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
			properties = (properties != null) ? properties : ofRunTime(id);
			if (properties == null) {
				if (!failures(id).isEmpty()) {
					return new SalesforceOrgProperties();
				}
				throw new InvalidSalesforceConfigurationException(SalesforceOrgs.prefix(id),
						"it is set, but no property of an org is set below it",
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

	private @Nullable SalesforceOrgProperties ofRunTime(String id) {
		SalesforceOrgProperties properties = this.creating.get(id);
		Added added = (properties == null) ? this.added.get(id) : null;
		return (added != null) ? added.properties : properties;
	}

	/**
	 * Create the session of an org of run time. Its properties are there as long as the
	 * session is, also if it is no longer kept: its clients may be created later.
	 * @param properties the properties of the org
	 * @param factory creates the session, which asks for them
	 */
	SalesforceSession create(String id, SalesforceOrgProperties properties,
			Function<String, SalesforceSession> factory) {
		removeUnused();
		this.creating.put(id, properties);
		try {
			SalesforceSession session = factory.apply(id);
			this.added.put(id, new Added(id, properties, session, this.unused));
			return session;
		}
		finally {
			this.creating.remove(id, properties);
		}
	}

	private void removeUnused() {
		Reference<? extends SalesforceSession> reference;
		while ((reference = this.unused.poll()) != null) {
			Added added = (Added) reference;
			this.added.remove(added.id, added);
		}
	}

	int getMaxOrgs() {
		return this.properties.getMaxOrgs();
	}

	private static final class Added extends WeakReference<SalesforceSession> {

		private final String id;

		private final SalesforceOrgProperties properties;

		Added(String id, SalesforceOrgProperties properties, SalesforceSession session,
				ReferenceQueue<SalesforceSession> unused) {
			super(session, unused);
			this.id = id;
			this.properties = properties;
		}

	}

}
