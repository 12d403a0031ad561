package io.github.salesforcejwt.autoconfigure.check;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Set;

import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.github.salesforcejwt.autoconfigure.SalesforceOrgs;
import io.github.salesforcejwt.autoconfigure.SalesforceSessionFactory;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks the connection to each org with the properties of an application, without
 * starting it: no bean of its own is made.
 */
final class SalesforceCheck {

	private final ConfigurableEnvironment environment;

	private final @Nullable ClassLoader classLoader;

	private final PrintStream out;

	SalesforceCheck(ConfigurableEnvironment environment, @Nullable ClassLoader classLoader, PrintStream out) {
		this.environment = environment;
		this.classLoader = classLoader;
		this.out = out;
	}

	/**
	 * Run the check and print its table.
	 * @return whether all steps succeeded
	 */
	boolean run() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setEnvironment(this.environment);
			context.setClassLoader(this.classLoader);
			context.register(Parts.class);
			// each org is checked by itself, so nothing may create the sessions of all
			context.addBeanFactoryPostProcessor((beanFactory) -> {
				for (String name : beanFactory.getBeanDefinitionNames()) {
					beanFactory.getBeanDefinition(name).setLazyInit(true);
				}
			});
			context.refresh();
			Set<String> ids = SalesforceOrgs.ids(this.environment, context);
			if (ids.isEmpty()) {
				CheckReport report = new CheckReport(SalesforceOrgs.DEFAULT_ID, this.out);
				report.failed(CheckReport.CONFIGURATION, "no property 'salesforce.jwt.*' is set",
						"Set 'salesforce.jwt.client-id', 'salesforce.jwt.username', 'salesforce.jwt.private-key' and "
								+ "'salesforce.jwt.login-url'.");
				return report.finish();
			}
			boolean passed = true;
			for (String id : ids) {
				passed &= check(id, context);
			}
			return passed;
		}
	}

	private boolean check(String id, AnnotationConfigApplicationContext context) {
		CheckReport report = new CheckReport(id, this.out);
		try {
			SalesforceSessionFactory sessions = context.getBean(SalesforceSessionFactory.class);
			SalesforceSession session = sessions.create(id);
			// calls have no time-out unless the application sets one, and a check must
			// end
			new SalesforceOrgCheck(session, sessions.requestFactory(id), Clock.systemUTC(), report).run();
		}
		catch (InvalidSalesforceConfigurationException ex) {
			boolean key = ex.getProperty().matches(".*\\.(private-key|private-key-password|ssl-bundle)");
			report.failed(key ? CheckReport.KEY : CheckReport.CONFIGURATION, ex.getDescription(), ex.getRemedy());
		}
		catch (NoSuchBeanDefinitionException ex) {
			report.failed(CheckReport.CONFIGURATION, "'salesforce.jwt.enabled' is not 'true'", "Remove it.");
		}
		catch (BeansException ex) {
			// not the message of the cause, which may hold the value of a property
			report.failed(CheckReport.CONFIGURATION,
					"it fails with " + NestedExceptionUtils.getMostSpecificCause(ex).getClass().getSimpleName(),
					"Start the application without the check to see why.");
		}
		return report.finish();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ImperativeHttpClientAutoConfiguration.class, SalesforceAutoConfiguration.class })
	static class Parts {

	}

}
