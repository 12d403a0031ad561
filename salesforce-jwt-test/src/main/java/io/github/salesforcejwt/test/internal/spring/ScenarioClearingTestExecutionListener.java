package io.github.salesforcejwt.test.internal.spring;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Clears the scenarios of a test's server after each method, so that an unused fault does
 * not affect the next test.
 */
final class ScenarioClearingTestExecutionListener implements TestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), EnableSalesforceServer.class)
				&& testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBean(SalesforceServer.class).clearScenarios();
		}
	}

}
