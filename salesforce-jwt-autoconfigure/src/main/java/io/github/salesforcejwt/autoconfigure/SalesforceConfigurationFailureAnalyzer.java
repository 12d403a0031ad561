package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link InvalidSalesforceConfigurationException} that stops the start of an
 * application.
 */
class SalesforceConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSalesforceConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSalesforceConfigurationException cause) {
		return new FailureAnalysis(cause.getDescription(), cause.getRemedy(), cause);
	}

}
