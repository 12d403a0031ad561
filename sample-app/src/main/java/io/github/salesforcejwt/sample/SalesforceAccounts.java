package io.github.salesforcejwt.sample;

import java.util.List;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;

/**
 * The accounts of the org. The injected client is logged in, and knows where the org
 * lives.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm">Upsert
 * Records Using sObject Collections</a>
 */
@Component
class SalesforceAccounts {

	/** The most rows that Salesforce takes in one request. */
	static final int MAX_COLLECTION_SIZE = 200;

	private static final ParameterizedTypeReference<List<UpsertResult>> RESULTS = new ParameterizedTypeReference<>() {
	};

	private final RestClient salesforce;

	SalesforceAccounts(RestClient salesforce) {
		this.salesforce = salesforce;
	}

	/**
	 * Create the accounts that do not exist and update the others.
	 * @return a result for each account, in their order
	 */
	List<UpsertResult> upsert(List<Account> accounts) {
		List<UpsertResult> results = this.salesforce.patch()
			.uri("/services/data/v68.0/composite/sobjects/Account/ERP_Id__c")
			.contentType(MediaType.APPLICATION_JSON)
			.body(new Collection(false, accounts))
			.retrieve()
			.body(RESULTS);
		Assert.state(results != null && results.size() == accounts.size(), "Salesforce did not answer for each row");
		return results;
	}

	private record Collection(boolean allOrNone, List<Account> records) {

	}

}
