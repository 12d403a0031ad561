package io.github.salesforcejwt.autoconfigure.properties;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of Salesforce orgs. The keys at the top describe the org whose id is
 * {@code salesforce}.
 */
@ConfigurationProperties("salesforce.jwt")
public class SalesforceProperties extends SalesforceOrgProperties {

	/**
	 * Whether to auto-configure the Salesforce clients.
	 */
	private boolean enabled = true;

	/**
	 * Further orgs by id. Each has the same properties; nothing is inherited.
	 */
	private final Map<String, SalesforceOrgProperties> orgs = new LinkedHashMap<>();

	/**
	 * Number of orgs that are kept of those that a SalesforceOrgPropertiesSource finds.
	 * Beyond that, the least recently used one is discarded.
	 */
	private int maxOrgs = 1000;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Map<String, SalesforceOrgProperties> getOrgs() {
		return this.orgs;
	}

	public int getMaxOrgs() {
		return this.maxOrgs;
	}

	public void setMaxOrgs(int maxOrgs) {
		this.maxOrgs = maxOrgs;
	}

}
