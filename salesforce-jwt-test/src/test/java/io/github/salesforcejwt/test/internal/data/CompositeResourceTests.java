package io.github.salesforcejwt.test.internal.data;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class CompositeResourceTests {

	private static final String ACCOUNT = """
			{"method":"POST","url":"/services/data/v68.0/sobjects/Account","referenceId":"refAccount",
			"body":{"Name":"Acme"}}""";

	private static final String CONTACT = """
			{"method":"POST","url":"/services/data/v68.0/sobjects/Contact","referenceId":"refContact",
			"body":{"LastName":"Byron","AccountId":"@{refAccount.id}"}}""";

	private static final String BAD_CONTACT = """
			{"method":"POST","url":"/services/data/v68.0/sobjects/Contact","referenceId":"badContact",
			"body":{"LastName":"Byron","Email":"Not a real email address"}}""";

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void laterRequestUsesTheAnswerOfAnEarlierOne() {
		JsonNode answers = composite(false, ACCOUNT, CONTACT);
		String account = answers.at("/0/body/id").asText();
		assertThat(answers.get(0)).hasToString(("{\"body\":{\"id\":\"%1$s\",\"success\":true,\"errors\":[]},"
				+ "\"httpHeaders\":{\"Location\":\"/services/data/v68.0/sobjects/Account/%1$s\"},"
				+ "\"httpStatusCode\":201,\"referenceId\":\"refAccount\"}")
			.formatted(account));
		assertThat(this.org.api.records("Contact")).singleElement()
			.satisfies((contact) -> assertThat(contact).containsEntry("AccountId", account));
	}

	@Test
	void referencesReachIntoUrlsAndLists() {
		this.org.create("Account", "{\"Name\":\"A & B\",\"Phone\":\"7\"}");
		JsonNode answers = composite(false, """
				{"method":"GET","url":"/services/data/v68.0/query?q=SELECT+Id,Name+FROM+Account","referenceId":"found"}
				""", """
				{"method":"GET","url":"/services/data/v68.0/sobjects/Account/@{found.records[0].Id}?fields=Phone",
				"referenceId":"read"}""", """
				{"method":"PATCH","url":"/services/data/v68.0/sobjects/Account/ERP_Id__c/@{found.records[0].Name}",
				"referenceId":"upsert","body":{"Name":"@{read.Phone} of @{found.totalSize}"}}""");
		assertThat(answers.at("/1/body/Phone").asText()).isEqualTo("7");
		assertThat(answers.at("/2/httpStatusCode").intValue()).isEqualTo(201);
		assertThat(this.org.api.records("Account").get(1)).containsEntry("ERP_Id__c", "A & B")
			.containsEntry("Name", "7 of 1");
	}

	@Test
	void answerWithoutABodyIsNull() {
		String id = this.org.create("Account", "{\"Name\":\"A\"}");
		JsonNode answers = composite(false, """
				{"method":"DELETE","url":"/services/data/v68.0/sobjects/Account/%s","referenceId":"gone"}"""
			.formatted(id));
		assertThat(answers.get(0))
			.hasToString("{\"body\":null,\"httpHeaders\":{},\"httpStatusCode\":204,\"referenceId\":\"gone\"}");
	}

	@Test
	void failedRequestIsThePublishedExampleAndLeavesTheOthersAlone() {
		JsonNode answers = composite(false, ACCOUNT, BAD_CONTACT);
		assertThat(answers.get(1))
			.hasToString("{\"body\":[{\"message\":\"Email: invalid email address: Not a real email"
					+ " address\",\"errorCode\":\"INVALID_EMAIL_ADDRESS\",\"fields\":[\"Email\"]}],\"httpHeaders\":{},"
					+ "\"httpStatusCode\":400,\"referenceId\":\"badContact\"}");
		assertThat(this.org.api.records("Account")).hasSize(1);
	}

	@Test
	void allOrNoneUndoesWhatWentWell() {
		JsonNode answers = composite(true, ACCOUNT, BAD_CONTACT, CONTACT);
		assertThat(answers).extracting((answer) -> answer.at("/body/0/errorCode").asText())
			.containsExactly("PROCESSING_HALTED", "INVALID_EMAIL_ADDRESS", "PROCESSING_HALTED");
		assertThat(answers).extracting((answer) -> answer.path("httpStatusCode").intValue()).containsOnly(400);
		assertThat(this.org.api.records("Account")).isEmpty();
		assertThat(this.org.api.records("Contact")).isEmpty();
	}

	@Test
	void allOrNoneReachesIntoCollections() {
		String collection = """
				{"method":"POST","url":"/services/data/v68.0/composite/sobjects","referenceId":"many",
				"body":{"allOrNone":false,"records":[{"attributes":{"type":"Account"},"Name":"A"},
				{"attributes":{"type":"Account"}}]}}""";
		JsonNode answers = composite(true, ACCOUNT, collection);
		assertThat(answers.at("/0/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
		assertThat(answers.at("/1/body/0/errors/0/statusCode").asText()).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
		assertThat(this.org.api.records("Account")).isEmpty();
		assertThat(composite(false, ACCOUNT, collection).at("/1/body/0/success").booleanValue()).isTrue();
		assertThat(this.org.api.records("Account")).hasSize(2);
	}

	@Test
	void allOrNoneThatSucceedsStays() {
		composite(true, ACCOUNT, CONTACT);
		assertThat(this.org.api.records("Account")).hasSize(1);
		assertThat(this.org.api.records("Contact")).hasSize(1);
	}

	@Test
	void referenceToNothingHaltsThatRequest() {
		JsonNode answers = composite(false, CONTACT, ACCOUNT);
		assertThat(answers.at("/0/httpStatusCode").intValue()).isEqualTo(400);
		assertThat(answers.at("/0/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
		assertThat(answers.at("/0/body/0/message").asText())
			.isEqualTo("Invalid reference specified. No value for refAccount.id found in refAccount");
		assertThat(answers.at("/1/httpStatusCode").intValue()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/services/data/v68.0/composite", "/services/data/v68.0/jobs/ingest",
			"/services/oauth2/token", "https://evil.example/services/data/v68.0/sobjects" })
	void requestForAnotherResourceIsNotFound(String url) {
		JsonNode answers = composite(false, "{\"method\":\"GET\",\"url\":\"%s\",\"referenceId\":\"r\"}".formatted(url));
		assertThat(answers.at("/0/httpStatusCode").intValue()).isEqualTo(404);
	}

	@Test
	void moreThan25RequestsAreTooMany() {
		assertThat(
				post(IntStream.range(0, 25).mapToObj(CompositeResourceTests::versions).toArray(String[]::new)).status())
			.isEqualTo(200);
		assertThat(
				post(IntStream.range(0, 26).mapToObj(CompositeResourceTests::versions).toArray(String[]::new)).status())
			.isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"compositeRequest\":[]}", "{\"compositeRequest\":[1]}",
			"{\"compositeRequest\":[{\"method\":\"GET\",\"url\":\"/services/data/v68.0/sobjects\"}]}",
			"{\"compositeRequest\":[{\"method\":\"GET\",\"url\":\"/x\",\"referenceId\":\"a\"},"
					+ "{\"method\":\"GET\",\"url\":\"/x\",\"referenceId\":\"a\"}]}" })
	void requestThatIsNotWellFormedIsRefused(String json) {
		TestOrg.Answer answer = this.org.post("composite", json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "composite/graph", "composite/batch/x", "composite/graph" })
	void whatIsNotThereIsNotFound(String path) {
		assertThat(this.org.post(path, "{}").status()).isEqualTo(404);
	}

	private static String versions(int number) {
		return "{\"method\":\"GET\",\"url\":\"/services/data/v68.0/sobjects\",\"referenceId\":\"r%d\"}"
			.formatted(number);
	}

	private JsonNode composite(boolean allOrNone, String... subrequests) {
		TestOrg.Answer answer = this.org.post("composite/",
				"{\"allOrNone\":%s,\"compositeRequest\":[%s]}".formatted(allOrNone, String.join(",", subrequests)));
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json().path("compositeResponse");
	}

	private TestOrg.Answer post(String... subrequests) {
		return this.org.post("composite",
				IntStream.range(0, subrequests.length)
					.mapToObj((i) -> subrequests[i])
					.collect(Collectors.joining(",", "{\"compositeRequest\":[", "]}")));
	}

}
