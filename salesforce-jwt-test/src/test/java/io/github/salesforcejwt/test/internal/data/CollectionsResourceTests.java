package io.github.salesforcejwt.test.internal.data;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class CollectionsResourceTests {

	private static final String UPSERT = "composite/sobjects/Account/ERP_Id__c";

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void upsertAnswersEachRowInOrder() {
		this.org.patch("sobjects/Account/ERP_Id__c/2", "{\"Name\":\"Two\"}");
		TestOrg.Answer answer = this.org.patch(UPSERT, records(account("\"ERP_Id__c\":\"1\",\"Name\":\"One\""),
				account("\"ERP_Id__c\":\"2\",\"Name\":\"Second\""), account("\"ERP_Id__c\":\"3\"")));
		assertThat(answer.status()).isEqualTo(200);
		JsonNode results = answer.json();
		assertThat(results).hasSize(3);
		String first = results.at("/0/id").asText();
		assertThat(results.get(0))
			.hasToString("{\"id\":\"%s\",\"success\":true,\"errors\":[],\"created\":true}".formatted(first));
		assertThat(results.at("/1/created").booleanValue()).isFalse();
		assertThat(results.get(2))
			.hasToString("{\"success\":false,\"errors\":[{\"statusCode\":\"REQUIRED_FIELD_MISSING\","
					+ "\"message\":\"Required fields are missing: [Name]\",\"fields\":[\"Name\"]}],\"created\":false}");
		assertThat(this.org.api.records("Account")).extracting((record) -> record.get("Name"))
			.containsExactly("Second", "One");
	}

	@Test
	void eachKindOfBadRowHasItsError() {
		TestOrg.Answer answer = this.org.patch(UPSERT,
				records(account("\"ERP_Id__c\":\"1\",\"Name\":\"A\",\"Foo\":1"),
						account("\"ERP_Id__c\":\"2\",\"Name\":\"B\",\"BillingCity\":\"%s\"".formatted("x".repeat(41))),
						account("\"Name\":\"C\""), account("\"ERP_Id__c\":\"4\",\"Name\":\"D\""),
						account("\"ERP_Id__c\":\"5\",\"Name\":\"E\""), account("\"ERP_Id__c\":\"5\",\"Name\":\"F\"")));
		assertThat(answer.json()).extracting((row) -> row.at("/errors/0/statusCode").asText())
			.containsExactly("INVALID_FIELD", "STRING_TOO_LONG", "MISSING_ARGUMENT", "", "DUPLICATE_VALUE",
					"DUPLICATE_VALUE");
		assertThat(answer.json().at("/5/errors/0/message").asText()).isEqualTo("Duplicate external id specified: 5");
		assertThat(this.org.api.records("Account")).extracting((record) -> record.get("Name")).containsExactly("D");
	}

	@Test
	void allOrNoneUndoesTheRowsBeforeAndAfter() {
		TestOrg.Answer answer = this.org.patch(UPSERT,
				records(account("\"ERP_Id__c\":\"1\",\"Name\":\"A\""), account("\"ERP_Id__c\":\"2\""),
						account("\"ERP_Id__c\":\"3\",\"Name\":\"C\""))
					.replace("{\"records\"", "{\"allOrNone\":true,\"records\""));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).extracting((row) -> row.at("/errors/0/statusCode").asText())
			.containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING",
					"ALL_OR_NONE_OPERATION_ROLLED_BACK");
		assertThat(answer.json()).allSatisfy((row) -> {
			assertThat(row.has("id")).isFalse();
			assertThat(row.path("success").booleanValue()).isFalse();
		});
		assertThat(this.org.api.records("Account")).isEmpty();
	}

	@Test
	void upsertTakes200RowsAndNoMore() {
		assertThat(this.org.patch(UPSERT, accounts(200)).json()).hasSize(200)
			.allSatisfy((row) -> assertThat(row.path("created").booleanValue()).isTrue());
		TestOrg.Answer tooMany = this.org.patch(UPSERT, accounts(201));
		assertThat(tooMany.status()).isEqualTo(400);
		assertThat(tooMany.json().at("/0/errorCode").asText()).isEqualTo("EXCEEDED_ID_LIMIT");
		assertThat(this.org.api.records("Account")).hasSize(200);
	}

	@Test
	void upsertRefusesTheWholeRequestWhereItIsNotWellFormed() {
		assertThat(this.org.patch(UPSERT, "{\"records\":[{\"Name\":\"A\",\"ERP_Id__c\":\"1\"}]}").status())
			.isEqualTo(400);
		assertThat(this.org.patch(UPSERT, "{\"records\":[{\"attributes\":{\"type\":\"Contact\"}}]}").status())
			.isEqualTo(400);
		assertThat(this.org.patch(UPSERT, "{\"rows\":[]}").status()).isEqualTo(400);
		assertThat(this.org.patch(UPSERT, "{\"records\":[").json().at("/0/errorCode").asText())
			.isEqualTo("JSON_PARSER_ERROR");
		assertThat(this.org.patch("composite/sobjects/Account/Name", accounts(1)).status()).isEqualTo(404);
		assertThat(this.org.api.records("Account")).isEmpty();
	}

	@Test
	void createsRecordsOfSeveralTypes() {
		JsonNode results = this.org
			.post("composite/sobjects",
					records(account("\"Name\":\"A\""), "{\"attributes\":{\"type\":\"Contact\"},\"LastName\":\"Byron\"}",
							account("\"Phone\":\"1\"")))
			.json();
		assertThat(results.at("/0/id").asText()).startsWith("001");
		assertThat(results.at("/1/id").asText()).startsWith("003");
		assertThat(results.get(0).has("created")).isFalse();
		assertThat(results.at("/2/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
	}

	@Test
	void updatesByIdInEachRow() {
		String id = this.org.create("Account", "{\"Name\":\"A\"}");
		String missing = SalesforceIds.create("001", 999);
		JsonNode results = this.org
			.patch("composite/sobjects",
					records(account("\"id\":\"%s\",\"Name\":\"B\"".formatted(id)),
							account("\"Id\":\"%s\",\"Name\":\"B\"".formatted(missing)), account("\"Name\":\"B\""),
							account("\"Id\":\"003\",\"Name\":\"B\"")))
			.json();
		assertThat(results.get(0)).hasToString("{\"id\":\"%s\",\"success\":true,\"errors\":[]}".formatted(id));
		assertThat(results).extracting((row) -> row.at("/errors/0/statusCode").asText())
			.containsExactly("", "INVALID_CROSS_REFERENCE_KEY", "MISSING_ARGUMENT", "MALFORMED_ID");
		assertThat(this.org.get("sobjects/Account/" + id).json().path("Name").asText()).isEqualTo("B");
	}

	@Test
	void deletesByIds() {
		String account = this.org.create("Account", "{\"Name\":\"A\"}");
		String contact = this.org.create("Contact", "{\"LastName\":\"B\"}");
		JsonNode results = this.org
			.delete("composite/sobjects?ids=%s,%s,%s".formatted(account, contact, SalesforceIds.create("001", 999)))
			.json();
		assertThat(results.get(1)).hasToString("{\"id\":\"%s\",\"success\":true,\"errors\":[]}".formatted(contact));
		assertThat(results.get(2)).hasToString("{\"success\":false,\"errors\":[{\"statusCode\":"
				+ "\"INVALID_CROSS_REFERENCE_KEY\",\"message\":\"invalid cross reference id\",\"fields\":[]}]}");
		assertThat(this.org.api.records("Account")).isEmpty();
		assertThat(this.org.api.records("Contact")).isEmpty();
	}

	@Test
	void deleteAllOrNoneKeepsTheIdsOfTheRecordsThatStay() {
		String id = this.org.create("Account", "{\"Name\":\"A\"}");
		JsonNode results = this.org
			.delete("composite/sobjects?allOrNone=true&ids=%s,%s".formatted(id, SalesforceIds.create("001", 999)))
			.json();
		assertThat(results.at("/0/id").asText()).isEqualTo(id);
		assertThat(results.at("/0/errors/0/statusCode").asText()).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
		assertThat(results.get(1).has("id")).isFalse();
		assertThat(this.org.api.records("Account")).hasSize(1);
	}

	@Test
	void readsByIdsWithNullForWhatIsNotThere() {
		String kept = this.org.create("Account", "{\"Name\":\"A\"}");
		String deleted = this.org.create("Account", "{\"Name\":\"B\"}");
		this.org.delete("sobjects/Account/" + deleted);
		JsonNode records = this.org
			.get("composite/sobjects/Account?ids=%s,%s&fields=Name".formatted(deleted, kept.substring(0, 15)))
			.json();
		assertThat(records.get(0).isNull()).isTrue();
		assertThat(records.at("/1/Name").asText()).isEqualTo("A");
	}

	@Test
	void readsByIdsInTheBody() {
		String id = this.org.create("Account", "{\"Name\":\"A\"}");
		String none = SalesforceIds.create("001", 999);
		JsonNode records = this.org
			.post("composite/sobjects/Account",
					"{\"ids\":[\"%s\",\"%s\"],\"fields\":[\"Id\",\"Name\"]}".formatted(id, none))
			.json();
		assertThat(records.at("/0/Name").asText()).isEqualTo("A");
		assertThat(records.get(1).isNull()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"fields":["Id"]}                              | MISSING_ARGUMENT
			{"ids":["001000000000001AAA"]}                 | MISSING_ARGUMENT
			{"ids":["x"],"fields":["Id"]}                  | MALFORMED_ID
			{"ids":["001000000000001AAA"],"fields":["Foo"]} | INVALID_FIELD
			[]                                             | JSON_PARSER_ERROR
			""")
	void badReadIsRefused(String body, String code) {
		TestOrg.Answer answer = this.org.post("composite/sobjects/Account", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
	}

	@Test
	void moreThanTwoThousandIdsAreRefused() {
		String ids = IntStream.rangeClosed(1, 2001)
			.mapToObj((number) -> '"' + SalesforceIds.create("001", number) + '"')
			.collect(Collectors.joining(","));
		TestOrg.Answer answer = this.org.post("composite/sobjects/Account",
				"{\"ids\":[%s],\"fields\":[\"Id\"]}".formatted(ids));
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo("EXCEEDED_ID_LIMIT");
	}

	private static String accounts(int number) {
		return IntStream.range(0, number)
			.mapToObj((i) -> account("\"ERP_Id__c\":\"%d\",\"Name\":\"A\"".formatted(i)))
			.collect(Collectors.joining(",", "{\"records\":[", "]}"));
	}

	private static String account(String fields) {
		return "{\"attributes\":{\"type\":\"Account\"},%s}".formatted(fields);
	}

	private static String records(String... records) {
		return "{\"records\":[%s]}".formatted(String.join(",", records));
	}

}
