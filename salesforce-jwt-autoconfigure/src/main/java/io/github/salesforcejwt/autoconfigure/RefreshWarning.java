package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;

/**
 * Logs that changed properties of orgs have no effect yet: a refresh of Spring Cloud
 * lists them as changed, and sessions keep what they were created with.
 */
final class RefreshWarning implements ApplicationListener<EnvironmentChangeEvent> {

	private static final Log logger = LogFactory.getLog(RefreshWarning.class);

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		List<String> changed = event.getKeys()
			.stream()
			.filter((name) -> name.startsWith("salesforce.jwt."))
			.sorted()
			.toList();
		if (!changed.isEmpty()) {
			logger.warn("Properties of Salesforce orgs have changed and take effect after a restart: '"
					+ String.join("', '", changed)
					+ "'. A private key that changes in its file does not need a restart.");
		}
	}

}
