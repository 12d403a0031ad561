package io.github.salesforcejwt.test.internal.data;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Descriptions with the kinds of fields that orgs have.
 */
class DescribeReaderTests {

	private static final String WRITABLE = "\"createable\":true,\"updateable\":true,\"nillable\":true";

	private static final String READ_ONLY = "\"createable\":false,\"updateable\":false,\"nillable\":true";

	private static final String PLANT = """
			{"name":"Plant__c","label":"Plant","labelPlural":"Plants","keyPrefix":"a1X","custom":true,
			"childRelationships":[
			{"childSObject":"AttachedContentDocument","field":"LinkedEntityId","relationshipName":"AttachedContentDocuments","cascadeDelete":true,"restrictedDelete":false},
			{"childSObject":"Machine__c","field":"Plant__c","relationshipName":"Equipment__r","cascadeDelete":false,"restrictedDelete":true},
			{"childSObject":"TopicAssignment","field":"EntityId","relationshipName":null,"cascadeDelete":true,"restrictedDelete":false}],
			"recordTypeInfos":[
			{"active":true,"developerName":"Factory","master":false,"name":"Factory site","recordTypeId":"0125e000000AAAAAA0"},
			{"active":false,"developerName":"Old","master":false,"name":"Old site","recordTypeId":"0125e000000BBBBAA0"},
			{"active":true,"developerName":"Master","master":true,"name":"Master","recordTypeId":"012000000000000AAA"}],
			"fields":[
			{"name":"Id","type":"id","length":18,%2$s},
			{"name":"OwnerId","type":"reference","length":18,"createable":true,"updateable":true,"nillable":false,"defaultedOnCreate":true,"referenceTo":["Group","User"],"relationshipName":"Owner"},
			{"name":"IsDeleted","type":"boolean",%2$s},
			{"name":"Name","type":"string","length":80,"label":"Plant Name",%1$s,"nameField":true},
			{"name":"CreatedDate","type":"datetime",%2$s},
			{"name":"SAP_Id__c","type":"string","length":10,"label":"SAP Id","createable":true,"updateable":true,"nillable":false,"defaultedOnCreate":false,"unique":true,"caseSensitive":true,"externalId":true},
			{"name":"Region__c","type":"picklist","length":255,"restrictedPicklist":true,%1$s,"picklistValues":[
			{"active":true,"defaultValue":true,"label":"Europe","value":"EMEA"},
			{"active":false,"defaultValue":false,"label":"Atlantis","value":"ATL"},
			{"active":true,"defaultValue":false,"label":"Asia","value":"APAC"}]},
			{"name":"Tags__c","type":"multipicklist","length":4099,"precision":4,%1$s,"picklistValues":[{"active":true,"label":"A","value":"A"}]},
			{"name":"Area__c","type":"double","precision":6,"scale":2,%1$s,"defaultValue":null},
			{"name":"Staff__c","type":"int","digits":4,%1$s,"defaultValue":7},
			{"name":"Open__c","type":"boolean","createable":true,"updateable":true,"nillable":false,"defaultedOnCreate":true,"defaultValue":true},
			{"name":"Since__c","type":"date",%1$s,"defaultValueFormula":"TODAY()"},
			{"name":"Opens__c","type":"time",%1$s},
			{"name":"Size_Class__c","type":"string","length":1300,"calculated":true,%2$s},
			{"name":"Place__c","type":"location",%1$s},
			{"name":"Place__Latitude__s","type":"double","precision":9,"scale":6,%1$s},
			{"name":"Notes__c","type":"textarea","length":32768,%1$s},
			{"name":"Blob__c","type":"base64",%1$s},
			{"name":"Site__c","type":"reference","length":18,%1$s,"referenceTo":["Site_of_another_package__c"],"relationshipName":"Site__r"},
			{"name":"Customer__c","type":"reference","length":18,%1$s,"referenceTo":["Account"],"relationshipName":"Customer__r"}]}"""
		.formatted(WRITABLE, READ_ONLY);

