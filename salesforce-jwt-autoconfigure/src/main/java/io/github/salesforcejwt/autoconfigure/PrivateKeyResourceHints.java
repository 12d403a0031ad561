package io.github.salesforcejwt.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ResourceUtils;

/**
 * Takes the private keys and certificates that lie on the class path into a native image.
 * All else that needs a hint gets it from Boot: properties, endpoint and failure
 * analyzers.
 */
class PrivateKeyResourceHints implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(Environment.class);
		Set<String> resources = SalesforceOrgs.ids(environment, beanFactory)
			.stream()
			.flatMap((id) -> Stream.of(".private-key", ".certificate").map((name) -> SalesforceOrgs.prefix(id) + name))
			.map((property) -> environment.getProperty(property, ""))
			.filter((value) -> value.startsWith(ResourceUtils.CLASSPATH_URL_PREFIX))
			.map((value) -> value.substring(ResourceUtils.CLASSPATH_URL_PREFIX.length()).replaceFirst("^/", ""))
			.collect(Collectors.toSet());
		return resources.isEmpty() ? null : (generationContext, code) -> resources
			.forEach(generationContext.getRuntimeHints().resources()::registerPattern);
	}

}
