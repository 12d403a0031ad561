package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.util.Locale;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of each Salesforce org.
 */
@AutoConfiguration(after = SalesforceAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(SalesforceClients.class)
public final class SalesforceMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "salesforceMeters")
	SalesforceMeters salesforceMeters(ObjectProvider<SalesforceClients> clients, ObjectProvider<Clock> clock) {
		return new SalesforceMeters(clients, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean(name = "salesforceLoginFailedMeter")
	SalesforceSessionListener salesforceLoginFailedMeter(ObjectProvider<MeterRegistry> registry) {
		return (event) -> {
			if (event instanceof LoginFailed failed) {
				registry.ifAvailable((meters) -> Counter.builder("salesforce.login.failed")
					.tag("org", failed.orgId())
					.tag("error", failed.failure().getLoginError().name().toLowerCase(Locale.ROOT))
					.description("Logins that failed")
					.register(meters)
					.increment());
			}
		};
	}

}
