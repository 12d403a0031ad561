package io.github.salesforcejwt.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Profiles;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Runs one sync and ends, with exit code 0 if every row that was due is in Salesforce.
 * With the profile {@code service} it stays and syncs on a schedule.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@ImportHttpServices(group = "salesforce", types = SalesforceApi.class)
public class ErpSyncApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(ErpSyncApplication.class, args);
		if (!context.getEnvironment().acceptsProfiles(Profiles.of("service"))) {
			System.exit(SpringApplication.exit(context));
		}
	}

}
