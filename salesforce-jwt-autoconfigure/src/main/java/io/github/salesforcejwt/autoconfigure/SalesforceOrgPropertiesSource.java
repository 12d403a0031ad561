package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the properties of orgs that are not configured, such as those of the customers
 * of a product. A bean of this type makes them available by {@link SalesforceClients}, as
 * if they were configured.
 */
@FunctionalInterface
public interface SalesforceOrgPropertiesSource {

	/**
	 * Return the properties of an org. Called when the org is first asked for, on the
	 * thread that asks, and again after {@link SalesforceClients#evict(String)} or if it
	 * was not used for long. What it throws is thrown to whoever asks.
	 * @param id the id of the org: a lower-case letter, followed by letters, digits and
	 * hyphens. It is whatever the application has asked for.
	 * @return the properties, which must not change afterwards, or {@code null} if there
	 * is no such org
	 */
	@Nullable SalesforceOrgProperties findById(String id);

}
