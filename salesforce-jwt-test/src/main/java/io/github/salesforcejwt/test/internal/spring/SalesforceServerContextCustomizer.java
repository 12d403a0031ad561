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
 * @param https whether the server speaks https
 */
record SalesforceServerContextCustomizer(List<String> orgs, boolean https) implements ContextCustomizer {

	private static final String SSL_BUNDLE = "salesforce-server";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		SalesforceServer server = (this.https) ? SalesforceServer.builder().https().start() : SalesforceServer.start();
		Map<String, Object> properties = new LinkedHashMap<>(server.properties());
		this.orgs.forEach((id) -> properties.putAll(server.addOrg(id).properties("salesforce.jwt.orgs." + id)));
		if (this.https) {
			properties.putAll(server.sslBundle(SSL_BUNDLE));
			properties.put("salesforce.jwt.http.ssl-bundle", SSL_BUNDLE);
			this.orgs.forEach((id) -> properties.put("salesforce.jwt.orgs." + id + ".http.ssl-bundle", SSL_BUNDLE));
		}
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("salesforceServer", properties));
		RootBeanDefinition bean = new RootBeanDefinition(SalesforceServer.class, () -> server);
		bean.setDestroyMethodName("close");
		((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("salesforceServer", bean);
	}

}
