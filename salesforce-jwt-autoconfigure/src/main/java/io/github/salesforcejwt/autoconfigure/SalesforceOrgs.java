package io.github.salesforcejwt.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Ids of the orgs that an application has configured.
 */
final class SalesforceOrgs {

	/**
	 * Id of the org whose properties stand directly under {@code salesforce.jwt}.
	 */
	static final String DEFAULT_ID = "salesforce";

	private static final Bindable<Map<String, Object>> ANYTHING = Bindable.mapOf(String.class, Object.class);

	private SalesforceOrgs() {
	}

	/**
	 * Find the ids in properties and connection details, before there are beans.
	 */
	static Set<String> ids(Environment environment, ListableBeanFactory beanFactory) {
		Set<String> ids = new LinkedHashSet<>();
		Binder binder = Binder.get(environment);
		Set<String> keys = new LinkedHashSet<>(
				binder.bind("salesforce.jwt", ANYTHING).map(Map::keySet).orElseGet(Set::of));
		keys.remove("enabled");
		boolean more = keys.remove("orgs");
		if (!keys.isEmpty()
				|| beanFactory.getBeanNamesForType(SalesforceConnectionDetails.class, true, false).length > 0) {
			ids.add(DEFAULT_ID);
		}
		if (more) {
			ids.addAll(binder.bind("salesforce.jwt.orgs", ANYTHING).map(Map::keySet).orElseGet(Set::of));
		}
		return ids;
	}

	/**
	 * Return the prefix of an org's properties.
	 */
	static String prefix(String id) {
		return DEFAULT_ID.equals(id) ? "salesforce.jwt" : "salesforce.jwt.orgs." + id;
	}

}
