package io.github.salesforcejwt.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RunTimeOrgs}.
 */
class RunTimeOrgsTests {

	private final List<String> asked = new ArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SalesforceAutoConfiguration.class))
		.withBean("first", SalesforceOrgPropertiesSource.class, () -> source("first"));

	@Test
	void sessionIsCreatedFromThePropertiesThatABeanFinds() {
		this.runner.withBean("second", SalesforceOrgPropertiesSource.class, () -> source("second")).run((context) -> {
			assertThat(clientId(context, "first")).isEqualTo("client of first");
			assertThat(this.asked).containsExactly("first: first");
			assertThat(clientId(context, "second")).isEqualTo("client of second");
			assertThat(this.asked).containsExactly("first: first", "first: second", "second: second");
		});
	}

	@Test
	void idThatNoBeanFindsIsAnErrorThatNamesTheBeans() {
		this.runner.run((context) -> assertUnknown(context, "acme",
				"it is not configured, and the bean 'first' (SalesforceOrgPropertiesSource) did not find it"));
		this.runner.withBean("second", SalesforceOrgPropertiesSource.class, () -> source("second"))
			.run((context) -> assertUnknown(context, "acme",
					"it is not configured, and the beans 'first', 'second' (SalesforceOrgPropertiesSource) did not find it"));
	}

	@Test
	void idThatCannotBeOneIsAnErrorAndNoBeanIsAsked() {
		this.runner.run((context) -> {
			assertUnknown(context, "First", "an id is a lower-case letter, followed by letters, digits and hyphens");
			assertUnknown(context, "salesforce",
					"it is the org directly below 'salesforce.jwt', which is not configured");
			assertThat(this.asked).isEmpty();
		});
	}

	@Test
	void evictionIsReported() {
		List<SalesforceSessionEvent> events = new ArrayList<>();
		this.runner.withBean(SalesforceSessionListener.class, () -> events::add).run((context) -> {
			SalesforceClients clients = context.getBean(SalesforceClients.class);
			clients.session("first");
			clients.evict("first");
			assertThat(events).singleElement()
				.isInstanceOfSatisfying(SalesforceSessionEvent.OrgEvicted.class,
						(event) -> assertThat(event.orgId()).isEqualTo("first"));
		});
	}

	@Test
	void noMoreOrgsAreKeptThanAllowed() {
		this.runner.withPropertyValues("salesforce.jwt.max-orgs=1")
			.withBean("second", SalesforceOrgPropertiesSource.class, () -> source("second"))
			.run((context) -> {
				SalesforceClients clients = context.getBean(SalesforceClients.class);
				clients.session("first");
				clients.session("second");
				assertThat(clients.sessions()).containsOnlyKeys("second");
			});
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 100_001 })
	void numberOfOrgsThatCannotBeKeptIsAnError(int maxOrgs) {
		this.runner.withPropertyValues("salesforce.jwt.max-orgs=" + maxOrgs)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSalesforceConfigurationException.class)
				.hasMessageContaining("'salesforce.jwt.max-orgs' cannot be used: it is " + maxOrgs)
				.hasMessageContaining("Use a number from 1 to 100000."));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100_000 })
	void numberOfOrgsMayBeAnythingBetween(int maxOrgs) {
		this.runner.withPropertyValues("salesforce.jwt.max-orgs=" + maxOrgs)
			.run((context) -> assertThat(clientId(context, "first")).isEqualTo("client of first"));
	}

	private static String clientId(AssertableApplicationContext context, String id) {
		return context.getBean(SalesforceClients.class).session(id).getRegistration().getClientId();
	}

	private static void assertUnknown(AssertableApplicationContext context, String id, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> context.getBean(SalesforceClients.class).session(id))
			.withMessage("There is no Salesforce org with the id '" + id + "': " + reason + ".");
	}

	/**
	 * Create a bean that knows the org of its own name.
	 */
	private SalesforceOrgPropertiesSource source(String name) {
		SalesforceOrgProperties properties = new SalesforceOrgProperties();
		properties.setGrantType(SalesforceOrgProperties.GrantType.CLIENT_CREDENTIALS);
		properties.setClientId("client of " + name);
		properties.setClientSecret("s3cret");
		properties.setLoginUrl("https://acme.my.salesforce.com");
		Map<String, SalesforceOrgProperties> orgs = Map.of(name, properties);
		return (id) -> {
			this.asked.add(name + ": " + id);
			return orgs.get(id);
		};
	}

}
