package io.github.salesforcejwt.test.client;

import io.github.salesforcejwt.test.LoginEvent;
import io.github.salesforcejwt.test.SalesforceServer;
import io.github.salesforcejwt.test.TestKeyStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Camel's Salesforce component against the server in process.
 */
class CamelSalesforceIntegrationTests extends CamelSalesforceScenario {

	private SalesforceServer server;

	@Override
	Login login(TestKeyStore keyStore) throws Exception {
		this.server = SalesforceServer.builder().certificate(keyStore.certificate()).start();
		return new Login(this.server.url(), this.server.org().clientId(), this.server.org().username());
	}

	@Test
	void loginIsTheOnlyOne() {
		recordIsUpsertedByItsExternalId();
		assertThat(this.server.org().loginHistory()).singleElement().satisfies((login) -> {
			assertThat(login.successful()).isTrue();
			assertThat(login).extracting(LoginEvent::subType).isEqualTo("OAuth JWT Bearer");
		});
	}

	@Test
	void endedSessionIsReplaced() {
		this.server.org().endAllSessions();
		recordIsUpsertedByItsExternalId();
		assertThat(this.server.org().logins()).isEqualTo(2);
	}

	@Override
	void close() {
		this.server.close();
	}

}
