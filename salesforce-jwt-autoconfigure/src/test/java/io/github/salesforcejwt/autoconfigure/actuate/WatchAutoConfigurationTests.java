package io.github.salesforcejwt.autoconfigure.actuate;

import java.util.List;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.autoconfigure.SalesforceAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.jmx.JmxOperation;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint.PropertySummaryDescriptor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SalesforceHealthContributorAutoConfiguration},
 * {@link SalesforceEndpointAutoConfiguration} and
 * {@link SalesforceMetricsAutoConfiguration}.
 */
class WatchAutoConfigurationTests {

	private final ApplicationContextRunner withoutOrg = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SalesforceAutoConfiguration.class, SalesforceHealthContributorAutoConfiguration.class,
					SalesforceEndpointAutoConfiguration.class, SalesforceMetricsAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.withoutOrg.withPropertyValues(
			"management.endpoints.jmx.exposure.include=*", "spring.jmx.enabled=true",
			"salesforce.jwt.grant-type=client-credentials", "salesforce.jwt.client-id=3MVG9",
			"salesforce.jwt.client-secret=s3cret", "salesforce.jwt.login-url=https://acme.my.salesforce.com");

	@Test
	void everythingIsThereWithAnOrg() {
		this.runner.run((context) -> assertThat(context).hasBean("salesforceHealthContributor")
			.hasSingleBean(SalesforceEndpoint.class)
			.hasSingleBean(SalesforceMeters.class)
			.hasSingleBean(SanitizingFunction.class));
	}

	@Test
	void withoutOrgOnlySecretsAreKept() {
		this.withoutOrg.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(CompositeHealthContributor.class)
			.doesNotHaveBean(SalesforceEndpoint.class)
			.doesNotHaveBean(SalesforceMeters.class)
			.hasSingleBean(SanitizingFunction.class));
	}

	@Test
	void withoutTheirLibrariesNoneIsThereAndTheClientsAre() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health.contributor",
					"org.springframework.boot.actuate", "io.micrometer.core", "org.slf4j"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SalesforceClients.class)
				.doesNotHaveBean("salesforceHealthContributor")
				.doesNotHaveBean("salesforceEndpoint")
				.doesNotHaveBean("salesforceMeters")
				.doesNotHaveBean("salesforceSessionLogger")
				.hasBean("salesforceSessionEventPublisher"));
	}

	@Test
	void healthIsOffWhereItsSwitchIs() {
		this.runner.withPropertyValues("management.health.salesforce.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void healthHasAPartForEachOrg() {
		this.runner
			.run((context) -> assertThat(context.getBean(CompositeHealthContributor.class).getContributor("salesforce"))
				.isNotNull());
	}

	@Test
	void loginsThatFailAreCounted() {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.runner.withBean(MeterRegistry.class, () -> meters)
			.withPropertyValues("salesforce.jwt.login-url=http://127.0.0.1:1",
					"salesforce.jwt.retry.login.max-retries=0")
			.run((context) -> {
				SalesforceSession session = context.getBean(SalesforceClients.class).session("salesforce");
				assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
				await().until(() -> meters.find("salesforce.login.failed").counter() != null);
				assertThat(meters.get("salesforce.login.failed")
					.tags("org", "salesforce", "error", "unreachable")
					.counter()
					.count()).isOne();
			});
	}

	@Test
	void healthOfTheApplicationWins() {
		HealthContributor own = mock(CompositeHealthContributor.class);
		this.runner.withBean("salesforceHealthContributor", HealthContributor.class, () -> own)
			.run((context) -> assertThat(context.getBean(HealthContributor.class)).isSameAs(own));
	}

	@Test
	void endpointIsOffWhereItIsNotExposed() {
		this.runner.withPropertyValues("management.endpoints.jmx.exposure.exclude=salesforce")
			.run((context) -> assertThat(context).doesNotHaveBean(SalesforceEndpoint.class));
	}

	@Test
	void loginIsOfferedOnlyWhereAccessIsWidened() {
		ApplicationContextRunner jmx = this.runner.withConfiguration(AutoConfigurations
			.of(EndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class, JmxAutoConfiguration.class));
		jmx.run((context) -> assertThat(operations(context)).containsExactlyInAnyOrder("orgs", "org"));
		jmx.withPropertyValues("management.endpoint.salesforce.access=UNRESTRICTED")
			.run((context) -> assertThat(operations(context)).containsExactlyInAnyOrder("orgs", "org", "logIn"));
	}

	@Test
	void environmentShowsNoPartOfASecretEvenIfTheClientsAreDisabled() {
		this.withoutOrg.withConfiguration(AutoConfigurations.of(EnvironmentEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.jmx.exposure.include=*", "spring.jmx.enabled=true",
					"management.endpoint.env.show-values=always", "salesforce.jwt.enabled=false",
					"salesforce.jwt.private-key=base64:${SF_KEY}", "SF_KEY=c2FsZXNmb3JjZQ==",
					"erp.url=https://erp.example")
			.run((context) -> {
				EnvironmentEndpoint environment = context.getBean(EnvironmentEndpoint.class);
				assertThat(value(environment, "salesforce.jwt.private-key")).isEqualTo("******");
				assertThat(value(environment, "SF_KEY")).isEqualTo("******");
				assertThat(value(environment, "erp.url")).isEqualTo("https://erp.example");
			});
	}

	@Test
	void eachBeanOfTheApplicationWinsByItsName() {
		MeterBinder meters = mock(MeterBinder.class);
		SalesforceSessionListener listener = mock(SalesforceSessionListener.class);
		SanitizingFunction sanitizingFunction = SanitizingFunction.sanitizeValue();
		this.runner.withBean("salesforceMeters", MeterBinder.class, () -> meters)
			.withBean("salesforceLoginFailedMeter", SalesforceSessionListener.class, () -> listener)
			.withBean("salesforceSessionLogger", SalesforceSessionListener.class, () -> listener)
			.withBean("salesforceSessionEventPublisher", SalesforceSessionListener.class, () -> listener)
			.withBean("salesforceSanitizingFunction", SanitizingFunction.class, () -> sanitizingFunction)
			.run((context) -> {
				assertThat(context.getBean(MeterBinder.class)).isSameAs(meters);
				assertThat(context.getBeansOfType(SalesforceSessionListener.class).values()).containsOnly(listener);
				assertThat(context.getBean(SanitizingFunction.class)).isSameAs(sanitizingFunction);
			});
	}

	private static Object value(EnvironmentEndpoint environment, String name) {
		PropertySummaryDescriptor property = environment.environmentEntry(name).getProperty();
		assertThat(property).isNotNull();
		return property.getValue();
	}

	@Test
	void listenersOfTheApplicationAreToldBesideOurs() {
		SalesforceSessionListener listener = mock(SalesforceSessionListener.class);
		this.runner.withBean(MeterRegistry.class, () -> mock(MeterRegistry.class))
			.withBean("ownListener", SalesforceSessionListener.class, () -> listener)
			.run((context) -> assertThat(context.getBeansOfType(SalesforceSessionListener.class)).containsOnlyKeys(
					"ownListener", "salesforceSessionEventPublisher", "salesforceSessionLogger",
					"salesforceLoginFailedMeter", "salesforceMeters"));
	}

	private static List<String> operations(AssertableApplicationContext context) {
		return context.getBean(JmxEndpointsSupplier.class)
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toString().equals("salesforce"))
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map(JmxOperation::getName)
			.toList();
	}

}
