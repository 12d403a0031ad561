package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@code salesforce} endpoint, and of what keeps secrets out of
 * the endpoints of Boot.
 */
@AutoConfiguration(after = SalesforceAutoConfiguration.class)
@ConditionalOnClass({ SanitizingFunction.class, ConditionalOnAvailableEndpoint.class })
public final class SalesforceEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(SalesforceClients.class)
	@ConditionalOnAvailableEndpoint
	SalesforceEndpoint salesforceEndpoint(SalesforceClients clients, ObjectProvider<Clock> clock) {
		return new SalesforceEndpoint(clients, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean(name = "salesforceSanitizingFunction")
	SanitizingFunction salesforceSanitizingFunction(Environment environment) {
		return new SalesforceSanitizingFunction(environment);
	}

}
