package io.github.salesforcejwt.autoconfigure;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Explains why there is no client to inject: no org is configured, or each has to be
 * named. Does nothing if another client of the application may be meant. Comes before
 * Boot's analyzer, whose description it keeps: that one asks for the bean of each
 * candidate, which fails in a context that is closed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingSalesforceClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<String> CLIENTS = Set.of("org.springframework.web.client.RestClient",
			"org.springframework.web.reactive.function.client.WebClient", "io.github.salesforcejwt.SalesforceClients",
			"io.github.salesforcejwt.SalesforceWebClients");

	private static final String ENABLED = "salesforce.jwt.enabled";

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
				|| !CLIENTS.contains(type.getName())) {
			return null;
		}
		String required = "%s required a bean of type '%s' that could not be found. "
			.formatted((description != null) ? description : "A component", type.getName());
		Set<String> ids = SalesforceOrgs.ids(this.environment, this.beanFactory);
		if (this.beanFactory.containsBean(SalesforceRestClientRegistrar.CLIENTS)) {
			List<String> sources = RunTimeOrgs.beanNames(this.beanFactory);
			if (ids.isEmpty() && !sources.isEmpty()) {
				return analyzeRunTimeOrgs(required, type, sources, cause);
			}
			String id = ids.stream().findFirst().orElse(SalesforceOrgs.DEFAULT_ID);
			return this.beanFactory.containsBean(SalesforceClientRegistrar.beanName(id, type))
					? analyzeQualifier(required, type, ids, qualifier(rootFailure), cause) : null;
		}
		return mayBeOurs(this.beanFactory, type, cause) ? analyzeAbsence(required, type, ids, cause) : null;
	}

	private static FailureAnalysis analyzeRunTimeOrgs(String required, Class<?> type, List<String> sources,
			NoSuchBeanDefinitionException cause) {
		String clients = type.getSimpleName().equals("WebClient") ? "SalesforceWebClients" : "SalesforceClients";
		return new FailureAnalysis(
				required + "No Salesforce org is configured; " + RunTimeOrgs.describe(sources)
						+ ((sources.size() == 1) ? " supplies" : " supply") + " orgs at run time.",
				"To call Salesforce, inject '" + clients + "' and choose the org by its id: "
						+ StringUtils.uncapitalize(type.getSimpleName()) + "(id)." + another(type),
				cause);
	}

	private FailureAnalysis analyzeQualifier(String required, Class<?> type, Set<String> ids,
			@Nullable String qualifier, NoSuchBeanDefinitionException cause) {
		String orgs = (ids.size() == 1) ? "The only Salesforce org is " : "The Salesforce orgs are ";
		String found = orgs + ids.stream().map((id) -> "'" + id + "'").collect(Collectors.joining(", "))
				+ ((qualifier != null) ? ", and none of them is '" + PrintableValue.ofName(qualifier) + "'."
						: ", and the client of each is injected by its id.");
		String remedy = "To call Salesforce, write "
				+ ids.stream().map((id) -> "@Qualifier(\"" + id + "\")").collect(Collectors.joining(" or "))
				+ " at the injection point. The client of an org whose properties are directly below 'salesforce.jwt' "
				+ "needs no qualifier.";
		String wrongIds = ids.stream()
			.map(SalesforcePropertiesMapper::checkId)
			.flatMap(Optional::stream)
			.map((failure) -> " " + failure.getMessage())
			.collect(Collectors.joining());
		return new FailureAnalysis(required + found, remedy + wrongIds + another(type), cause);
	}

	private FailureAnalysis analyzeAbsence(String required, Class<?> type, Set<String> ids,
			NoSuchBeanDefinitionException cause) {
		String enabled = this.environment.getProperty(ENABLED);
		if (enabled != null && !"true".equalsIgnoreCase(enabled)) {
			return new FailureAnalysis(
					required + "salesforce-jwt does not provide one, since '" + ENABLED + "' is '"
							+ PrintableValue.of(enabled) + "'.",
					"To call Salesforce, remove '" + ENABLED + "' or set it to 'true'." + another(type), cause);
		}
		if (!ids.isEmpty()) {
			return new FailureAnalysis(
					required + "Properties of a Salesforce org are set, but this context does not contain "
							+ "SalesforceAutoConfiguration: a test slice does not include it, or it is excluded.",
					"In a test slice, replace the client by a mock (@MockitoBean), or add the clients with "
							+ "@ImportAutoConfiguration(SalesforceAutoConfiguration.class), and "
							+ "SalesforceWebClientAutoConfiguration.class for a WebClient. Elsewhere, remove the exclusion."
							+ another(type),
					cause);
		}
		return new FailureAnalysis(
				required + "salesforce-jwt does not provide one, since no Salesforce org is configured.",
				"To call Salesforce, set 'salesforce.jwt.client-id', 'salesforce.jwt.username', "
						+ "'salesforce.jwt.private-key' and 'salesforce.jwt.login-url', or the same keys under "
						+ "'salesforce.jwt.orgs.<id>'." + misspelled() + another(type),
				cause);
	}

	private String misspelled() {
		StringBuilder text = new StringBuilder();
		UnknownProperties.describe(this.environment).forEach((sentence) -> text.append(' ').append(sentence));
		for (Map.Entry<String, String> beside : UnknownProperties.beside(this.environment).entrySet()) {
			text.append(" '")
				.append(PrintableValue.ofName(beside.getKey()))
				.append("' is set, and the property is '")
				.append(beside.getValue())
				.append("'.");
		}
		return text.toString();
	}

	private static String another(Class<?> type) {
		return " For anything else, define a bean of type '" + type.getName() + "'.";
	}

	private static @Nullable String qualifier(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsatisfiedDependencyException unsatisfied
					&& unsatisfied.getInjectionPoint() != null) {
				return qualifier(unsatisfied.getInjectionPoint());
			}
		}
		return null;
	}

	private static @Nullable String qualifier(InjectionPoint injectionPoint) {
		for (Annotation annotation : injectionPoint.getAnnotations()) {
			if (annotation instanceof Qualifier qualifier) {
				return qualifier.value();
			}
		}
		return null;
	}

	private static boolean mayBeOurs(ListableBeanFactory beanFactory, Class<?> type,
			NoSuchBeanDefinitionException cause) {
		return beanFactory.getBeanNamesForType(type, true, false).length == 0
				|| String.valueOf(cause.getMessage()).contains("salesforce");
	}

}
