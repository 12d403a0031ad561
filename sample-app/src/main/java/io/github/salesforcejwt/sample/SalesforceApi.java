package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * The calls of the sync to Salesforce. Spring implements them with a client that is
 * logged in and knows the address of the org.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm">Upsert
 * Records Using sObject Collections</a>
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/asynch_api_intro.htm">Bulk
 * API 2.0</a>
 */
@HttpExchange("/services/data/v68.0")
interface SalesforceApi {

	/** The most rows that Salesforce takes in one request. */
	int MAX_COLLECTION_SIZE = 200;

	@PatchExchange("/composite/sobjects/{object}/ERP_Id__c")
	List<Answer> upsert(@PathVariable String object, @RequestBody Collection rows);

	@DeleteExchange("/composite/sobjects?allOrNone=false")
	List<Answer> delete(@RequestParam String ids);

	@GetExchange("/query")
	Page query(@RequestParam String q);

	@PostExchange("/jobs/ingest")
	Job createJob(@RequestBody Map<String, String> job);

	@PutExchange(url = "/jobs/ingest/{id}/batches", contentType = "text/csv; charset=UTF-8")
	void upload(@PathVariable String id, @RequestBody Resource csv);

	@PatchExchange("/jobs/ingest/{id}")
	Job changeJob(@PathVariable String id, @RequestBody Map<String, String> job);

	@GetExchange("/jobs/ingest/{id}")
	Job job(@PathVariable String id);

	/**
	 * Up to 200 rows of one object.
	 */
	record Collection(boolean allOrNone, List<Map<String, @Nullable Object>> records) {

	}

	/**
	 * The answer to one row of a collection.
	 */
	record Answer(@Nullable String id, boolean success, @Nullable Boolean created, List<Error> errors) {

	}

	/**
	 * Why a row was refused.
	 */
	record Error(String statusCode, String message) {

	}

	/**
	 * A job of Bulk API 2.0.
	 */
	record Job(String id, String state, @Nullable Integer numberRecordsProcessed, @Nullable String errorMessage) {

		int processed() {
			return (this.numberRecordsProcessed != null) ? this.numberRecordsProcessed : 0;
		}

		boolean isOver() {
			return List.of("JobComplete", "Failed", "Aborted").contains(this.state);
		}

	}

	/**
	 * Records that a query found.
	 */
	record Page(List<Map<String, @Nullable Object>> records) {

	}

}
