package io.github.salesforcejwt.sample;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.method;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link SalesforceAccounts}, with bodies as Salesforce documents them.
 */
class SalesforceAccountsTests {

	private static final Account ACCOUNT = Account.of(new Customer("C-1", "Müller & Söhne", "0491 648991", null,
			"Holzer Weg 45c", "00470", "Köln", "Germany", 7));

	private final RestClient.Builder builder = RestClient.builder();

	private final MockRestServiceServer server = MockRestServiceServer.bindTo(this.builder).build();

	private final SalesforceAccounts accounts = new SalesforceAccounts(this.builder.build());

	@AfterEach
	void verify() {
		this.server.verify();
	}

	@Test
	void upsertSendsOneCollectionByExternalId() {
		this.server.expect(requestTo("/services/data/v68.0/composite/sobjects/Account/ERP_Id__c"))
			.andExpect(method(HttpMethod.PATCH))
			.andExpect(content().json(
					"""
							{"allOrNone": false, "records": [{"attributes": {"type": "Account"}, "ERP_Id__c": "C-1",
							"Name": "Müller & Söhne", "Phone": "0491 648991", "Website": null, "BillingStreet": "Holzer Weg 45c",
							"BillingPostalCode": "00470", "BillingCity": "Köln", "BillingCountry": "Germany"}]}
							""",
					JsonCompareMode.STRICT))
			.andRespond(withSuccess("""
					[{"id": "001xx000003DGb1AAG", "success": true, "errors": [], "created": true}]
					""", MediaType.APPLICATION_JSON));
		assertThat(this.accounts.upsert(List.of(ACCOUNT)))
			.containsExactly(new UpsertResult("001xx000003DGb1AAG", true, true, List.of()));
	}

	@Test
	void upsertWhenARowFailsReturnsItsErrorInItsPlace() {
		this.server.expect(requestTo("/services/data/v68.0/composite/sobjects/Account/ERP_Id__c"))
			.andRespond(withSuccess(
					"""
							[{"success": false, "errors": [{"statusCode": "STRING_TOO_LONG", "message": "Name is too long",
							"fields": ["Name"]}]}, {"id": "001xx000003DGb1AAG", "success": true, "errors": [], "created": false}]
							""",
					MediaType.APPLICATION_JSON));
		List<UpsertResult> results = this.accounts.upsert(List.of(ACCOUNT, ACCOUNT));
		assertThat(results).extracting(UpsertResult::success).containsExactly(false, true);
		assertThat(results.get(0).errorText()).isEqualTo("STRING_TOO_LONG: Name is too long");
	}

	@Test
	void upsertWhenRowsAreNotAnsweredThrows() {
		this.server.expect(requestTo("/services/data/v68.0/composite/sobjects/Account/ERP_Id__c"))
			.andRespond(withSuccess("[]", MediaType.APPLICATION_JSON));
		assertThatIllegalStateException().isThrownBy(() -> this.accounts.upsert(List.of(ACCOUNT)))
			.withMessage("Salesforce did not answer for each row");
	}

}
