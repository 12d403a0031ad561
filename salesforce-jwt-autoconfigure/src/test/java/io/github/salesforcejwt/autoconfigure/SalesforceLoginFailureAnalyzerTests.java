package io.github.salesforcejwt.autoconfigure;

import java.net.URI;

import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SalesforceLoginFailureAnalyzer}.
 */
class SalesforceLoginFailureAnalyzerTests {

	@Test
	void explanationBecomesTheDescriptionAndRemedyTheAction() {
		SalesforceSession session = SalesforceSession
			.withRegistration(SalesforceRegistration.withId("billing")
				.clientId("3MVG9")
				.username("erp@acme.example")
				.loginUrl(URI.create("http://localhost:1"))
				.build())
			.signingKeys(() -> {
				throw new InvalidSalesforceConfigurationException("salesforce.jwt.ssl-bundle", "it is gone",
						"Restore it.");
			})
			.tokenClient(new SalesforceTokenClient(new SimpleClientHttpRequestFactory(), ObservationRegistry.NOOP))
			.build();
		SalesforceLoginException failure = catchThrowableOfType(SalesforceLoginException.class, session::accessToken);
		FailureAnalysis analysis = new SalesforceLoginFailureAnalyzer()
			.analyze(new BeanCreationException("salesforceClients", "failed", failure));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).startsWith("The login to the Salesforce org 'billing' failed.")
			.contains("'salesforce.jwt.ssl-bundle' cannot be used: it is gone.");
		assertThat(analysis.getAction()).isEqualTo(failure.getRemedy());
	}

}
