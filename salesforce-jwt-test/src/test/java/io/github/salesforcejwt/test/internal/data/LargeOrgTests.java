package io.github.salesforcejwt.test.internal.data;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("long")
class LargeOrgTests {

	private static final int RECORDS = 100_000;

	private static final int CHUNK = 200;

	private static final TestOrg org = new TestOrg();

	@BeforeAll
	static void upsertAll() {
		StringBuilder csv = new StringBuilder("ERP_Id__c,Name,NumberOfEmployees\n");
		for (int i = 0; i < RECORDS; i++) {
			csv.append("%06d,A%d,%d\n".formatted(i, i, i % 100));
		}
		String job = "jobs/ingest/" + org
			.post("jobs/ingest",
					"{\"object\":\"Account\",\"operation\":\"upsert\",\"externalIdFieldName\":\"ERP_Id__c\"}")
			.json()
			.path("id")
			.asText();
		org.send("PUT", job + "/batches", csv.toString(), Map.of("content-type", "text/csv"));
		org.patch(job, "{\"state\":\"UploadComplete\"}");
		org.get(job);
		assertThat(org.get(job).json().path("numberRecordsProcessed").intValue()).isEqualTo(RECORDS);
		assertThat(org.get(job).json().path("numberRecordsFailed").intValue()).isZero();
		assertThat(org.get(job + "/successfulResults").body().lines()).hasSize(RECORDS + 1);
	}

	@AfterAll
	static void close() {
		org.close();
	}

	@Test
	void pagesHoldEachRecordOnce() {
		Set<String> ids = new HashSet<>();
		JsonNode page = org.get("query?q=SELECT+ERP_Id__c+FROM+Account+ORDER+BY+Name+DESC").json();
		assertThat(page.path("totalSize").intValue()).isEqualTo(RECORDS);
		while (true) {
			page.path("records").forEach((record) -> ids.add(record.path("ERP_Id__c").asText()));
			if (page.path("done").booleanValue()) {
				break;
			}
			assertThat(page.path("records")).hasSize(2000);
			page = org.get(page.path("nextRecordsUrl").asText()).json();
		}
		assertThat(ids).hasSize(RECORDS);
	}

	@Test
	void filesOfAQueryJobHoldEachRecordOnce() {
		String job = "jobs/query/"
				+ org.post("jobs/query", "{\"operation\":\"query\",\"query\":\"SELECT ERP_Id__c FROM Account\"}")
					.json()
					.path("id")
					.asText();
		org.get(job);
		org.get(job);
		Set<String> ids = new HashSet<>();
		String locator = "";
		while (!locator.equals("null")) {
			TestOrg.Answer file = org.get(job + "/results" + (locator.isEmpty() ? "" : "?locator=" + locator));
			assertThat(file.headers()).containsEntry("Sforce-NumberOfRecords", "50000");
			file.body().lines().skip(1).forEach(ids::add);
			locator = file.headers().get("Sforce-Locator");
		}
		assertThat(ids).hasSize(RECORDS);
	}

	@Test
	void filterAndOrderSeeAll() {
		assertThat(org.get("query?q=SELECT+COUNT()+FROM+Account+WHERE+NumberOfEmployees+%3C+10").json())
			.hasToString("{\"totalSize\":%d,\"done\":true,\"records\":[]}".formatted(RECORDS / 10));
		assertThat(org.get("query?q=SELECT+ERP_Id__c+FROM+Account+ORDER+BY+ERP_Id__c+DESC+LIMIT+1")
			.json()
			.at("/records/0/ERP_Id__c")
			.asText()).isEqualTo("%06d".formatted(RECORDS - 1));
	}

	@Test
	void secondUpsertFindsEachRecord() {
		int start = RECORDS - CHUNK;
		JsonNode results = upsert(start, "B");
		assertThat(results).hasSize(CHUNK);
		assertThat(countCreated(results)).isZero();
		assertThat(org.get("query?q=SELECT+COUNT()+FROM+Account").json().path("totalSize").intValue())
			.isEqualTo(RECORDS);
		Map<String, Object> last = org.api.records("Account").get(RECORDS - 1);
		assertThat(last).containsEntry("Name", "B" + (RECORDS - 1));
	}

	private static int countCreated(JsonNode results) {
		int created = 0;
		for (JsonNode row : results) {
			assertThat(row.path("success").booleanValue()).isTrue();
			created += row.path("created").booleanValue() ? 1 : 0;
		}
		return created;
	}

	private static JsonNode upsert(int start, String prefix) {
		StringBuilder json = new StringBuilder("{\"records\":[");
		for (int i = start; i < start + CHUNK; i++) {
			json.append((i > start) ? "," : "")
				.append("""
						{"attributes":{"type":"Account"},"ERP_Id__c":"%06d","Name":"%s%d","NumberOfEmployees":%d}"""
					.formatted(i, prefix, i, i % 100));
		}
		return org.patch("composite/sobjects/Account/ERP_Id__c", json.append("]}").toString()).json();
	}

}
