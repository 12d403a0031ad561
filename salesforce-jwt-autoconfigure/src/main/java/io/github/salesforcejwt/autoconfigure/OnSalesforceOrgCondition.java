package io.github.salesforcejwt.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

/**
 * Matches if there is an org: a property of one, or connection details.
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
		return ids.isEmpty()
				? ConditionOutcome.noMatch(message.because("no property 'salesforce.jwt.*' and no connection details"))
				: ConditionOutcome.match(message.found("org", "orgs").items(ids));
	}

}
