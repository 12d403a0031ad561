package io.github.salesforcejwt.test.internal.data;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.threeten.extra.MutableClock;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SObjectResourceTests {

	private final TestOrg org = new TestOrg(TestOrg.schema(
			TestOrg.object("Account", Field.text("Legacy_Id__c", 20).with(Field.Trait.EXTERNAL_ID),
					Field.plain("Checked__c", FieldType.DATETIME)),
			TestOrg.object("Invoice__c",
					Field.text("Number__c", 20).with(Field.Trait.EXTERNAL_ID).with(Field.Trait.UNIQUE),
					Field.number("Total__c", FieldType.DOUBLE, 18, 2))));

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void createAnswersTheIdAndWhereTheRecordIs() {
		TestOrg.Answer answer = this.org.post("sobjects/Account", "{\"Name\":\"Acme\"}");
		assertThat(answer.status()).isEqualTo(201);
		String id = answer.json().path("id").asText();
		assertThat(id).hasSize(18).startsWith("001");
		assertThat(answer.body()).isEqualTo("{\"id\":\"%s\",\"success\":true,\"errors\":[]}".formatted(id));
		assertThat(answer.headers()).containsEntry("Location", "/services/data/v68.0/sobjects/Account/" + id)
			.containsEntry("Content-Type", "application/json;charset=UTF-8");
	}

	@Test
	void readAnswersEachFieldInItsType() {
		String id = this.org.create("Account", """
				{"Name":"Äcme \\"& Söhne\\"","AnnualRevenue":1250000.5,"NumberOfEmployees":12,
				"Checked__c":"2026-03-01T12:00:00.250+0100"}""");
		JsonNode record = this.org.get("sobjects/Account/" + id).json();
		assertThat(record.path("attributes"))
			.hasToString("{\"type\":\"Account\",\"url\":\"/services/data/v68.0/sobjects/Account/%s\"}".formatted(id));
		assertThat(record.path("Id").asText()).isEqualTo(id);
		assertThat(record.path("Name").asText()).isEqualTo("Äcme \"& Söhne\"");
		assertThat(record.path("AnnualRevenue").doubleValue()).isEqualTo(1250000.5);
		assertThat(record.path("NumberOfEmployees").isInt()).isTrue();
		assertThat(record.path("Checked__c").asText()).isEqualTo("2026-03-01T11:00:00.250+0000");
		assertThat(record.path("Phone").isNull()).isTrue();
		assertThat(record.path("IsDeleted").booleanValue()).isFalse();
		assertThat(record.path("CreatedDate").asText()).isEqualTo("2026-11-22T10:15:30.000+0000");
	}

	@Test
	void readAnswersOnlyTheFieldsAskedFor() {
		String id = this.org.create("Account", "{\"Name\":\"Acme\",\"Phone\":\"1\"}");
		JsonNode record = this.org.get("sobjects/account/" + id.substring(0, 15) + "?fields=name,Phone").json();
		assertThat(record.properties()).extracting(Map.Entry::getKey)
			.containsExactly("attributes", "Name", "Phone", "Id");
	}

	@Test
	void updateChangesOnlyWhatIsSentAndTheTimeOfChange() {
		MutableClock clock = MutableClock.of(TestOrg.NOW, ZoneOffset.UTC);
		try (TestOrg moving = new TestOrg(Schema.standard(), clock)) {
			String id = moving.create("Account", "{\"Name\":\"Acme\",\"Phone\":\"1\",\"Site\":\"x\"}");
			clock.add(Duration.ofHours(1));
			TestOrg.Answer answer = moving.patch("sobjects/Account/" + id, "{\"Phone\":\"2\",\"Site\":\"\"}");
			assertThat(answer.status()).isEqualTo(204);
			assertThat(answer.body()).isEmpty();
			assertThat(moving.api.records("Account")).singleElement()
				.satisfies((record) -> assertThat(record).containsEntry("Name", "Acme")
					.containsEntry("Phone", "2")
					.containsEntry("Site", null)
					.containsEntry("CreatedDate", "2026-11-22T10:15:30.000+0000")
					.containsEntry("LastModifiedDate", "2026-11-22T11:15:30.000+0000"));
		}
	}

	@Test
	void deletedRecordIsToldFromOneThatNeverWas() {
		String id = this.org.create("Account", "{\"Name\":\"Acme\"}");
		assertThat(this.org.delete("sobjects/Account/" + id).status()).isEqualTo(204);
		assertThat(this.org.api.records("Account")).isEmpty();
		for (String method : List.of("GET", "PATCH", "DELETE")) {
			assertError(this.org.send(method, "sobjects/Account/" + id, "{}"), 404, "ENTITY_IS_DELETED",
					"entity is deleted");
		}
		assertError(this.org.get("sobjects/Account/" + SalesforceIds.create("001", 999)), 404, "NOT_FOUND",
				"The requested resource does not exist");
		assertError(this.org.get("sobjects/Account/nonsense"), 404, "NOT_FOUND",
				"The requested resource does not exist");
	}

	@Test
	void upsertCreatesThenUpdates() {
		TestOrg.Answer created = this.org.patch("sobjects/Account/ERP_Id__c/4711", "{\"Name\":\"Acme\"}");
		assertThat(created.status()).isEqualTo(201);
		String id = created.json().path("id").asText();
		assertThat(created.body())
			.isEqualTo("{\"id\":\"%s\",\"success\":true,\"errors\":[],\"created\":true}".formatted(id));
		TestOrg.Answer updated = this.org.patch("sobjects/Account/ERP_Id__c/4711", "{\"Phone\":\"2\"}");
		assertThat(updated.status()).isEqualTo(200);
		assertThat(updated.body())
			.isEqualTo("{\"id\":\"%s\",\"success\":true,\"errors\":[],\"created\":false}".formatted(id));
		JsonNode record = this.org.get("sobjects/Account/ERP_Id__c/4711").json();
		assertThat(record.path("Name").asText()).isEqualTo("Acme");
		assertThat(record.path("Phone").asText()).isEqualTo("2");
	}

	@Test
	void externalIdIsDecodedAndFoundWithoutRegardToCase() {
		this.org.patch("sobjects/Account/ERP_Id__c/A%2F1%20+%C3%B6", "{\"Name\":\"Acme\"}");
		assertThat(this.org.api.records("Account")).singleElement()
			.satisfies((record) -> assertThat(record).containsEntry("ERP_Id__c", "A/1 +ö"));
		assertThat(this.org.get("sobjects/Account/erp_id__C/a%2F1%20+%C3%B6?fields=Name").status()).isEqualTo(200);
	}

	@Test
	void upsertThatMayOnlyUpdateCreatesNothing() {
		assertError(this.org.patch("sobjects/Account/ERP_Id__c/NOSUCH?updateOnly=true", "{\"Name\":\"Acme\"}"), 404,
				"NOT_FOUND", "The requested resource does not exist");
		assertThat(this.org.api.records("Account")).isEmpty();
		this.org.patch("sobjects/Account/ERP_Id__c/4711?updateOnly=false", "{\"Name\":\"Acme\"}");
		TestOrg.Answer updated = this.org.patch("sobjects/Account/ERP_Id__c/4711?updateOnly=true",
				"{\"Name\":\"Acme Ltd\"}");
		assertThat(updated.status()).isEqualTo(200);
		assertThat(updated.json().path("created").booleanValue()).isFalse();
	}

	@Test
	void idStandsForAnExternalId() {
		TestOrg.Answer created = this.org.post("sobjects/Account/Id", "{\"Name\":\"Acme\"}");
		String id = created.json().path("id").asText();
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.body())
			.isEqualTo("{\"id\":\"%s\",\"success\":true,\"errors\":[],\"created\":true}".formatted(id));
		TestOrg.Answer updated = this.org.patch("sobjects/Account/Id/" + id, "{\"Name\":\"Acme Ltd\"}");
		assertThat(updated.body())
			.isEqualTo("{\"id\":\"%s\",\"success\":true,\"errors\":[],\"created\":false}".formatted(id));
		assertThat(this.org.get("sobjects/Account/Id/" + id).json().path("Name").asText()).isEqualTo("Acme Ltd");
	}

	@Test
	void upsertOfAnIdThatSeveralRecordsHaveChangesNone() {
		String first = this.org.create("Account", "{\"Name\":\"A\",\"Legacy_Id__c\":\"7\"}");
		String second = this.org.create("Account", "{\"Name\":\"B\",\"Legacy_Id__c\":\"7\"}");
		TestOrg.Answer answer = this.org.patch("sobjects/Account/Legacy_Id__c/7", "{\"Name\":\"C\"}");
		assertThat(answer.status()).isEqualTo(300);
		assertThat(answer.json()).extracting(JsonNode::asText)
			.containsExactly("/services/data/v68.0/sobjects/Account/" + first,
					"/services/data/v68.0/sobjects/Account/" + second);
		assertThat(this.org.get("sobjects/Account/Legacy_Id__c/7").status()).isEqualTo(300);
		assertThat(this.org.api.records("Account")).extracting((record) -> record.get("Name"))
			.containsExactly("A", "B");
	}

	@Test
	void externalIdOfADeletedRecordIsFreeAgain() {
		this.org.patch("sobjects/Account/ERP_Id__c/1", "{\"Name\":\"Old\"}");
		assertThat(this.org.delete("sobjects/Account/ERP_Id__c/1").status()).isEqualTo(204);
		assertThat(this.org.get("sobjects/Account/ERP_Id__c/1").status()).isEqualTo(404);
		assertThat(this.org.patch("sobjects/Account/ERP_Id__c/1", "{\"Name\":\"New\"}").status()).isEqualTo(201);
	}

	@Test
	void duplicateOfAUniqueValueNamesTheOtherRecord() {
		String id = this.org.create("Account", "{\"Name\":\"A\",\"ERP_Id__c\":\"x1\"}");
		String other = this.org.create("Account", "{\"Name\":\"B\"}");
		String message = "duplicate value found: ERP_Id__c duplicates value on record with id: " + id;
		assertError(this.org.post("sobjects/Account", "{\"Name\":\"C\",\"ERP_Id__c\":\"X1\"}"), 400, "DUPLICATE_VALUE",
				message);
		assertError(this.org.patch("sobjects/Account/" + other, "{\"ERP_Id__c\":\"x1\"}"), 400, "DUPLICATE_VALUE",
				message);
		assertThat(this.org.api.records("Account")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{}                                         | REQUIRED_FIELD_MISSING          | Required fields are missing: [Name]
					{"Name":null}                              | REQUIRED_FIELD_MISSING          | Required fields are missing: [Name]
					{"Name":"A","Foo":1}                       | INVALID_FIELD                   | No such column 'Foo' on sobject of type Account
					{"Name":"A","CreatedDate":"2026-01-01"}    | INVALID_FIELD_FOR_INSERT_UPDATE | Unable to create/update fields: CreatedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.
					{"Name":"A","Id":"x"}                      | INVALID_FIELD                   | The Id field should not be specified in the sobject data.
					{"Name":5}                                 | JSON_PARSER_ERROR               | Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 or request may be missing a required field
					{"Name":"A","NumberOfEmployees":"many"}    | JSON_PARSER_ERROR               | Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field
					{"Name":"A","Checked__c":"22.11.2026"}     | JSON_PARSER_ERROR               | Cannot deserialize instance of datetime from VALUE_STRING value 22.11.2026 or request may be missing a required field
					{"Name":"A","ParentId":"003000000000001"}  | MALFORMED_ID                    | Parent Account ID: id value of incorrect type: 003000000000001
					{"Name":"A","ParentId":"001000000000001"}  | INVALID_CROSS_REFERENCE_KEY     | invalid cross reference id
					{"Name":"A","AccountNumber":"12345678901234567890123456789012345678901"} | STRING_TOO_LONG | Account Number: data value too large: 12345678901234567890123456789012345678901 (max length=40)
					{"Name":"A"                                | JSON_PARSER_ERROR               | Unexpected end-of-input: expected close marker for Object (start marker at [line:1, column:1]) at [line:1, column:12]
					[]                                         | JSON_PARSER_ERROR               | Can not deserialize SObject out of START_ARRAY token
					""")
	void badRecordIsRefused(String json, String code, String message) {
		assertError(this.org.post("sobjects/Account", json), 400, code, message);
		assertThat(this.org.api.records("Account")).isEmpty();
	}

	@Test
	void errorNamesTheFields() {
		TestOrg.Answer answer = this.org.post("sobjects/Lead", "{}");
		assertThat(answer.body()).isEqualTo("[{\"message\":\"Required fields are missing: [LastName, Company]\","
				+ "\"errorCode\":\"REQUIRED_FIELD_MISSING\",\"fields\":[\"LastName\",\"Company\"]}]");
	}

	@Test
	void invalidEmailIsThePublishedExample() {
		TestOrg.Answer answer = this.org.post("sobjects/Contact",
				"{\"LastName\":\"Smith\",\"Email\":\"Not a real email address\"}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo("[{\"message\":\"Email: invalid email address: Not a real email address\","
				+ "\"errorCode\":\"INVALID_EMAIL_ADDRESS\",\"fields\":[\"Email\"]}]");
	}

	@Test
	void emptyBodyIsNoRecord() {
		assertError(this.org.post("sobjects/Account", ""), 400, "JSON_PARSER_ERROR",
				"The HTTP entity body is required, but this request has no entity body.");
	}

	@Test
	void upsertRefusesTheExternalIdInTheBody() {
		assertError(this.org.patch("sobjects/Account/ERP_Id__c/1", "{\"Name\":\"A\",\"ERP_Id__c\":\"1\"}"), 400,
				"INVALID_FIELD", "The ERP_Id__c field should not be specified in the sobject data.");
	}

	@Test
	void formIsNoRecord() {
		TestOrg.Answer answer = this.org.send("POST", "sobjects/Account", "Name=Acme",
				Map.of("content-type", "application/x-www-form-urlencoded"));
		assertThat(answer.status()).isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sobjects/Nonsense", "sobjects/Account/x/y/z", "sobjects/Account/update", "nonsense",
			"tooling/query" })
	void whatIsNotThereIsNotFound(String path) {
		assertError(this.org.get(path), 404, "NOT_FOUND", "The requested resource does not exist");
	}

	@Test
	void fieldThatIsNoExternalIdIsNotFound() {
		assertError(this.org.get("sobjects/Account/Name/Acme"), 404, "NOT_FOUND",
				"Provided external ID field does not exist or is not accessible: Name");
	}

	@Test
	void methodThatAResourceHasNotIsNotAllowed() {
		assertError(this.org.send("PUT", "sobjects/Account", "{}"), 405, "METHOD_NOT_ALLOWED",
				"HTTP Method 'PUT' not allowed. Allowed are GET,HEAD,POST");
	}

	@Test
	void postStandsInForPatchWhereAClientHasNone() {
		String id = this.org.create("Account", "{\"Name\":\"A\"}");
		assertThat(this.org.post("sobjects/Account/" + id + "?_HttpMethod=PATCH", "{\"Name\":\"B\"}").status())
			.isEqualTo(204);
		assertThat(this.org.get("sobjects/Account/" + id).json().path("Name").asText()).isEqualTo("B");
	}

	@Test
	void nameOfAPersonIsComposed() {
		String account = this.org.create("Account", "{\"Name\":\"Acme\"}");
		String id = this.org.create("Contact", """
				{"FirstName":"Ada","LastName":"Byron","Birthdate":"1815-12-10","AccountId":"%s"}"""
			.formatted(account.substring(0, 15)));
		JsonNode contact = this.org.get("sobjects/Contact/" + id).json();
		assertThat(contact.path("Name").asText()).isEqualTo("Ada Byron");
		assertThat(contact.path("AccountId").asText()).isEqualTo(account);
		assertThat(contact.path("Birthdate").asText()).isEqualTo("1815-12-10");
		this.org.patch("sobjects/Contact/" + id, "{\"FirstName\":null}");
		assertThat(this.org.get("sobjects/Contact/" + id).json().path("Name").asText()).isEqualTo("Byron");
	}

	@Test
	void parentIsFoundByItsExternalId() {
		this.org.patch("sobjects/Account/ERP_Id__c/4711", "{\"Name\":\"Acme\"}");
		this.org.create("Contact", "{\"LastName\":\"Byron\",\"Account\":{\"ERP_Id__c\":\"4711\"}}");
		assertThat(this.org.api.records("Contact").get(0)).containsEntry("AccountId",
				this.org.api.records("Account").get(0).get("Id"));
		assertError(this.org.post("sobjects/Contact", "{\"LastName\":\"B\",\"Account\":{\"ERP_Id__c\":\"x\"}}"), 400,
				"INVALID_FIELD", "Foreign key external ID: x not found for field ERP_Id__c in entity Account");
		assertError(this.org.post("sobjects/Contact", "{\"LastName\":\"B\",\"Account\":{\"Name\":\"x\"}}"), 400,
				"INVALID_FIELD", "No such column 'Name' on sobject of type Account");
		assertError(this.org.post("sobjects/Contact", "{\"LastName\":\"B\",\"Account\":\"x\"}"), 400,
				"JSON_PARSER_ERROR", "Can not deserialize SObject out of VALUE_STRING token");
	}

	@Test
	void checkboxIsNeverNull() {
		String id = this.org.create("Product2", "{\"Name\":\"Bolt\"}");
		assertThat(this.org.get("sobjects/Product2/" + id).json().path("IsActive").booleanValue()).isFalse();
		assertThat(this.org.patch("sobjects/Product2/" + id, "{\"IsActive\":null}").status()).isEqualTo(204);
	}

	@Test
	void customObjectHasIdsOfItsOwnAndANameWithoutOne() {
		String id = this.org.create("Invoice__c", "{\"Number__c\":\"R1\",\"Total__c\":\"12.50\"}");
		assertThat(id).startsWith("a00");
		assertThat(this.org.api.records("invoice__c")).singleElement()
			.satisfies((record) -> assertThat(record).containsEntry("Name", id).containsEntry("Total__c", 12.5));
	}

	@Test
	void describeTellsWhatASynchronizationAsks() {
		JsonNode describe = this.org.get("sobjects/Account/describe").json();
		assertThat(describe.path("keyPrefix").asText()).isEqualTo("001");
		JsonNode erpId = field(describe, "ERP_Id__c");
		assertThat(erpId.path("externalId").booleanValue()).isTrue();
		assertThat(erpId.path("unique").booleanValue()).isTrue();
		assertThat(erpId.path("idLookup").booleanValue()).isTrue();
		assertThat(erpId.path("length").intValue()).isEqualTo(40);
		assertThat(field(describe, "Name").path("nillable").booleanValue()).isFalse();
		assertThat(field(describe, "CreatedDate").path("createable").booleanValue()).isFalse();
		assertThat(field(describe, "ParentId").path("referenceTo").get(0).asText()).isEqualTo("Account");
	}

	@Test
	void sObjectsAreListed() {
		assertThat(this.org.get("sobjects").json().path("sobjects")).extracting((type) -> type.path("name").asText())
			.containsExactly("Account", "Contact", "Lead", "Opportunity", "Product2", "RecordType", "User",
					"Invoice__c");
		assertThat(this.org.get("sobjects/Account").json().at("/objectDescribe/urls/rowTemplate").asText())
			.isEqualTo("/services/data/v68.0/sobjects/Account/{ID}");
	}

	@Test
	void concurrentUpsertsOfOneExternalIdLeaveOneRecord() throws InterruptedException {
		Set<Integer> statuses = ConcurrentHashMap.newKeySet();
		Set<String> ids = ConcurrentHashMap.newKeySet();
		ExecutorService threads = Executors.newFixedThreadPool(16);
		for (int i = 0; i < 200; i++) {
			String json = "{\"Name\":\"Acme %d\"}".formatted(i);
			threads.execute(() -> {
				TestOrg.Answer answer = this.org.patch("sobjects/Account/ERP_Id__c/4711", json);
				statuses.add(answer.status());
				ids.add(answer.json().path("id").asText());
			});
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		assertThat(statuses).containsExactlyInAnyOrder(200, 201);
		assertThat(ids).hasSize(1);
		assertThat(this.org.api.records("Account")).hasSize(1);
	}

	@Test
	void orgsAreApart() {
		try (TestOrg other = new TestOrg()) {
			other.create("Account", "{\"Name\":\"Acme\"}");
			assertThat(this.org.api.records("Account")).isEmpty();
		}
	}

	@Test
	void recordsOfAnUnknownTypeAreAMistakeOfTheTest() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.org.api.records("Acount"))
			.withMessage(
					"No sObject 'Acount'; there are [Account, Contact, Lead, Opportunity, Product2, RecordType, User, Invoice__c]");
	}

	private static JsonNode field(JsonNode describe, String name) {
		for (JsonNode field : describe.path("fields")) {
			if (field.path("name").asText().equals(name)) {
				return field;
			}
		}
		throw new AssertionError("no field " + name);
	}

	private static void assertError(TestOrg.Answer answer, int status, String code, String message) {
		JsonNode error = answer.json().path(0);
		assertThat(error.path("errorCode").asText()).isEqualTo(code);
		assertThat(error.path("message").asText()).isEqualTo(message);
		assertThat(answer.status()).isEqualTo(status);
	}

}
