package io.github.salesforcejwt.test.internal.data;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class IngestResourceTests {

	private static final String UPSERT = "{\"object\":\"Account\",\"operation\":\"upsert\",\"externalIdFieldName\":\"ERP_Id__c\"}";

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void jobTellsWhereItsDataGoes() {
		TestOrg.Answer answer = this.org.post("jobs/ingest", UPSERT);
		assertThat(answer.status()).isEqualTo(200);
		JsonNode job = answer.json();
		String id = job.path("id").asText();
		assertThat(id).hasSize(18).startsWith("750");
		assertThat(job).hasToString(("{\"id\":\"%1$s\",\"operation\":\"upsert\",\"object\":\"Account\","
				+ "\"externalIdFieldName\":\"ERP_Id__c\",\"concurrencyMode\":\"Parallel\",\"apiVersion\":68.0,"
				+ "\"contentType\":\"CSV\",\"lineEnding\":\"LF\",\"columnDelimiter\":\"COMMA\","
				+ "\"contentUrl\":\"services/data/v68.0/jobs/ingest/%1$s/batches\",\"createdById\":\"%2$s\","
				+ "\"createdDate\":\"2026-11-22T10:15:30.000+0000\",\"systemModstamp\":\"2026-11-22T10:15:30.000+0000\","
				+ "\"state\":\"Open\"}")
			.formatted(id, CurrentUser.SYSTEM.userId()));
	}

	@Test
	void jobGoesThroughItsStates() {
		String id = create(UPSERT);
		assertThat(state(id)).isEqualTo("Open");
		assertThat(upload(id, "ERP_Id__c,Name\n1,One\n").status()).isEqualTo(201);
		assertThat(state(id)).isEqualTo("Open");
		TestOrg.Answer completed = change(id, "UploadComplete");
		assertThat(completed.status()).isEqualTo(200);
		assertThat(completed.json().path("state").asText()).isEqualTo("UploadComplete");
		assertThat(completed.json().has("contentUrl")).isFalse();
		JsonNode working = this.org.get("jobs/ingest/" + id).json();
		assertThat(working.path("state").asText()).isEqualTo("InProgress");
		assertThat(working.path("numberRecordsProcessed").intValue()).isZero();
		JsonNode done = this.org.get("jobs/ingest/" + id).json();
		assertThat(done.path("state").asText()).isEqualTo("JobComplete");
		assertThat(done.path("numberRecordsProcessed").intValue()).isEqualTo(1);
		assertThat(done.path("numberRecordsFailed").intValue()).isZero();
		assertThat(done.path("jobType").asText()).isEqualTo("V2Ingest");
		assertThat(state(id)).isEqualTo("JobComplete");
	}

	@Test
	void resultsTellEachRow() {
		this.org.patch("sobjects/Account/ERP_Id__c/2", "{\"Name\":\"Two\"}");
		String id = run(UPSERT, "ERP_Id__c,Name,Site\n1,\"One, \"\"1\"\"\",\n2,Second,x\n3,,\n,Nobody,\n");
		String second = String.valueOf(this.org.api.records("Account").get(0).get("Id"));
		String first = String.valueOf(this.org.api.records("Account").get(1).get("Id"));
		TestOrg.Answer successful = this.org.get("jobs/ingest/%s/successfulResults/".formatted(id));
		assertThat(successful.headers()).containsEntry("Content-Type", "text/csv");
		assertThat(successful.body()).isEqualTo("""
				"sf__Id","sf__Created","ERP_Id__c","Name","Site"
				"%s","true","1","One, ""1""\",""
				"%s","false","2","Second","x"
				""".formatted(first, second));
		assertThat(this.org.get("jobs/ingest/%s/failedResults".formatted(id)).body()).isEqualTo("""
				"sf__Id","sf__Error","ERP_Id__c","Name","Site"
				"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --","3","",""
				"","MISSING_ARGUMENT:ERP_Id__c not specified:ERP_Id__c --","","Nobody",""
				""");
		assertThat(this.org.get("jobs/ingest/%s/unprocessedrecords".formatted(id)).body())
			.isEqualTo("\"ERP_Id__c\",\"Name\",\"Site\"\n");
		JsonNode job = this.org.get("jobs/ingest/" + id).json();
		assertThat(job.path("numberRecordsProcessed").intValue()).isEqualTo(4);
		assertThat(job.path("numberRecordsFailed").intValue()).isEqualTo(2);
	}

	@Test
	void insertUpdateAndDeleteWork() {
		run(job("insert"), "Name,NumberOfEmployees,Phone\nAcme,12,1\n");
		String account = String.valueOf(this.org.api.records("Account").get(0).get("Id"));
		run(job("update"), "Id,NumberOfEmployees,Phone\n%s,#N/A,\n".formatted(account));
		assertThat(this.org.api.records("Account")).singleElement()
			.satisfies((record) -> assertThat(record).containsEntry("NumberOfEmployees", null)
				.containsEntry("Phone", "1"));
		String id = run(job("delete"), "Id\n%s\n%s\n".formatted(account, SalesforceIds.create("001", 999)));
		assertThat(this.org.api.records("Account")).isEmpty();
		assertThat(this.org.get("jobs/ingest/%s/successfulResults".formatted(id)).body())
			.isEqualTo("\"sf__Id\",\"sf__Created\",\"Id\"\n\"%1$s\",\"false\",\"%1$s\"\n".formatted(account));
		assertThat(this.org.get("jobs/ingest/%s/failedResults".formatted(id)).body())
			.contains("INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--");
	}

	@Test
	void parentIsFoundByItsExternalId() {
		this.org.patch("sobjects/Account/ERP_Id__c/4711", "{\"Name\":\"Acme\"}");
		run("{\"object\":\"Contact\",\"operation\":\"insert\"}", "LastName,Account.ERP_Id__c\nByron,4711\nKing,\n");
		assertThat(this.org.api.records("Contact")).extracting((contact) -> contact.get("AccountId"))
			.containsExactly(this.org.api.records("Account").get(0).get("Id"), null);
	}

	@Test
	void delimiterAndLineEndingAreThoseOfTheJob() {
		String id = run("{\"object\":\"Account\",\"operation\":\"insert\",\"columnDelimiter\":\"SEMICOLON\","
				+ "\"lineEnding\":\"CRLF\"}", "Name;Site\r\nA,B;x\r\n");
		assertThat(this.org.get("jobs/ingest/%s/successfulResults".formatted(id)).body())
			.startsWith("\"sf__Id\";\"sf__Created\";\"Name\";\"Site\"\r\n")
			.endsWith("\"true\";\"A,B\";\"x\"\r\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					insert | Name,Foo\\nA,1\\n   | InvalidBatch : Field name not found : Foo
					insert | Name,Site\\nA\\n    | InvalidBatch : A row has 1 values for 2 columns
					insert | Name\\r\\nA\\r\\n   | ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF
					insert | Name\\n"A\\n        | InvalidBatch : Failed to parse CSV: a quoted value does not end
					delete | Id,Name\\n1,A\\n    | InvalidBatch : The 'delete' batch must contain only ids
					""")
	void uploadThatIsWrongAsAWholeFailsTheJob(String operation, String csv, String message) {
		String id = run(job(operation), csv.replace("\\n", "\n").replace("\\r", "\r"));
		JsonNode info = this.org.get("jobs/ingest/" + id).json();
		assertThat(info.path("state").asText()).isEqualTo("Failed");
		assertThat(info.path("errorMessage").asText()).isEqualTo(message);
		assertThat(info.path("numberRecordsProcessed").intValue()).isZero();
		assertThat(this.org.api.records("Account")).isEmpty();
	}

	@Test
	void rowsOfAFailedJobAreUnprocessed() {
		String id = run(job("insert"), "Name,Foo\nA,1\nB,2\n");
		assertThat(this.org.get("jobs/ingest/%s/unprocessedrecords".formatted(id)).body())
			.isEqualTo("\"Name\",\"Foo\"\n\"A\",\"1\"\n\"B\",\"2\"\n");
		assertThat(this.org.get("jobs/ingest/%s/failedResults".formatted(id)).body())
			.isEqualTo("\"sf__Id\",\"sf__Error\",\"Name\",\"Foo\"\n");
	}

	@Test
	void jobWithoutDataFails() {
		String id = create(job("insert"));
		change(id, "UploadComplete");
		state(id);
		assertThat(state(id)).isEqualTo("Failed");
	}

	@Test
	void abortedJobDoesNothing() {
		String id = create(UPSERT);
		upload(id, "ERP_Id__c,Name\n1,One\n");
		assertThat(change(id, "Aborted").json().path("state").asText()).isEqualTo("Aborted");
		assertThat(state(id)).isEqualTo("Aborted");
		assertThat(this.org.api.records("Account")).isEmpty();
		assertError(change(id, "UploadComplete"), 400, "INVALIDJOBSTATE");
	}

	@Test
	void eachStepHasItsState() {
		String id = create(UPSERT);
		assertError(this.org.get("jobs/ingest/%s/successfulResults".formatted(id)), 400, "INVALIDJOBSTATE");
		assertError(this.org.delete("jobs/ingest/" + id), 400, "INVALIDJOBSTATE");
		assertError(change(id, "JobComplete"), 400, "INVALIDJOBSTATE");
		upload(id, "ERP_Id__c,Name\n1,One\n");
		assertError(upload(id, "ERP_Id__c,Name\n2,Two\n"), 400, "INVALIDJOBSTATE");
		change(id, "UploadComplete");
		assertError(upload(id, "ERP_Id__c,Name\n2,Two\n"), 400, "INVALIDJOBSTATE");
		assertError(this.org.get("jobs/ingest/%s/failedResults".formatted(id)), 400, "INVALIDJOBSTATE");
		assertThat(this.org.delete("jobs/ingest/" + id).status()).isEqualTo(204);
		assertThat(this.org.get("jobs/ingest/" + id).status()).isEqualTo(404);
	}

	@Test
	void jobsAreListed() {
		String first = create(UPSERT);
		String second = create(job("insert"));
		JsonNode list = this.org.get("jobs/ingest").json();
		assertThat(list.path("done").booleanValue()).isTrue();
		assertThat(list.path("records")).extracting((job) -> job.path("id").asText()).containsExactly(first, second);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"object":"Foo","operation":"insert"}                                              | INVALIDENTITY
			{"object":"Account","operation":"merge"}                                           | INVALIDJOB
			{"object":"Account"}                                                               | INVALIDJOB
			{"object":"Account","operation":"upsert"}                                          | INVALIDJOB
			{"object":"Account","operation":"upsert","externalIdFieldName":"Name"}             | INVALIDJOB
			{"object":"Account","operation":"insert","contentType":"XML"}                      | INVALIDJOB
			{"object":"Account","operation":"insert","columnDelimiter":";"}                    | INVALIDJOB
			{"object":"Account"                                                                | JSON_PARSER_ERROR
			""")
	void badJobIsRefused(String json, String code) {
		assertError(this.org.post("jobs/ingest", json), 400, code);
	}

	@Test
	void uploadNeedsTheContentTypeOfCsv() {
		String id = create(UPSERT);
		assertError(this.org.send("PUT", "jobs/ingest/%s/batches".formatted(id), "x"), 400, "INVALIDJOB");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jobs", "jobs/foo", "jobs/ingest/x/y/z", "jobs/ingest/750000000000000", "jobs/ingest/x" })
	void whatIsNotThereIsNotFound(String path) {
		assertError(this.org.get(path), 404, "NOT_FOUND");
	}

	@Test
	void largeUploadIsComplete() {
		int rows = 20_000;
		run(UPSERT,
				IntStream.range(0, rows)
					.mapToObj((i) -> "%d,Name %d".formatted(i, i))
					.collect(Collectors.joining("\n", "ERP_Id__c,Name\n", "\n")));
		assertThat(this.org.get("query?q=SELECT+COUNT()+FROM+Account").json().path("totalSize").intValue())
			.isEqualTo(rows);
	}

	@Test
	void jobAndContentCanComeInOneRequest() {
		TestOrg.Answer created = multipart(
				"--B\r\nContent-Type: application/json\r\n" + "Content-Disposition: form-data; name=\"job\"\r\n\r\n"
						+ UPSERT + "\r\n--B\r\nContent-Type: text/csv\r\n"
						+ "Content-Disposition: form-data; name=\"content\"; filename=\"content\"\r\n\r\n"
						+ "ERP_Id__c,Name\n1,One\n\r\n--B--\r\n");
		assertThat(created.status()).as(created.body()).isEqualTo(200);
		assertThat(created.json().path("state").asText()).isEqualTo("UploadComplete");
		assertThat(created.json().has("contentUrl")).isFalse();
		assertThat(this.org.api.records("Account")).extracting((account) -> account.get("Name")).containsExactly("One");
		String id = created.json().path("id").asText();
		assertThat(state(id)).isEqualTo("InProgress");
		assertThat(state(id)).isEqualTo("JobComplete");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					--B\\nContent-Disposition: form-data; name="job"\\n\\n{}\\n--B--   | The request needs the parts job and content
					--B\\nContent-Disposition: form-data; name="job"\\n\\n{}          | Unable to parse the multipart request: a part does not end
					--B\\nContent-Disposition: form-data; name="job"\\n--B--          | Unable to parse the multipart request: a part has no content
					--B\\nContent-Type: application/json\\n\\n{}\\n--B--              | Unable to parse the multipart request: a part has no name
					""")
	void badMultipartRequestIsRefused(String body, String message) {
		TestOrg.Answer answer = multipart(body.replace("\\n", "\n"));
		assertError(answer, 400, "INVALIDJOB");
		assertThat(answer.json().at("/0/message").asText()).isEqualTo("InvalidJob : " + message);
	}

	@Test
	void multipartRequestHasALimit() {
		String csv = "Name\n" + "x\n".repeat(50_000);
		assertError(
				multipart("--B\nContent-Disposition: form-data; name=\"job\"\n\n" + job("insert")
						+ "\n--B\nContent-Disposition: form-data; name=\"content\"\n\n" + csv + "\n--B--"),
				400, "INVALIDJOB");
	}

	private TestOrg.Answer multipart(String body) {
		return this.org.send("POST", "jobs/ingest", body, Map.of("content-type", "multipart/form-data; boundary=B"));
	}

	@Test
	void hardDeleteNeedsItsPermission() {
		TestOrg.Answer refused = this.org.post("jobs/ingest", job("hardDelete"));
		assertError(refused, 400, "FEATURENOTENABLED");
		assertThat(refused.json().at("/0/message").asText()).isEqualTo(
				"FeatureNotEnabled : hardDelete operation requires special user profile permission, please contact your system administrator");
	}

	@Test
	void hardDeleteLeavesNothing() {
		String live = this.org.create("Account", "{\"Name\":\"A\"}");
		String deleted = this.org.create("Account", "{\"Name\":\"B\"}");
		this.org.create("Contact", "{\"LastName\":\"C\",\"AccountId\":\"%s\"}".formatted(live));
		this.org.delete("sobjects/Account/" + deleted);
		this.org.api.permissions().hardDelete(true);
		String id = run(job("hardDelete"),
				"Id\n%s\n%s\n%s\n".formatted(live, deleted, SalesforceIds.create("001", 999)));
		assertThat(this.org.get("jobs/ingest/" + id).json().path("operation").asText()).isEqualTo("hardDelete");
		assertThat(this.org.get("queryAll?q=SELECT+COUNT()+FROM+Account").json().path("totalSize").intValue()).isZero();
		assertThat(this.org.get("queryAll?q=SELECT+COUNT()+FROM+Contact").json().path("totalSize").intValue()).isZero();
		assertThat(this.org.get("jobs/ingest/%s/failedResults".formatted(id)).body())
			.contains("INVALID_CROSS_REFERENCE_KEY");
	}

	@Test
	void idIsAKeyToUpsertBy() {
		String account = this.org.create("Account", "{\"Name\":\"A\"}");
		String id = run("{\"object\":\"Account\",\"operation\":\"upsert\",\"externalIdFieldName\":\"Id\"}",
				"Id,Name\n%s,Changed\n,New\n%s,Lost\n".formatted(account, SalesforceIds.create("001", 999)));
		assertThat(this.org.api.records("Account")).extracting((record) -> record.get("Name"))
			.containsExactly("Changed", "New");
		assertThat(this.org.get("jobs/ingest/%s/successfulResults".formatted(id)).body())
			.contains("\"%s\",\"false\"".formatted(account), "\"true\",\"\",\"New\"");
	}

	@Test
	void jobsAreListedPageByPage() {
		for (int i = 0; i < 1001; i++) {
			create(UPSERT);
		}
		JsonNode first = this.org.get("jobs/ingest").json();
		assertThat(first.path("done").booleanValue()).isFalse();
		assertThat(first.path("records")).hasSize(1000);
		assertThat(first.at("/records/0/jobType").asText()).isEqualTo("V2Ingest");
		JsonNode second = this.org.get(first.path("nextRecordsUrl").asText()).json();
		assertThat(second.path("done").booleanValue()).isTrue();
		assertThat(second.path("nextRecordsUrl").isNull()).isTrue();
		assertThat(second.path("records")).hasSize(1);
		assertThat(this.org.get("jobs/ingest?jobType=Classic").json().path("records")).isEmpty();
		assertThat(this.org.get("jobs/ingest?jobType=V2Ingest").json().path("records")).hasSize(1000);
		assertError(this.org.get("jobs/ingest?queryLocator=x"), 400, "INVALID_QUERY_LOCATOR");
	}

	private static String job(String operation) {
		return "{\"object\":\"Account\",\"operation\":\"%s\"}".formatted(operation);
	}

	private String create(String json) {
		TestOrg.Answer answer = this.org.post("jobs/ingest", json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json().path("id").asText();
	}

	private String run(String json, String csv) {
		String id = create(json);
		assertThat(upload(id, csv).status()).isEqualTo(201);
		assertThat(change(id, "UploadComplete").status()).isEqualTo(200);
		assertThat(state(id)).isEqualTo("InProgress");
		assertThat(state(id)).isIn("JobComplete", "Failed");
		return id;
	}

	private TestOrg.Answer upload(String id, String csv) {
		return this.org.send("PUT", "jobs/ingest/%s/batches".formatted(id), csv, Map.of("content-type", "text/csv"));
	}

	private TestOrg.Answer change(String id, String state) {
		return this.org.patch("jobs/ingest/" + id, "{\"state\":\"%s\"}".formatted(state));
	}

	private String state(String id) {
		return this.org.get("jobs/ingest/" + id).json().path("state").asText();
	}

	private static void assertError(TestOrg.Answer answer, int status, String code) {
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
		assertThat(answer.status()).isEqualTo(status);
	}

}
