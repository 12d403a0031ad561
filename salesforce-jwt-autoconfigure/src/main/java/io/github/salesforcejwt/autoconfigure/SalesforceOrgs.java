package io.github.salesforcejwt.autoconfigure;

import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Ids of the orgs that an application has configured.
 */
public final class SalesforceOrgs {

	/**
	 * Id of the org whose properties stand directly under {@code salesforce.jwt}.
	 */
	public static final String DEFAULT_ID = "salesforce";

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("salesforce.jwt");

	private static final ConfigurationPropertyName ORGS = PREFIX.append("orgs");

	private SalesforceOrgs() {
	}

	/**
	 * Find the ids in properties and connection details, before there are beans.
	 * @param environment the properties
	 * @param beanFactory where connection details are defined
	 * @return the ids, that of the org directly below {@code salesforce.jwt} first
	 */
	public static Set<String> ids(Environment environment, ListableBeanFactory beanFactory) {
		Set<String> ids = new LinkedHashSet<>();
		if (isAnyPropertySet(environment) || isConnected(beanFactory)) {
			ids.add(DEFAULT_ID);
		}
		Map<String, String> orgs = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource names) {
				names.stream()
					.filter(ORGS::isAncestorOf)
					.map((name) -> name.getElement(ORGS.getNumberOfElements(), Form.ORIGINAL))
					.distinct()
					.forEach((id) -> orgs.merge(uniform(id), id, SalesforceOrgs::written));
			}
		}
		ids.addAll(orgs.values());
		return ids;
	}

	/**
	 * The details that only repeat the properties do not make an org exist.
	 */
	private static boolean isConnected(ListableBeanFactory beanFactory) {
		return Arrays.stream(beanFactory.getBeanNamesForType(SalesforceConnectionDetails.class, true, false))
			.anyMatch((name) -> !beanFactory.isTypeMatch(name, PropertiesSalesforceConnectionDetails.class));
	}

	/**
	 * Only known properties count: to Kubernetes, a service with the name
	 * {@code salesforce-jwt} is a reason to set {@code SALESFORCE_JWT_SERVICE_HOST}.
	 */
	private static boolean isAnyPropertySet(Environment environment) {
		List<ConfigurationPropertySource> sources = StreamSupport
			.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.filter((source) -> source.containsDescendantOf(PREFIX) != ConfigurationPropertyState.ABSENT)
			.toList();
		return !sources.isEmpty() && Arrays.stream(BeanUtils.getPropertyDescriptors(SalesforceOrgProperties.class))
			.map(PropertyDescriptor::getName)
			.filter((name) -> !name.equals("class"))
			.map((name) -> PREFIX.append(DataObjectPropertyName.toDashedForm(name)))
			.anyMatch((name) -> sources.stream()
				.anyMatch((source) -> source.getConfigurationProperty(name) != null
						|| source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT));
	}

	private static String uniform(String id) {
		return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	/**
	 * Of two spellings of an id, return the one that is written somewhere: an environment
	 * variable has neither hyphens nor capital letters.
	 */
	private static String written(String first, String second) {
		return first.equals(uniform(first)) ? second : first;
	}

	/**
	 * Return the prefix of an org's properties.
	 */
	static String prefix(String id) {
		return DEFAULT_ID.equals(id) ? "salesforce.jwt" : "salesforce.jwt.orgs." + id;
	}

}
