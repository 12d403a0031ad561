package io.github.salesforcejwt.test.internal.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.SalesforceServer;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts a server for a context. Equal for equal orgs, so that Spring's cache of contexts
 * works.
 *
 * @param orgs the ids of the orgs beside the first one
 */
record SalesforceServerContextCustomizer(List<String> orgs) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		SalesforceServer server = SalesforceServer.start();
		Map<String, Object> properties = new LinkedHashMap<>(server.properties());
		this.orgs.forEach((id) -> properties.putAll(server.addOrg(id).properties("salesforce.jwt.orgs." + id)));
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("salesforceServer", properties));
		RootBeanDefinition bean = new RootBeanDefinition(SalesforceServer.class, () -> server);
		bean.setDestroyMethodName("close");
		((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("salesforceServer", bean);
	}

}
