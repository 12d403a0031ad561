package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of each Salesforce org.
 */
@AutoConfiguration(after = SalesforceAutoConfiguration.class,
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(SalesforceClients.class)
@ConditionalOnEnabledHealthIndicator("salesforce")
public final class SalesforceHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "salesforceHealthIndicator", "salesforceHealthContributor" })
	CompositeHealthContributor salesforceHealthContributor(SalesforceClients clients, ObjectProvider<Clock> clock) {
		return new SalesforceHealthContributor(clients, clock.getIfUnique(Clock::systemUTC));
	}

}
