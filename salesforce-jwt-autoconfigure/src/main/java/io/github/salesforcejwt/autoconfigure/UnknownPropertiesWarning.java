package io.github.salesforcejwt.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Logs which properties are misspelled, since they are ignored.
 */
final class UnknownPropertiesWarning implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnknownPropertiesWarning.class);

	private final Environment environment;

	UnknownPropertiesWarning(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		UnknownProperties.describe(this.environment).forEach(logger::warn);
	}

}
