package io.github.salesforcejwt.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.salesforcejwt.Redaction;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionSource;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Creates the sessions of the orgs that the beans of the type
 * {@link SalesforceOrgPropertiesSource} know.
 */
final class RunTimeOrgs implements SalesforceSessionSource {

	private static final int MAX_ORGS = 100_000;

	private final ListableBeanFactory beanFactory;

	private final List<String> beanNames;

	private final OrgPropertiesResolver properties;

	private final SalesforceSessionFactory sessionFactory;

	private final int maxSessions;

	private RunTimeOrgs(ListableBeanFactory beanFactory, List<String> beanNames, OrgPropertiesResolver properties,
			SalesforceSessionFactory sessionFactory) {
		this.beanFactory = beanFactory;
		this.beanNames = beanNames;
		this.properties = properties;
		this.sessionFactory = sessionFactory;
		this.maxSessions = properties.getMaxOrgs();
		if (this.maxSessions < 1 || this.maxSessions > MAX_ORGS) {
			throw new InvalidSalesforceConfigurationException("salesforce.jwt.max-orgs", "it is " + this.maxSessions,
					"Use a number from 1 to " + MAX_ORGS + ".");
		}
	}

	/**
	 * Create the source of sessions.
	 * @return the source, or {@code null} if there is no bean that knows orgs
	 */
	static @Nullable RunTimeOrgs of(ListableBeanFactory beanFactory, OrgPropertiesResolver properties,
			SalesforceSessionFactory sessionFactory) {
		List<String> beanNames = beanNames(beanFactory);
		return beanNames.isEmpty() ? null : new RunTimeOrgs(beanFactory, beanNames, properties, sessionFactory);
	}

	/**
	 * Return the names of the beans that know orgs. None is created.
	 */
	static List<String> beanNames(ListableBeanFactory beanFactory) {
		return Arrays.asList(beanFactory.getBeanNamesForType(SalesforceOrgPropertiesSource.class, true, false));
	}

	/**
	 * Name the beans in a message.
	 */
	static String describe(List<String> beanNames) {
		return ((beanNames.size() == 1) ? "the bean " : "the beans ")
				+ beanNames.stream().map((name) -> "'" + name + "'").collect(Collectors.joining(", "));
	}

	@Override
	public SalesforceSession create(String id) {
		if (SalesforcePropertiesMapper.checkId(id).isPresent()) {
			throw unknown(id, "an id is a lower-case letter, followed by letters, digits and hyphens");
		}
		if (SalesforceOrgs.DEFAULT_ID.equals(id)) {
			throw unknown(id, "it is the org directly below 'salesforce.jwt', which is not configured");
		}
		SalesforceOrgProperties found = find(id);
		if (found == null) {
			throw unknown(id, "it is not configured, and " + describe(this.beanNames) + " ("
					+ SalesforceOrgPropertiesSource.class.getSimpleName() + ") did not find it");
		}
		return this.properties.create(id, found, this.sessionFactory::create);
	}

	private @Nullable SalesforceOrgProperties find(String id) {
		for (String name : this.beanNames) {
			SalesforceOrgProperties found = this.beanFactory.getBean(name, SalesforceOrgPropertiesSource.class)
				.findById(id);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/**
	 * The id may come from anywhere.
	 */
	private static IllegalArgumentException unknown(String id, String reason) {
		return new IllegalArgumentException(
				"There is no Salesforce org with the id '" + Redaction.excerpt(id) + "': " + reason + ".");
	}

	@Override
	public void evicted(String id) {
		this.sessionFactory.evicted(id);
	}

	@Override
	public int maxSessions() {
		return this.maxSessions;
	}

}
