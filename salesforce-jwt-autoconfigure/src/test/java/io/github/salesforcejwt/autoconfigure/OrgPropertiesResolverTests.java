package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OrgPropertiesResolver}.
 */
class OrgPropertiesResolverTests {

	private final SalesforceProperties properties = new SalesforceProperties();

	private final List<InvalidSalesforceConfigurationException> failures = new ArrayList<>();

	private final OrgPropertiesResolver resolver = new OrgPropertiesResolver(this.properties, () -> this.failures);

	private final SalesforceOrgProperties acme = new SalesforceOrgProperties();

	@Test
	void propertiesOfAnOrgOfRunTimeAreThereWhileItsSessionIsCreatedAndAsLongAsItIsUsed() {
		SalesforceSession session = this.resolver.create("acme", this.acme, (id) -> {
			assertThat(this.resolver.get(id)).isSameAs(this.acme);
			return session();
		});
		assertThat(this.resolver.get("acme")).isSameAs(this.acme);
		assertThat(session.getRegistration().getId()).isEqualTo("acme");
	}

	@Test
	void propertiesOfAnOrgOfRunTimeAreForgottenWithItsSession() {
		this.resolver.create("acme", this.acme, (id) -> session());
		await().untilAsserted(() -> {
			System.gc();
			this.resolver.create("other", new SalesforceOrgProperties(), (id) -> session());
			assertUnknown("acme");
		});
	}

	@Test
	void propertiesOfAnOrgWhoseSessionCannotBeCreatedAreForgotten() {
		assertThatIllegalStateException().isThrownBy(() -> this.resolver.create("acme", this.acme, (id) -> {
			throw new IllegalStateException();
		}));
		assertUnknown("acme");
	}

	@Test
	void configuredOrgIsFoundBeforeOneOfRunTime() {
		SalesforceOrgProperties configured = new SalesforceOrgProperties();
		this.properties.getOrgs().put("acme", configured);
		this.resolver.create("acme", this.acme, (id) -> session());
		assertThat(this.resolver.get("acme")).isSameAs(configured);
	}

	@Test
	void orgWhosePropertiesCannotBeBoundHasNone() {
		this.failures.add(new InvalidSalesforceConfigurationException("salesforce.jwt.orgs.acme.max-users",
				"it is no number", "Write a number."));
		assertThat(this.resolver.get("acme").getClientId()).isNull();
		assertThat(this.resolver.failures("acme")).hasSize(1);
		assertThat(this.resolver.failures("salesforce")).isEmpty();
		assertUnknown("emea");
	}

	@Test
	void numberOfOrgsIsThatOfTheProperties() {
		this.properties.setMaxOrgs(7);
		assertThat(this.resolver.getMaxOrgs()).isEqualTo(7);
	}

	private void assertUnknown(String id) {
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class).isThrownBy(() -> this.resolver.get(id))
			.withMessageContaining("'salesforce.jwt.orgs." + id + "'");
	}

	private static SalesforceSession session() {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.clientCredentials("s3cret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.build())
			.tokenClient(new SalesforceTokenClient(new SimpleClientHttpRequestFactory(), ObservationRegistry.NOOP))
			.build();
	}

}
