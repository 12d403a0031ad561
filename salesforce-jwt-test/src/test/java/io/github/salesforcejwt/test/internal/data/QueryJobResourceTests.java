package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class QueryJobResourceTests {

	private final TestOrg org = new TestOrg();

	private String acme = "";

	@BeforeEach
	void create() {
		this.acme = this.org.create("Account", "{\"Name\":\"Acme, \\\"Ltd\\\"\",\"AnnualRevenue\":12.5}");
		for (int i = 1; i <= 5; i++) {
			this.org.create("Contact", "{\"LastName\":\"C%d\",\"AccountId\":\"%s\"}".formatted(i, this.acme));
		}
	}

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void jobTellsWhatItDoes() {
		JsonNode job = this.org.post("jobs/query", job("SELECT Id FROM Account")).json();
		String id = job.path("id").asText();
		assertThat(id).hasSize(18).startsWith("750");
		assertThat(job).hasToString(("{\"id\":\"%s\",\"operation\":\"query\",\"object\":\"Account\","
				+ "\"concurrencyMode\":\"Parallel\",\"apiVersion\":68.0,\"contentType\":\"CSV\",\"lineEnding\":\"LF\","
				+ "\"columnDelimiter\":\"COMMA\",\"createdById\":\"%s\",\"createdDate\":\"2026-11-22T10:15:30.000+0000\","
				+ "\"systemModstamp\":\"2026-11-22T10:15:30.000+0000\",\"state\":\"UploadComplete\"}")
			.formatted(id, CurrentUser.SYSTEM.userId()));
	}

	@Test
	void jobGoesThroughItsStates() {
		String id = start("SELECT Id FROM Contact");
		assertThat(this.org.get("jobs/query/" + id + "/results").json().at("/0/errorCode").asText())
			.isEqualTo("INVALIDJOBSTATE");
		JsonNode working = this.org.get("jobs/query/" + id).json();
		assertThat(working.path("state").asText()).isEqualTo("InProgress");
		assertThat(working.path("numberRecordsProcessed").intValue()).isZero();
		JsonNode done = this.org.get("jobs/query/" + id).json();
		assertThat(done.path("state").asText()).isEqualTo("JobComplete");
		assertThat(done.path("numberRecordsProcessed").intValue()).isEqualTo(5);
		assertThat(done.path("jobType").asText()).isEqualTo("V2Query");
		assertThat(done.path("isPkChunkingSupported").booleanValue()).isTrue();
	}

	@Test
	void resultIsAFile() {
		String id = run(job("SELECT Id, Name, AnnualRevenue, Phone, CreatedDate, IsDeleted FROM Account"));
		TestOrg.Answer results = this.org.get("jobs/query/" + id + "/results");
		assertThat(results.headers()).containsEntry("Content-Type", "text/csv")
			.containsEntry("Sforce-Locator", "null")
			.containsEntry("Sforce-NumberOfRecords", "1");
		assertThat(results.body()).isEqualTo("""
				"Id","Name","AnnualRevenue","Phone","CreatedDate","IsDeleted"
				"%s","Acme, ""Ltd""\","12.5","","2026-11-22T10:15:30.000Z","false"
				""".formatted(this.acme));
	}

	@Test
	void parentsAreColumnsWithTheirPath() {
		String id = run("{\"operation\":\"query\",\"columnDelimiter\":\"PIPE\",\"lineEnding\":\"CRLF\",\"query\":\""
				+ "SELECT LastName, Account.Name, Account.Parent.Name FROM Contact WHERE LastName = 'C1'\"}");
		assertThat(this.org.get("jobs/query/" + id + "/results").body()).isEqualTo(
				"\"LastName\"|\"Account.Name\"|\"Account.Parent.Name\"\r\n\"C1\"|\"Acme, \"\"Ltd\"\"\"|\"\"\r\n");
	}

	@Test
	void locatorLeadsThroughThePages() {
		String id = run(job("SELECT LastName FROM Contact ORDER BY LastName DESC"));
		List<String> names = new ArrayList<>();
		String locator = "";
		int pages = 0;
		while (!locator.equals("null")) {
			String uri = "jobs/query/" + id + "/results?maxRecords=2"
					+ (locator.isEmpty() ? "" : "&locator=" + locator);
			TestOrg.Answer page = this.org.get(uri);
			assertThat(this.org.get(uri)).isEqualTo(page);
			List<String> lines = page.body().lines().toList();
			assertThat(lines.get(0)).isEqualTo("\"LastName\"");
			assertThat(page.headers()).containsEntry("Sforce-NumberOfRecords", String.valueOf(lines.size() - 1));
			names.addAll(lines.subList(1, lines.size()));
			locator = page.headers().get("Sforce-Locator");
			pages++;
		}
		assertThat(names).containsExactly("\"C5\"", "\"C4\"", "\"C3\"", "\"C2\"", "\"C1\"");
		assertThat(pages).isEqualTo(3);
	}

	@Test
	void resultIsThatOfTheStart() {
		String id = start("SELECT LastName FROM Contact");
		this.org.create("Contact", "{\"LastName\":\"Later\"}");
		this.org.get("jobs/query/" + id);
		this.org.get("jobs/query/" + id);
		assertThat(this.org.get("jobs/query/" + id + "/results").body()).doesNotContain("Later");
	}

	@Test
	void deletedRecordsAreFoundByQueryAllOnly() {
		this.org.delete("sobjects/Account/" + this.acme);
		String soql = "SELECT Id FROM Account";
		assertThat(this.org.get("jobs/query/" + run(job(soql)) + "/results").body()).isEqualTo("\"Id\"\n");
		String all = run(job(soql).replace("\"query\",", "\"queryAll\","));
		assertThat(this.org.get("jobs/query/" + all + "/results").body()).contains(this.acme);
		assertThat(this.org.get("jobs/query/" + all).json().path("operation").asText()).isEqualTo("queryAll");
	}

	@Test
	void jobIsAbortedDeletedAndListed() {
		String aborted = start("SELECT Id FROM Account");
		String other = start("SELECT Id FROM Contact");
		assertThat(this.org.patch("jobs/query/" + aborted, "{\"state\":\"Aborted\"}").json().path("state").asText())
			.isEqualTo("Aborted");
		assertThat(this.org.patch("jobs/query/" + other, "{\"state\":\"UploadComplete\"}")
			.json()
			.at("/0/message")
			.asText()).isEqualTo("A job can become Aborted, not 'UploadComplete'");
		assertThat(this.org.get("jobs/query").json().path("records")).extracting((job) -> job.path("id").asText())
			.containsExactly(aborted, other);
		assertThat(this.org.delete("jobs/query/" + aborted).status()).isEqualTo(204);
		assertThat(this.org.get("jobs/query/" + aborted).status()).isEqualTo(404);
		assertThat(this.org.get("jobs/query?jobType=V2Query").json().path("records")).hasSize(1);
		assertThat(this.org.get("jobs/ingest").json().path("records")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"operation":"query","query":"SELECT"}                                  | MALFORMED_QUERY
			{"operation":"query","query":"SELECT Id FROM Foo"}                      | INVALID_TYPE
			{"operation":"query"}                                                   | MALFORMED_QUERY
			{"operation":"insert","query":"SELECT Id FROM Account"}                 | INVALIDJOB
			{"operation":"query","contentType":"JSON","query":"SELECT Id FROM Account"} | INVALIDJOB
			{"operation":"query","query":"SELECT COUNT() FROM Account"}             | API_ERROR
			{"operation":"query","query":"SELECT Name FROM Account GROUP BY Name"}  | API_ERROR
			{"operation":"query","query":"SELECT Id, (SELECT Id FROM Contacts) FROM Account"} | API_ERROR
			""")
	void badJobIsRefused(String json, String code) {
		TestOrg.Answer answer = this.org.post("jobs/query", json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "results?locator=x,400", "results?locator=cjk5,400", "results?maxRecords=0,400",
			"results?maxRecords=x,400", "result,404", "results/x,404" })
	void badResultIsRefused(String path, int status) {
		String id = run(job("SELECT Id FROM Account"));
		assertThat(this.org.get("jobs/query/" + id + "/" + path).status()).isEqualTo(status);
	}

	@Test
	void resultIsReadByTheVersionOfTheJob() {
		String id = run(job("SELECT Id FROM Account"));
		assertThat(this.org.get("/services/data/v67.0/jobs/query/" + id + "/results").status()).isEqualTo(409);
	}

	private static String job(String soql) {
		return "{\"operation\":\"query\",\"query\":\"%s\"}".formatted(soql);
	}

	private String start(String soql) {
		return this.org.post("jobs/query", job(soql)).json().path("id").asText();
	}

	private String run(String json) {
		TestOrg.Answer answer = this.org.post("jobs/query", json);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		String id = answer.json().path("id").asText();
		this.org.get("jobs/query/" + id);
		assertThat(this.org.get("jobs/query/" + id).json().path("state").asText()).isEqualTo("JobComplete");
		return id;
	}

}
