package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains an {@link InvalidSalesforceConfigurationException} that stops the start of an
 * application. Comes before Boot's analyzers, which print values.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SalesforceConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSalesforceConfigurationException> {

	private final Environment environment;

	SalesforceConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSalesforceConfigurationException cause) {
		List<String> unknown = UnknownProperties.describe(this.environment);
		return new FailureAnalysis(cause.getDescription(),
				unknown.isEmpty() ? cause.getRemedy() : cause.getRemedy() + "\n    " + String.join("\n    ", unknown),
				cause);
	}

}
