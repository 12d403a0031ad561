package io.github.salesforcejwt.test.client;

import io.github.salesforcejwt.test.TestKeyStore;
import io.github.salesforcejwt.test.container.SalesforceContainer;
import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.AfterAll;

/**
 * Camel's Salesforce component against the stand-in in a container.
 */
@RequiresDocker("wiremock/wiremock:3.13.2-3")
class CamelSalesforceContainerIntegrationTests extends CamelSalesforceScenario {

	private static SalesforceContainer container;

	@Override
	Login login(TestKeyStore keyStore) throws Exception {
		if (container == null) {
			container = new SalesforceContainer().withCertificate(keyStore.certificate());
			container.start();
		}
		return new Login(container.getLoginUrl(), container.getClientId(), container.getUsername());
	}

	@Override
	void close() {
		// one container for all tests
	}

	@AfterAll
	static void stopContainer() {
		if (container != null) {
			container.stop();
			container = null;
		}
	}

}
