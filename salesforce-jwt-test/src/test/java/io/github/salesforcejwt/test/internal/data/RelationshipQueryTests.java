package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Queries that follow relationships: to parents, to children, and into other sObjects.
 */
class RelationshipQueryTests {

	private final TestOrg org = new TestOrg(
			TestOrg.schema(TestOrg.object("Invoice__c", Field.lookup("Account__c", "Account"))));

	private String group = "";

	private String acme = "";

	private String ada = "";

	@BeforeEach
	void create() {
		this.group = this.org.create("Account", "{\"Name\":\"Group\",\"ERP_Id__c\":\"G\"}");
		this.acme = this.org.create("Account",
				"{\"Name\":\"Acme\",\"ERP_Id__c\":\"A\",\"ParentId\":\"%s\"}".formatted(this.group));
		this.ada = this.org.create("Contact", contact("Ada", this.acme));
		this.org.create("Contact", contact("Bob", this.acme));
		this.org.create("Contact", contact("Cleo", this.group));
		this.org.create("Contact", "{\"LastName\":\"Dan\"}");
		this.org.create("Opportunity", """
				{"Name":"Deal","StageName":"Closed Won","CloseDate":"2026-11-30","AccountId":"%s"}"""
			.formatted(this.acme));
	}

	@AfterEach
	void close() {
		this.org.close();
	}

	private static String contact(String name, String account) {
		return "{\"LastName\":\"%s\",\"AccountId\":\"%s\"}".formatted(name, account);
	}

	@Test
	void parentIsWithinTheRecordInTheShapeOfSalesforce() {
		JsonNode record = this.org
			.query("SELECT Id, Account.Name, LastName, Account.Parent.Name FROM Contact WHERE LastName = 'Ada'")
			.json()
			.at("/records/0");
		assertThat(record).hasToString(("{\"attributes\":{\"type\":\"Contact\",\"url\":\"%1$s/Contact/%2$s\"},"
				+ "\"Id\":\"%2$s\",\"Account\":{\"attributes\":{\"type\":\"Account\",\"url\":\"%1$s/Account/%3$s\"},"
				+ "\"Name\":\"Acme\",\"Parent\":{\"attributes\":{\"type\":\"Account\",\"url\":\"%1$s/Account/%4$s\"},"
				+ "\"Name\":\"Group\"}},\"LastName\":\"Ada\"}")
			.formatted("/services/data/v68.0/sobjects", this.ada, this.acme, this.group));
	}

