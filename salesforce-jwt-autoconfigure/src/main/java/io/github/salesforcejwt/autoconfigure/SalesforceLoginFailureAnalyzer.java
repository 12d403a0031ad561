package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.SalesforceLoginException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link SalesforceLoginException} that stops the start of an application.
 */
class SalesforceLoginFailureAnalyzer extends AbstractFailureAnalyzer<SalesforceLoginException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SalesforceLoginException cause) {
		return new FailureAnalysis(cause.getExplanation(), cause.getRemedy(), cause);
	}

}
