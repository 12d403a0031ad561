package io.github.salesforcejwt.test.client;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.force.api.ApiConfig;
import com.force.api.ApiException;
import com.force.api.ApiSession;
import com.force.api.ApiTokenException;
import com.force.api.CreateOrUpdateResult;
import com.force.api.ForceApi;
import com.force.api.QueryResult;
import io.github.salesforcejwt.test.SalesforceServer;
import io.github.salesforcejwt.test.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code com.frejo:force-rest-api} against the server in process. The library has no
 * login by JWT, so it is handed a token, and it cannot replace a session that ended.
 */
class ForceRestApiIntegrationTests {

	private final SalesforceServer server = SalesforceServer.start();

	private ForceApi salesforce;

	@BeforeEach
	void logIn() {
		ApiSession session = new ApiSession(TestClient.login(this.server.org()), this.server.url());
		this.salesforce = new ForceApi(new ApiConfig().setApiVersionString("v62.0"), session);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void versionsAndObjectsAreDescribed() {
		assertThat(this.salesforce.getSupportedVersions().oldest()).isNotNull();
		assertThat(this.salesforce.describeGlobal().getSObjects())
			.anySatisfy((sObject) -> assertThat(sObject.getName()).isEqualTo("Account"));
		assertThat(this.salesforce.describeSObject("Account").getFields()).anySatisfy((field) -> {
			assertThat(field.getName()).isEqualTo("ERP_Id__c");
			assertThat(field.isExternalId()).isTrue();
		});
	}

	@Test
	void recordIsCreatedReadUpdatedUpsertedAndDeleted() {
		String id = this.salesforce.createSObject("Account", Map.of("ERP_Id__c", "F-1", "Name", "Acme"));
		this.salesforce.updateSObject("Account", id, Map.of("BillingCity", "Turin"));
		CreateOrUpdateResult upserted = this.salesforce.createOrUpdateSObject("Account", "ERP_Id__c", "F-1",
				Map.of("Name", "Acme Ltd"));
		assertThat(upserted).isEqualTo(CreateOrUpdateResult.UPDATED);
		Map<?, ?> account = this.salesforce.getSObject("Account", id).asMap();
		assertThat(account.get("Name")).isEqualTo("Acme Ltd");
		assertThat(account.get("BillingCity")).isEqualTo("Turin");
		this.salesforce.deleteSObject("Account", id);
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.salesforce.getSObject("Account", id))
			.withMessageContaining("ENTITY_IS_DELETED");
	}

	@Test
	void queryIsReadPageByPage() {
		for (int chunk = 0; chunk < 2001; chunk += 200) {
			createAccounts(chunk, Math.min(chunk + 200, 2001));
		}
		QueryResult<?> first = this.salesforce.query("SELECT Name FROM Account");
		assertThat(first.isDone()).isFalse();
		assertThat(first.getRecords()).hasSize(2000);
		assertThat(this.salesforce.queryMore(first.getNextRecordsUrl()).getRecords()).hasSize(1);
	}

	@Test
	void sessionThatEndedIsReported() {
		this.server.org().endAllSessions();
		assertThatExceptionOfType(ApiTokenException.class)
			.isThrownBy(() -> this.salesforce.query("SELECT Name FROM Account"));
	}

	private void createAccounts(int from, int to) {
		List<Map<String, Object>> accounts = IntStream.range(from, to)
			.mapToObj((i) -> Map.<String, Object>of("attributes", Map.of("type", "Account"), "Name", "Account " + i))
			.toList();
		List<?> results = this.salesforce.post("/composite/sobjects", Map.of("allOrNone", true, "records", accounts))
			.asList();
		assertThat(results).hasSize(to - from);
	}

}
