package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

/**
 * Matches if there is an org: a property of one, connection details, or a bean that knows
 * orgs at run time.
 */
class OnSalesforceOrgCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Salesforce org");
		Assert.state(context.getBeanFactory() != null, "A bean factory is there when beans are registered");
		var ids = SalesforceOrgs.ids(context.getEnvironment(), context.getBeanFactory());
		if (!ids.isEmpty()) {
			return ConditionOutcome.match(message.found("org", "orgs").items(ids));
		}
		List<String> sources = RunTimeOrgs.beanNames(context.getBeanFactory());
		return sources.isEmpty()
				? ConditionOutcome
					.noMatch(message.because("no property 'salesforce.jwt.*', no connection details and no "
							+ SalesforceOrgPropertiesSource.class.getSimpleName()))
				: ConditionOutcome.match(message.found("source of orgs", "sources of orgs").items(sources));
	}

}
