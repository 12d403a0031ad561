package io.github.salesforcejwt.autoconfigure;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains why there is no client to inject: no org is configured. Keeps quiet where one
 * is, and where another client of the application may be meant. Comes before Boot's
 * analyzer, whose description it keeps.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingSalesforceClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<String> CLIENTS = Set.of("org.springframework.web.client.RestClient",
			"org.springframework.web.reactive.function.client.WebClient", "io.github.salesforcejwt.SalesforceClients",
			"io.github.salesforcejwt.SalesforceWebClients");

	private final @Nullable ListableBeanFactory beanFactory;

	private final Environment environment;

	MissingSalesforceClientFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = (beanFactory instanceof ListableBeanFactory listable) ? listable : null;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (this.beanFactory == null || type == null || cause.getNumberOfBeansFound() > 0
				|| !CLIENTS.contains(type.getName()) || this.beanFactory.containsBean("salesforceClients")
				|| !mayBeOurs(this.beanFactory, type, cause)) {
			return null;
		}
		boolean enabled = this.environment.getProperty("salesforce.jwt.enabled", Boolean.class, true);
		return new FailureAnalysis(
				"%s required a bean of type '%s' that could not be found. salesforce-jwt supplies none, since %s."
					.formatted((description != null) ? description : "A component", type.getName(),
							enabled ? "no Salesforce org is configured" : "'salesforce.jwt.enabled' is false"),
				(enabled ? "To call Salesforce, set 'salesforce.jwt.client-id', 'salesforce.jwt.username', "
						+ "'salesforce.jwt.private-key' and 'salesforce.jwt.login-url', or the same keys under "
						+ "'salesforce.jwt.orgs.<id>'." : "To call Salesforce, remove 'salesforce.jwt.enabled'.")
						+ " For anything else, define a bean of type '" + type.getName() + "'.",
				cause);
	}

	private static boolean mayBeOurs(ListableBeanFactory beanFactory, Class<?> type,
			NoSuchBeanDefinitionException cause) {
		return beanFactory.getBeanNamesForType(type, true, false).length == 0
				|| String.valueOf(cause.getMessage()).contains("salesforce");
	}

}
