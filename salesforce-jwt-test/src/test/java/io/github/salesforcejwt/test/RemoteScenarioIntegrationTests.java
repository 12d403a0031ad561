package io.github.salesforcejwt.test;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The same by the control API, as for a stand-in in another process.
 */
class RemoteScenarioIntegrationTests extends ScenarioIntegrationTests {

	@Override
	SalesforceOrg org(SalesforceServer server) {
		return SalesforceOrg.at(server.url(), "salesforce");
	}

	@Override
	String shown(String secret) {
		return "***";
	}

	@Test
	void remoteOrgIsSeenAsALocalOneIs() {
		SalesforceOrg local = this.server.org();
		TestClient.login(this.org);
		this.org.refuseLogins("invalid_grant", "ip restricted");
		TestClient.loginWith(this.org, (claims) -> {
		});
		assertThat(this.org.loginHistory()).isEqualTo(local.loginHistory());
		assertThat(this.org.logins()).isEqualTo(1);
		assertThat(this.org.loginAttempts()).isEqualTo(2);
		assertThat(this.org.loginsOf(local.username())).isEqualTo(1);
		assertThat(this.org.properties("x")).isEqualTo(local.properties("x"));
		assertThat(this.org.clientSecret()).isEqualTo(local.clientSecret());
		assertThat(this.org.orgId()).isEqualTo(local.orgId());
		assertThat(this.org.records("Account")).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.org.records("Acount"))
			.withMessageContaining("No sObject 'Acount'");
	}

	@Test
	void orgThatIsNotThereIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> SalesforceOrg.at(this.server.url(), "acme"))
			.withMessageContaining("No org 'acme'");
	}

	@Test
	void serverThatIsNotThereIsNamed() {
		String url = this.server.url();
		this.server.close();
		assertThatThrownBy(() -> SalesforceOrg.at(url, "salesforce"))
			.hasMessageContaining("No stand-in answers at " + url);
	}

}