	private final TestOrg org = new TestOrg(TestOrg.schema(DescribeReader.read(PLANT),
			DescribeReader
				.read("""
						{"name":"Machine__c","label":"Machine","labelPlural":"Machines","fields":[
						{"name":"Plant__c","type":"reference","length":18,%s,"referenceTo":["Plant__c"],"relationshipName":"Plant__r"}]}"""
					.formatted(WRITABLE))));

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void recordGetsTheDefaultsOfTheOrg() {
		TestOrg.Answer created = this.org.post("sobjects/Plant__c", "{\"SAP_Id__c\":\"P1\"}");
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		Map<String, Object> plant = this.org.api.records("Plant__c").get(0);
		assertThat(plant).containsEntry("Region__c", "EMEA")
			.containsEntry("Staff__c", 7)
			.containsEntry("Open__c", true)
			.containsEntry("Since__c", null)
			.containsEntry("OwnerId", CurrentUser.SYSTEM.userId())
			.containsKey("Place__Latitude__s")
			.doesNotContainKey("Place__c");
		assertThat(this.org.query("SELECT RecordType.Name, toLabel(Region__c) FROM Plant__c").body())
			.contains("\"Name\":\"Factory site\"", "\"Region__c\":\"Europe\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{}                                           | REQUIRED_FIELD_MISSING
			{"SAP_Id__c":"P1","Region__c":"ATL"}         | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST
			{"SAP_Id__c":"P1","Area__c":12345}           | NUMBER_OUTSIDE_VALID_RANGE
			{"SAP_Id__c":"P1","Staff__c":12345}          | NUMBER_OUTSIDE_VALID_RANGE
			{"SAP_Id__c":"P1","Size_Class__c":"L"}       | INVALID_FIELD_FOR_INSERT_UPDATE
			{"SAP_Id__c":"P1","Place__c":"here"}         | INVALID_FIELD
			{"SAP_Id__c":"P1","Customer__c":"003000000000001"} | MALFORMED_ID
			{"SAP_Id__c":"P1","Site__c":"here"}          | MALFORMED_ID
			{"SAP_Id__c":"P0"}                           | DUPLICATE_VALUE
			{"SAP_Id__c":"p0","Opens__c":"8 o'clock"}    | JSON_PARSER_ERROR
			""")
	void recordThatTheOrgWouldRefuseIsRefused(String json, String code) {
		this.org.create("Plant__c", "{\"SAP_Id__c\":\"P0\"}");
		TestOrg.Answer answer = this.org.post("sobjects/Plant__c", json);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
	}

	@Test
	void idsOfWhatTheStandInDoesNotKnowAreKept() {
		String id = SalesforceIds.create("a9Z", 1);
		this.org.create("Plant__c",
				"{\"SAP_Id__c\":\"P1\",\"Site__c\":\"%s\",\"Opens__c\":\"08:30:00.000Z\"}".formatted(id));
		assertThat(this.org.query("SELECT Site__c, Opens__c FROM Plant__c").body())
			.contains("\"Site__c\":\"" + id + "\"", "\"Opens__c\":\"08:30:00.000Z\"");
		assertThat(this.org.queryError("SELECT Site__r.Name FROM Plant__c"))
			.startsWith("INVALID_FIELD at 8: Didn't understand relationship 'Site__r'");
	}

	@Test
	void waysToChildrenHaveTheNamesOfTheOrg() {
		String plant = this.org.create("Plant__c", "{\"SAP_Id__c\":\"P1\"}");
		this.org.create("Machine__c", "{\"Plant__c\":\"%s\"}".formatted(plant));
		assertThat(this.org.query("SELECT (SELECT Id FROM Equipment__r) FROM Plant__c")
			.json()
			.at("/records/0/Equipment__r/totalSize")
			.intValue()).isOne();
		assertThat(this.org.delete("sobjects/Plant__c/" + plant).json().at("/0/errorCode").asText())
			.isEqualTo("DELETE_FAILED");
	}

	@Test
	void nameOfThePersonStaysComposed() {
		try (TestOrg other = new TestOrg(TestOrg.schema(DescribeReader.read("""
				{"name":"Contact","fields":[
				{"name":"LastName","type":"string","length":80,"createable":true,"updateable":true,"nillable":false},
				{"name":"Name","type":"string","length":121,%s}]}""".formatted(READ_ONLY))))) {
			other.create("Contact", "{\"FirstName\":\"Ada\",\"LastName\":\"Byron\"}");
			assertThat(other.api.records("Contact").get(0)).containsEntry("Name", "Ada Byron");
		}
	}

	@Test
	void describeOfTheStandInIsReadAsItIs() {
		for (String type : new String[] { "Account", "Contact", "Opportunity", "Plant__c" }) {
			String describe = this.org.get("sobjects/" + type + "/describe").body();
			try (TestOrg other = new TestOrg(
					TestOrg.schema(DescribeReader.read(PLANT), DescribeReader.read(describe)))) {
				JsonNode again = other.get("sobjects/" + type + "/describe").json();
				assertThat(again.path("fields")).isEqualTo(Json.read(describe.getBytes()).path("fields"));
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{                                           | The description is no JSON
					[]                                          | The description needs a name and fields
					{"name":"Plant__c"}                         | The description needs a name and fields
					{"name":"Plant\\"; --","fields":[]}         | The description needs a name and fields
					{"name":"A__c","fields":[{"name":"B__c","type":"hologram"}]} | Field B__c has a type 'hologram' that is not known
					{"name":"A__c","fields":[{"name":"B\\" INT","type":"string"}]} | The name of a field has letters, digits and underscores
					""")
	void whatDescribesNothingIsRefused(String json, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> DescribeReader.read(json)).withMessageContaining(message);
	}

}
