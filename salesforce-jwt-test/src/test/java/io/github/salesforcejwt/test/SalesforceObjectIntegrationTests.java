package io.github.salesforcejwt.test;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.common.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * SObjects that a test defines, in its own process and in another.
 */
class SalesforceObjectIntegrationTests {

	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	private String token = "";

	@BeforeEach
	void define() {
		this.token = TestClient.login(this.org);
		this.org.defineObject(SalesforceObject.named("Invoice__c")
			.label("Invoice", "Invoices")
			.fields(SalesforceField.autoNumber("Name", "INV-{0000}"),
					SalesforceField.text("ERP_Id__c", 20).externalId().unique().required(),
					SalesforceField.picklist("Status__c", "Draft", "Sent", "Paid").restricted().defaultValue("Draft"),
					SalesforceField.multiPicklist("Channels__c", "Mail", "Portal").restricted(),
					SalesforceField.currency("Total__c"), SalesforceField.date("Paid_On__c"),
					SalesforceField.lookup("Account__c", "Account").children("Bills").keepsParent(),
					SalesforceField.text("Code__c", 5).unique().caseSensitive(), SalesforceField.checkbox("Printed__c"),
					SalesforceField.text("Secret__c", 10).readOnly())
			.recordTypes("Domestic", "Export")
			.rule("Paid_has_a_date",
					(invoice) -> "Paid".equals(invoice.get("Status__c")) && invoice.get("Paid_On__c") == null,
					"A paid invoice needs the day of its payment", "Paid_On__c"))
			.defineObject(SalesforceObject.named("Line__c")
				.fields(SalesforceField.masterDetail("Invoice__c", "Invoice__c").label("Bill"),
						SalesforceField.number("Quantity__c", 4, 1)));
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void definedObjectIsWrittenAndQueried() {
		String account = create("Account", "{\"Name\":\"Acme\"}");
		String invoice = create("Invoice__c", "{\"ERP_Id__c\":\"1\",\"Account__c\":\"%s\"}".formatted(account));
		create("Line__c", "{\"Invoice__r\":{\"ERP_Id__c\":\"1\"},\"Quantity__c\":2.5}");
		assertThat(this.org.records("Invoice__c")).singleElement()
			.satisfies((record) -> assertThat(record).containsEntry("Name", "INV-0001")
				.containsEntry("Status__c", "Draft")
				.containsEntry("Printed__c", false));
		assertThat(query("SELECT Name, RecordType.DeveloperName, (SELECT Quantity__c, Invoice__r.Account__r.Name"
				+ " FROM Lines__r) FROM Invoice__c WHERE Id = '" + invoice + "'"))
			.contains("\"DeveloperName\":\"Domestic\"", "\"Quantity__c\":2.5", "\"Name\":\"Acme\"");
		assertThat(query("SELECT (SELECT Name FROM Bills__r) FROM Account")).contains("INV-0001");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{}                                            | REQUIRED_FIELD_MISSING | Required fields are missing: [ERP_Id__c]
					{"ERP_Id__c":"2","Status__c":"Lost"}          | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Status: bad value for restricted picklist field: Lost
					{"ERP_Id__c":"2","Channels__c":"Mail;Fax"}    | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Channels: bad value for restricted picklist field: Fax
					{"ERP_Id__c":"2","Status__c":"Paid"}          | FIELD_CUSTOM_VALIDATION_EXCEPTION | A paid invoice needs the day of its payment
					{"ERP_Id__c":"2","Total__c":10000000000000000} | NUMBER_OUTSIDE_VALID_RANGE | Total: value outside of valid range on numeric field: 1.0E16
					{"ERP_Id__c":"2","Code__c":"Abcdef"}          | STRING_TOO_LONG | Code: data value too large: Abcdef (max length=5)
					{"ERP_Id__c":"2","Code__c":"Ab"}              | DUPLICATE_VALUE | duplicate value found: Code__c duplicates value on record with id: *
					{"ERP_Id__c":"1"}                             | DUPLICATE_VALUE | duplicate value found: ERP_Id__c duplicates value on record with id: *
					{"ERP_Id__c":"2","Name":"X"}                  | INVALID_FIELD_FOR_INSERT_UPDATE | Unable to create/update fields: Name. Please check the security settings of this field and verify that it is read/write for your profile or permission set.
					{"ERP_Id__c":"2","Secret__c":"X"}             | INVALID_FIELD_FOR_INSERT_UPDATE | Unable to create/update fields: Secret__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.
					{"ERP_Id__c":"2","RecordTypeId":"012000000000000AAA"} | INVALID_CROSS_REFERENCE_KEY | invalid cross reference id
					""")
	void recordThatBreaksTheDefinitionIsRefused(String json, String code, String message) {
		String first = create("Invoice__c", "{\"ERP_Id__c\":\"1\",\"Code__c\":\"Ab\"}");
		create("Invoice__c", "{\"ERP_Id__c\":\"0\",\"Code__c\":\"aB\"}");
		HttpResponse<String> refused = send("POST", "sobjects/Invoice__c", json);
		assertThat(refused.statusCode()).isEqualTo(400);
		Map<?, ?> error = (Map<?, ?>) Json.read(refused.body(), List.class).get(0);
		assertThat(error.get("errorCode")).isEqualTo(code);
		assertThat(error.get("message")).isEqualTo(message.replace("*", first));
	}

	@Test
	void ruleSeesTheWholeRecordOfAnUpdate() {
		String id = create("Invoice__c", "{\"ERP_Id__c\":\"1\",\"Status__c\":\"Paid\",\"Paid_On__c\":\"2026-11-22\"}");
		HttpResponse<String> refused = send("PATCH", "sobjects/Invoice__c/" + id, "{\"Paid_On__c\":null}");
		assertThat(refused.body())
			.isEqualTo("[{\"message\":\"A paid invoice needs the day of its payment\",\"errorCode\":"
					+ "\"FIELD_CUSTOM_VALIDATION_EXCEPTION\",\"fields\":[\"Paid_On__c\"]}]");
		assertThat(
				send("PATCH", "sobjects/Invoice__c/" + id, "{\"Paid_On__c\":null,\"Status__c\":\"Sent\"}").statusCode())
			.isEqualTo(204);
	}

	@Test
	void detailFollowsItsMaster() {
		assertThat(send("POST", "sobjects/Line__c", "{}").body()).contains("REQUIRED_FIELD_MISSING");
		String invoice = create("Invoice__c", "{\"ERP_Id__c\":\"1\"}");
		String other = create("Invoice__c", "{\"ERP_Id__c\":\"2\"}");
		String line = create("Line__c", "{\"Invoice__c\":\"%s\"}".formatted(invoice));
		assertThat(send("PATCH", "sobjects/Line__c/" + line, "{\"Invoice__c\":\"%s\"}".formatted(other)).body())
			.contains("INVALID_FIELD_FOR_INSERT_UPDATE");
		assertThat(send("DELETE", "sobjects/Invoice__c/" + invoice, "").statusCode()).isEqualTo(204);
		assertThat(this.org.records("Line__c")).isEmpty();
	}

	@Test
	void parentIsKeptClearedOrDeletedAsTheLookupSays() {
		String account = create("Account", "{\"Name\":\"Acme\"}");
		create("Contact", "{\"LastName\":\"Ada\",\"AccountId\":\"%s\"}".formatted(account));
		String child = create("Account", "{\"Name\":\"South\",\"ParentId\":\"%s\"}".formatted(account));
		String invoice = create("Invoice__c", "{\"ERP_Id__c\":\"1\",\"Account__c\":\"%s\"}".formatted(account));
		assertThat(send("DELETE", "sobjects/Account/" + account, "").body()).contains("DELETE_FAILED", invoice);
		send("DELETE", "sobjects/Invoice__c/" + invoice, "");
		assertThat(send("DELETE", "sobjects/Account/" + account, "").statusCode()).isEqualTo(204);
		assertThat(this.org.records("Contact")).isEmpty();
		assertThat(this.org.records("Account")).singleElement()
			.satisfies((record) -> assertThat(record).containsEntry("Id", child).containsEntry("ParentId", null));
	}

	@Test
	void recordTypesArePicked() {
		String export = query("SELECT Id FROM RecordType WHERE SobjectType = 'Invoice__c' AND DeveloperName = 'Export'")
			.replaceAll("(?s).*\"Id\":\"(\\w+)\".*", "$1");
		create("Invoice__c", "{\"ERP_Id__c\":\"1\",\"RecordTypeId\":\"%s\"}".formatted(export));
		assertThat(query("SELECT ERP_Id__c FROM Invoice__c WHERE RecordType.Name = 'Export'"))
			.contains("\"totalSize\":1");
		assertThat(send("POST", "sobjects/RecordType", "{\"Name\":\"X\"}").body())
			.contains("INVALID_TYPE_FOR_OPERATION");
	}

	@Test
	void describeTellsWhatWasDefined() {
		String describe = send("GET", "sobjects/Invoice__c/describe", "").body();
		assertThat(describe).contains("\"labelPlural\":\"Invoices\"", "\"restrictedPicklist\":true",
				"{\"active\":true,\"defaultValue\":false,\"label\":\"Sent\",\"validFor\":null,\"value\":\"Sent\"}",
				"\"relationshipName\":\"Lines__r\"", "\"developerName\":\"Export\"", "\"autoNumber\":true",
				"\"relationshipName\":\"Account__r\"",
				"{\"active\":true,\"defaultValue\":true,\"label\":\"Draft\",\"validFor\":null,\"value\":\"Draft\"}");
	}

	@Test
	void definitionsCanBeRepeatedAndRefined() {
		define();
		this.org.defineObject(SalesforceObject.named("Invoice__c")
			.fields(SalesforceField.text("Note__c", 10))
			.rule("Paid_has_a_date", (invoice) -> false, "never"));
		create("Invoice__c", "{\"ERP_Id__c\":\"1\",\"Status__c\":\"Paid\",\"Note__c\":\"x\"}");
		this.org.defineObject(SalesforceObject.named("Invoice__c").fields(SalesforceField.text("More__c", 10)));
		assertThat(this.org.records("Invoice__c")).singleElement()
			.satisfies((record) -> assertThat(record).containsEntry("Note__c", "x").containsEntry("More__c", null));
		assertThatIllegalStateException()
			.isThrownBy(() -> this.org
				.defineObject(SalesforceObject.named("Invoice__c").fields(SalesforceField.date("Note__c"))))
			.withMessage("Invoice__c has records: change its field Note__c before they are created");
		assertThat(send("GET", "sobjects/Invoice__c/describe", "").body()).contains("\"name\":\"Note__c\"");
	}

	@Test
	void describedObjectOfAnOrgIsThere() {
		String describe = send("GET", "sobjects/Invoice__c/describe", "").body();
		try (SalesforceServer other = SalesforceServer.start()) {
			other.org().defineObject(SalesforceObject.described(describe));
			this.token = TestClient.login(other.org());
			assertThat(sendTo(other, "GET", "sobjects/Invoice__c/describe", "").body())
				.contains("\"label\":\"Invoice\"", "\"restrictedPicklist\":true", "\"developerName\":\"Export\"");
			assertThat(sendTo(other, "POST", "sobjects/Invoice__c", "{}").body())
				.contains("Required fields are missing: [ERP_Id__c]");
			assertThat(sendTo(other, "POST", "sobjects/Invoice__c", "{\"ERP_Id__c\":\"1\"}").statusCode())
				.isEqualTo(201);
			assertThat(other.org().records("Invoice__c").get(0)).containsEntry("Name", "0000001")
				.containsEntry("Status__c", "Draft");
		}
	}

	@Test
	void objectIsDefinedInAnotherProcess() {
		SalesforceOrg remote = SalesforceOrg.at(this.server.url(), "salesforce");
		remote.defineObject(SalesforceObject.named("Plant__c")
			.fields(SalesforceField.autoNumber("Number__c", "P{00}"), SalesforceField.text("City__c", 20).required(),
					SalesforceField.lookup("Account__c", "Account").children("Sites")))
			.allowHardDelete(true);
		create("Plant__c", "{\"City__c\":\"Bonn\"}");
		assertThat(remote.records("Plant__c").get(0)).containsEntry("Number__c", "P01")
			.containsEntry("City__c", "Bonn");
		assertThat(query("SELECT (SELECT Id FROM Sites__r) FROM Account")).contains("\"done\":true");
		assertThat(send("POST", "jobs/ingest", "{\"object\":\"Plant__c\",\"operation\":\"hardDelete\"}").statusCode())
			.isEqualTo(200);
		assertThatIllegalArgumentException().isThrownBy(
				() -> remote.defineObject(SalesforceObject.named("Plant__c").rule("Empty", (plant) -> false, "never")))
			.withMessageContaining("define Plant__c there without its rule 'Empty'");
	}

	@Test
	void definitionThatMakesNoSenseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.org.defineObject(SalesforceObject.named("Invoice")))
			.withMessageContaining("the name of a custom sObject ends in __c");
		assertThatIllegalArgumentException().isThrownBy(() -> SalesforceField.checkbox("A__c").defaultValue("maybe"))
			.withMessageContaining("'maybe' (String) is no default of A__c");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SalesforceField.picklist("A__c", "x").restricted().defaultValue("y"))
			.withMessageContaining("bad value for restricted picklist field: y");
		assertThatIllegalArgumentException().isThrownBy(() -> SalesforceObject.described("{\"name\":\"A__c\"}"))
			.withMessageContaining("needs a name and fields");
		assertThatIllegalArgumentException().isThrownBy(() -> SalesforceObject.described("{"))
			.withMessageContaining("is no JSON");
		assertThatIllegalStateException().isThrownBy(() -> SalesforceField.date("A__c").restricted())
			.withMessageContaining("A__c is not a picklist");
		assertThatIllegalStateException().isThrownBy(() -> SalesforceField.date("A__c").keepsParent())
			.withMessageContaining("A__c is not a lookup");
	}

	private String create(String type, String json) {
		HttpResponse<String> created = send("POST", "sobjects/" + type, json);
		assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
		return String.valueOf(TestClient.json(created).get("id"));
	}

	private String query(String soql) {
		HttpResponse<String> found = send("GET", "query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), "");
		assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
		return found.body();
	}

	private HttpResponse<String> send(String method, String path, String body) {
		return sendTo(this.server, method, path, body);
	}

	private HttpResponse<String> sendTo(SalesforceServer target, String method, String path, String body) {
		return TestClient.send(HttpRequest.newBuilder(URI.create(target.url() + "/services/data/v68.0/" + path))
			.header("Authorization", "Bearer " + this.token)
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

}
