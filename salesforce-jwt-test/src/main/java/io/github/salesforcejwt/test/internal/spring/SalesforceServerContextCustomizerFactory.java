package io.github.salesforcejwt.test.internal.spring;

import java.util.List;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds {@link EnableSalesforceServer} on a test class, or on a class that encloses it.
 */
final class SalesforceServerContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		EnableSalesforceServer annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				EnableSalesforceServer.class);
		return (annotation != null)
				? new SalesforceServerContextCustomizer(List.of(annotation.orgs()), annotation.https()) : null;
	}

}