	@Test
	void parentThatIsNotThereIsNull() {
		JsonNode record = this.org.query("SELECT Account.Name FROM Contact WHERE AccountId = null")
			.json()
			.at("/records/0");
		assertThat(record.path("Account").isNull()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			WHERE Account.Name = 'acme'                                      | Ada,Bob
			WHERE Account.Parent.ERP_Id__c = 'G'                             | Ada,Bob
			WHERE Account.Name != 'Acme'                                     | Cleo,Dan
			WHERE Account.Name = null                                        | Dan
			WHERE Contact.Account.Name = 'Group'                             | Cleo
			c WHERE c.Account.Name = 'Group' ORDER BY c.LastName             | Cleo
			AS c WHERE c.LastName = 'Dan'                                    | Dan
			ORDER BY Account.Name DESC NULLS LAST, LastName DESC             | Cleo,Bob,Ada,Dan
			WHERE CreatedBy.Name = null                                      | Ada,Bob,Cleo,Dan
			WHERE Owner.Username = null AND LastName = 'Ada'                 | Ada
			""")
	void fieldsOfParentsFilterAndOrder(String clauses, String names) {
		assertThat(lastNames("SELECT LastName FROM Contact " + clauses)).isEqualTo(names);
	}

	@Test
	void childrenAreWithinTheRecordInTheShapeOfSalesforce() {
		JsonNode record = this.org.query(
				"SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName DESC) FROM Account WHERE Name = 'Acme'")
			.json()
			.at("/records/0");
		assertThat(record.properties()).extracting(Map.Entry::getKey).containsExactly("attributes", "Name", "Contacts");
		JsonNode contacts = record.path("Contacts");
		assertThat(contacts.path("totalSize").intValue()).isEqualTo(2);
		assertThat(contacts.path("done").booleanValue()).isTrue();
		assertThat(contacts.path("records")).extracting((contact) -> contact.path("LastName").asText())
			.containsExactly("Bob", "Ada");
		assertThat(contacts.at("/records/1/attributes/url").asText()).endsWith("/sobjects/Contact/" + this.ada);
	}

	@Test
	void recordWithoutChildrenHasNull() {
		JsonNode record = this.org.query("SELECT Id, (SELECT Id FROM Opportunities) FROM Account WHERE Name = 'Group'")
			.json()
			.at("/records/0");
		assertThat(record.path("Opportunities").isNull()).isTrue();
	}

	@Test
	void childrenAreFilteredLimitedAndHaveParentsAndChildrenOfTheirOwn() {
		JsonNode records = this.org
			.query("SELECT Name, (SELECT LastName, Account.Name FROM Contacts WHERE LastName != 'Ada' "
					+ "ORDER BY LastName LIMIT 1), (SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1 OFFSET 1)"
					+ " FROM Account.ChildAccounts) FROM Account ORDER BY Name DESC")
			.json()
			.path("records");
		assertThat(records.at("/0/Contacts/records/0/LastName").asText()).isEqualTo("Cleo");
		assertThat(records.at("/0/ChildAccounts/records/0/Contacts/records/0/LastName").asText()).isEqualTo("Bob");
		assertThat(records.at("/1/Contacts/records/0/Account/Name").asText()).isEqualTo("Acme");
		assertThat(records.at("/1/Contacts/totalSize").intValue()).isOne();
		assertThat(records.at("/1/ChildAccounts").isNull()).isTrue();
	}

	@Test
	void deletedChildrenAreFoundByQueryAllOnly() {
		this.org.delete("sobjects/Contact/" + this.ada);
		String query = "?q=SELECT+Name,(SELECT+Id+FROM+Contacts)+FROM+Account+WHERE+Name='Acme'";
		assertThat(this.org.get("query" + query).json().at("/records/0/Contacts/totalSize").intValue()).isOne();
		assertThat(this.org.get("queryAll" + query).json().at("/records/0/Contacts/totalSize").intValue()).isEqualTo(2);
	}

	@Test
	void customChildrenAreNamedAfterTheirObject() {
		this.org.create("Invoice__c", "{\"Account__c\":\"%s\"}".formatted(this.acme));
		JsonNode answer = this.org
			.query("SELECT Id, (SELECT Account__r.Name FROM Invoices__r) FROM Account WHERE Name = 'Acme'")
			.json();
		assertThat(answer.at("/records/0/Invoices__r/records/0/Account__r/Name").asText()).isEqualTo("Acme");
	}

	@Test
	void manyChildrenHavePagesOfTheirOwn() {
		for (int i = 0; i < 450; i++) {
			this.org.create("Contact", contact("N%03d".formatted(i), this.group));
		}
		JsonNode children = this.org.send("GET",
				"query?q=SELECT+Id,(SELECT+LastName+FROM+Contacts+ORDER+BY+LastName)+FROM+Account+WHERE+Name='Group'",
				"", Map.of("sforce-query-options", "batchSize=200"))
			.json()
			.at("/records/0/Contacts");
		assertThat(children.path("totalSize").intValue()).isEqualTo(451);
		List<String> names = new ArrayList<>();
		while (true) {
			children.path("records").forEach((child) -> names.add(child.path("LastName").asText()));
			if (children.path("done").booleanValue()) {
				break;
			}
			children = this.org.get(children.path("nextRecordsUrl").asText()).json();
		}
		assertThat(names).hasSize(451).isSorted().startsWith("Cleo").endsWith("N449");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Cleo')               | Group
			Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE LastName = 'Cleo')           | Acme
			Account WHERE Id NOT IN (SELECT AccountId FROM Contact)                                   | ~~
			Account WHERE Id IN (SELECT AccountId FROM Contact c WHERE c.Account.Parent.Name = 'Group') | Acme
			Account WHERE ParentId IN (SELECT Id FROM Account WHERE Name = 'Group') AND Name LIKE 'A%' | Acme
			Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Opportunity) | Acme
			""")
	void idsOfOtherQueriesFilter(String from, String names) {
		List<String> found = new ArrayList<>();
		this.org.query("SELECT Name FROM " + from)
			.json()
			.path("records")
			.forEach((record) -> found.add(record.path("Name").asText()));
		assertThat(String.join(",", found)).isEqualTo(names);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					SELECT Foo.Name FROM Contact | INVALID_FIELD at 8: Didn't understand relationship 'Foo' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Account.Foo FROM Contact | INVALID_FIELD at 8: No such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account | MALFORMED_QUERY at 8: a path has at most 5 relationships
					SELECT Account. FROM Contact | INVALID_FIELD at 8: No such column '' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Account.Name, Account.Name FROM Contact | MALFORMED_QUERY at 22: duplicate field selected: Name
					SELECT Id, (SELECT Id FROM Contact) FROM Account | INVALID_TYPE at 28: Didn't understand relationship 'Contact' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Id, (SELECT COUNT() FROM Contacts) FROM Account | MALFORMED_QUERY at 33: Aggregate functions are not supported in inner queries
					SELECT Id, (SELECT Id FROM Contacts FROM Account | MALFORMED_QUERY at 37: unexpected token: 'FROM'
					SELECT Id FROM Account WHERE Id IN (SELECT LastName FROM Contact) | MALFORMED_QUERY at 44: Semi join sub-selects can only query id fields, cannot use: 'LastName'
					SELECT Id FROM Account WHERE Name IN (SELECT AccountId FROM Contact) | MALFORMED_QUERY at 30: The left operand field in the where expression for outer query should be an id field, cannot use: 'Name'
					SELECT Id FROM Account WHERE Id IN (SELECT Id FROM Contact) | MALFORMED_QUERY at 30: The inner and outer selects should be on the same sObject type: Id is of account, the sub-select of contact
					SELECT Id FROM Account WHERE Id IN (SELECT Id, Name FROM Account) | MALFORMED_QUERY at 58: Only one field can be selected in a semi join sub-select
					SELECT Id FROM Account WHERE Id IN (SELECT Id FROM Account LIMIT 1) | MALFORMED_QUERY at 52: A semi join sub-select has neither GROUP BY nor ORDER BY, LIMIT or OFFSET
					SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact) | MALFORMED_QUERY at 47: Semi join sub-selects are not allowed with the 'OR' operator
					SELECT Id FROM Account WHERE NOT Id IN (SELECT AccountId FROM Contact) | MALFORMED_QUERY at 37: Semi join sub-selects are only allowed at the top level of WHERE expressions and not in nested WHERE expressions.
					SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT Id FROM Contact)) | MALFORMED_QUERY at 76: Nesting of semi join sub-selects is not supported
					SELECT Id FROM Account WHERE Id IN (SELECT Id FROM Account) AND Id IN (SELECT Id FROM Account) AND Id IN (SELECT Id FROM Account) | MALFORMED_QUERY at 103: Maximum 2 semi join sub-selects are allowed.
					""")
	void badRelationshipIsRefusedWithItsPlace(String soql, String error) {
		assertThat(this.org.queryError(soql)).isEqualTo(error);
	}

	private String lastNames(String soql) {
		TestOrg.Answer answer = this.org.query(soql);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		List<String> names = new ArrayList<>();
		answer.json().path("records").forEach((record) -> names.add(record.path("LastName").asText()));
		return String.join(",", names);
	}

}
