package io.github.salesforcejwt.test.internal.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class QueryResourceTests {

	private final TestOrg org = new TestOrg(
			TestOrg.schema(TestOrg.object("Account", Field.plain("Active__c", FieldType.BOOLEAN),
					Field.plain("Since__c", FieldType.DATE), Field.plain("Seen__c", FieldType.DATETIME))));

	@BeforeEach
	void create() {
		create("Alpha", "\"AnnualRevenue\":100,\"Active__c\":true,\"Since__c\":\"2026-11-22\","
				+ "\"Seen__c\":\"2026-11-22T00:00:00Z\"");
		create("beta", "\"AnnualRevenue\":200.5,\"NumberOfEmployees\":5,\"Since__c\":\"2026-11-21\","
				+ "\"Seen__c\":\"2026-11-21T23:59:59Z\"");
		create("Gamma 100%", "\"Phone\":\"O'Neil\"");
		create("delta_x", "\"AnnualRevenue\":300,\"Active__c\":true,\"Seen__c\":\"2026-11-15T00:00:00Z\"");
	}

	@AfterEach
	void close() {
		this.org.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			Name = 'alpha'                                         | Alpha
			Name != 'ALPHA'                                        | beta,Gamma 100%,delta_x
			Name <> 'alpha'                                        | beta,Gamma 100%,delta_x
			AnnualRevenue = 200.5                                  | beta
			AnnualRevenue != 100                                   | beta,Gamma 100%,delta_x
			AnnualRevenue < 200.5                                  | Alpha
			AnnualRevenue <= 200.5                                 | Alpha,beta
			AnnualRevenue > 200.5                                  | delta_x
			AnnualRevenue >= 200.5                                 | beta,delta_x
			AnnualRevenue = null                                   | Gamma 100%
			AnnualRevenue != NULL                                  | Alpha,beta,delta_x
			NumberOfEmployees = 5                                  | beta
			NumberOfEmployees > -1                                 | beta
			Active__c = true                                       | Alpha,delta_x
			active__C = False                                      | beta,Gamma 100%
			Phone = ''                                             | Alpha,beta,delta_x
			Phone = 'o\\'neil'                                     | Gamma 100%
			Name LIKE 'a%'                                         | Alpha
			Name LIKE '%100\\%'                                    | Gamma 100%
			Name LIKE '%a\\_x'                                     | delta_x
			Name LIKE '_eta'                                       | beta
			Name IN ('alpha', 'beta')                              | Alpha,beta
			Name NOT IN ('alpha', 'beta')                          | Gamma 100%,delta_x
			AnnualRevenue IN (100, null)                           | Alpha,Gamma 100%
			AnnualRevenue NOT IN (100)                             | beta,Gamma 100%,delta_x
			Phone IN (null)                                        | Alpha,beta,delta_x
			Name = 'alpha' OR Name = 'beta' OR Name = 'x'          | Alpha,beta
			Active__c = true AND AnnualRevenue > 100               | delta_x
			(Name = 'alpha' OR Name = 'beta') AND Active__c = true | Alpha
			Name = 'beta' OR (Active__c = true AND AnnualRevenue > 100) | beta,delta_x
			NOT AnnualRevenue > 100                                | Alpha,Gamma 100%
			NOT (Name = 'alpha' OR Name = 'beta')                  | Gamma 100%,delta_x
			Account.Name = 'alpha'                                 | Alpha
			Since__c = 2026-11-21                                  | beta
			Since__c < TODAY                                       | beta
			Since__c = today                                       | Alpha
			Seen__c >= 2026-11-21T23:59:59Z                        | Alpha,beta
			Seen__c > 2026-11-22T00:59:59+01:00                    | Alpha
			Seen__c = TODAY                                        | Alpha
			Seen__c = YESTERDAY                                    | beta
			Seen__c != YESTERDAY                                   | Alpha,Gamma 100%,delta_x
			Seen__c <= YESTERDAY                                   | beta,delta_x
			Seen__c > YESTERDAY                                    | Alpha
			Seen__c = LAST_N_DAYS:1                                | Alpha,beta
			Seen__c < LAST_N_DAYS:1                                | delta_x
			CreatedDate = 2026-11-22T10:15:30.000+0000             | Alpha,beta,Gamma 100%,delta_x
			CreatedDate > 2026-11-22T10:15:30Z                     | ~~
			""")
	void conditionFinds(String condition, String names) {
		assertThat(String.join(",", names("SELECT Name FROM Account WHERE " + condition))).isEqualTo(names);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			ORDER BY Name                                | Alpha,beta,delta_x,Gamma 100%
			ORDER BY Name DESC                           | Gamma 100%,delta_x,beta,Alpha
			ORDER BY AnnualRevenue                       | Gamma 100%,Alpha,beta,delta_x
			ORDER BY AnnualRevenue DESC NULLS LAST       | delta_x,beta,Alpha,Gamma 100%
			ORDER BY AnnualRevenue ASC NULLS FIRST       | Gamma 100%,Alpha,beta,delta_x
			ORDER BY Active__c DESC, Name DESC           | delta_x,Alpha,Gamma 100%,beta
			LIMIT 2                                      | Alpha,beta
			ORDER BY Name LIMIT 2 OFFSET 1               | beta,delta_x
			LIMIT 0                                      | ~~
			OFFSET 3                                     | delta_x
			""")
	void orderAndLimitHold(String range, String names) {
		assertThat(String.join(",", names("select name from account " + range))).isEqualTo(names);
	}

	@Test
	void answerHasTheShapeOfSalesforce() {
		TestOrg.Answer answer = query("SELECT name, AnnualRevenue FROM account WHERE Name = 'Alpha'");
		String id = String.valueOf(this.org.api.records("Account").get(0).get("Id"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).hasToString(("{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":"
				+ "{\"type\":\"Account\",\"url\":\"/services/data/v68.0/sobjects/Account/%s\"},"
				+ "\"Name\":\"Alpha\",\"AnnualRevenue\":100.0}]}")
			.formatted(id));
	}

	@Test
	void countAnswersOnlyTheNumber() {
		assertThat(query("SELECT COUNT() FROM Account WHERE Active__c = true").body())
			.isEqualTo("{\"totalSize\":2,\"done\":true,\"records\":[]}");
	}

	@Test
	void idIsFoundInBothLengths() {
		String id = String.valueOf(this.org.api.records("Account").get(1).get("Id"));
		assertThat(names("SELECT Name FROM Account WHERE Id = '%s'".formatted(id))).containsExactly("beta");
		assertThat(names("SELECT Name FROM Account WHERE Id IN ('%s')".formatted(id.substring(0, 15))))
			.containsExactly("beta");
	}

	@Test
	void fieldsOfAGroupNeedNoNames() {
		JsonNode all = query("SELECT FIELDS(ALL) FROM Account LIMIT 1").json().at("/records/0");
		assertThat(all.path("Name").asText()).isEqualTo("Alpha");
		assertThat(all.has("ERP_Id__c")).isTrue();
		JsonNode standard = query("SELECT FIELDS(STANDARD) FROM Account LIMIT 1").json().at("/records/0");
		assertThat(standard.has("ERP_Id__c")).isFalse();
		assertError("SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY",
				"\nSELECT FIELDS(ALL) FROM Account\n       ^\n"
						+ "ERROR at Row:1:Column:8\nThe SOQL FIELDS function must have a LIMIT of at most 200");
	}

	@Test
	void deletedRecordIsFoundByQueryAllOnly() {
		String id = String.valueOf(this.org.api.records("Account").get(0).get("Id"));
		this.org.delete("sobjects/Account/" + id);
		String soql = encode("SELECT Name, IsDeleted FROM Account WHERE Name = 'alpha' OR Name = 'x'");
		assertThat(this.org.get("query?q=" + soql).json().path("totalSize").intValue()).isZero();
		assertThat(this.org.get("queryAll?q=" + soql).json().at("/records/0/IsDeleted").booleanValue()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					SELEC Id FROM Account                        | MALFORMED_QUERY               | 1  | unexpected token: 'SELEC'
					SELECT Id                                    | MALFORMED_QUERY               | 10 | unexpected token: '<EOF>'
					SELECT FROM Account                          | MALFORMED_QUERY               | 8  | unexpected token: 'FROM'
					SELECT * FROM Account                        | MALFORMED_QUERY               | 8  | unexpected token: '*'
					SELECT Id, FROM Account                      | MALFORMED_QUERY               | 12 | unexpected token: 'FROM'
					SELECT Id, Id FROM Account                   | MALFORMED_QUERY               | 12 | duplicate field selected: Id
					SELECT Id FROM Account WHERE                 | MALFORMED_QUERY               | 29 | unexpected token: '<EOF>'
					SELECT Id FROM Account WHERE Name            | MALFORMED_QUERY               | 34 | unexpected token: '<EOF>'
					SELECT Id FROM Account WHERE Name IS NULL    | MALFORMED_QUERY               | 35 | unexpected token: 'IS'
					SELECT Id FROM Account WHERE Name = 'x       | MALFORMED_QUERY               | 37 | unterminated string
					SELECT Id FROM Account WHERE Id IN ()        | MALFORMED_QUERY               | 37 | unexpected token: ')'
					SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c' | MALFORMED_QUERY | 56 | unexpected token: 'OR'
					SELECT Id FROM Account WHERE AnnualRevenue < null | MALFORMED_QUERY          | 46 | unexpected token: 'null'
					SELECT Id FROM Account LIMIT x               | MALFORMED_QUERY               | 30 | unexpected token: 'x'
					SELECT Id FROM Account LIMIT 1.5             | MALFORMED_QUERY               | 30 | unexpected token: '1.5'
					SELECT Id FROM Account LIMIT 1 Name          | MALFORMED_QUERY               | 32 | unexpected token: 'Name'
					SELECT Id FROM Account; DROP TABLE Account   | MALFORMED_QUERY               | 23 | unexpected token: ';'
					SELECT Name n FROM Account                   | MALFORMED_QUERY               | 13 | only aggregate expressions use field aliasing
					SELECT DISTANCE(Name, Phone) FROM Account    | MALFORMED_QUERY               | 8  | the stand-in has no function 'DISTANCE' in SELECT without GROUP BY
					SELECT Id FROM Account WHERE DISTANCE(Name) = 1 | MALFORMED_QUERY            | 30 | the stand-in has no function 'DISTANCE'
					SELECT Id FROM Account WHERE Id = :id        | MALFORMED_QUERY               | 35 | unexpected token: ':'
					SELECT Id FROM Account USING SCOPE mine      | MALFORMED_QUERY               | 36 | unexpected token: 'mine'
					SELECT Id FROM Account WITH SECURITY_ENFORCED | MALFORMED_QUERY              | 24 | unexpected token: 'WITH'
					SELECT Id FROM Account FOR UPDATE            | MALFORMED_QUERY               | 28 | unexpected token: 'UPDATE'
					SELECT Id FROM Account ALL ROWS              | MALFORMED_QUERY               | 24 | unexpected token: 'ALL'
					SELECT Id FROM Account, Contact              | MALFORMED_QUERY               | 23 | unexpected token: ','
					SELECT Id FROM Acount                        | INVALID_TYPE                  | 16 | sObject type 'Acount' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Foo FROM Account                      | INVALID_FIELD                 | 8  | No such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Id FROM Account WHERE Foo = 1         | INVALID_FIELD                 | 30 | No such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Father.Name FROM Account              | INVALID_FIELD                 | 8  | Didn't understand relationship 'Father' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.
					SELECT Id FROM Account WHERE Name = 5        | INVALID_FIELD                 | 37 | value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes
					SELECT Id FROM Account WHERE AnnualRevenue = '5' | INVALID_FIELD             | 46 | value of filter criterion for field 'AnnualRevenue' must be of type currency and should not be enclosed in quotes
					SELECT Id FROM Account WHERE Active__c = 1   | INVALID_FIELD                 | 42 | value of filter criterion for field 'Active__c' must be of type boolean and should not be enclosed in quotes
					SELECT Id FROM Account WHERE CreatedDate > 2026-13-01T00:00:00Z | INVALID_FIELD | 44 | value of filter criterion for field 'CreatedDate' must be of type datetime and should not be enclosed in quotes
					SELECT Id FROM Account WHERE Since__c = 2026-11-21T00:00:00Z | INVALID_FIELD | 41 | value of filter criterion for field 'Since__c' must be of type date and should not be enclosed in quotes
					SELECT Id FROM Account WHERE Seen__c = 2026-11-21 | INVALID_FIELD            | 40 | value of filter criterion for field 'Seen__c' must be of type datetime and should not be enclosed in quotes
					SELECT Id FROM Account WHERE AnnualRevenue = 5d | INVALID_FIELD              | 46 | value of filter criterion for field 'AnnualRevenue' must be of type currency and should not be enclosed in quotes
					SELECT Id FROM Account WHERE Description = 'x' | INVALID_FIELD               | 30 | field 'Description' can not be filtered in a query call
					SELECT Id FROM Account ORDER BY Description  | INVALID_FIELD                 | 33 | field 'Description' can not be sorted in a query call
					SELECT Id FROM Account WHERE Active__c > false | INVALID_QUERY_FILTER_OPERATOR | 40 | invalid operator on boolean field
					SELECT Id FROM Account WHERE Name INCLUDES ('x') | INVALID_QUERY_FILTER_OPERATOR | 35 | invalid operator on string field
					SELECT Id FROM Account WHERE Id = 'x'        | INVALID_QUERY_FILTER_OPERATOR | 35 | invalid ID field: Id
					SELECT Id FROM Account WHERE AnnualRevenue LIKE 'x' | INVALID_QUERY_FILTER_OPERATOR | 44 | invalid operator on currency field
					""")
	void badQueryIsRefusedWithItsPlace(String soql, String code, int column, String message) {
		TestOrg.Answer answer = query(soql);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
		assertThat(answer.json().at("/0/message").asText()).startsWith("\n")
			.endsWith("^\nERROR at Row:1:Column:%d\n%s".formatted(column, message));
	}

	@Test
	void errorInALaterRowNamesTheRow() {
		assertThat(query("SELECT Id\nFROM Account\nWHERE Foo = 1").json().at("/0/message").asText()).startsWith(
				"\nSELECT Id FROM Account WHERE Foo = 1\n                             ^\nERROR at Row:3:Column:7\n");
	}

	@Test
	void errorPointsAtItsPlace() {
		assertError("SELECT Foo FROM Account", "INVALID_FIELD", "\nSELECT Foo FROM Account\n       ^\nERROR at "
				+ "Row:1:Column:8\n" + Describe.noColumn("Foo", Schema.standard().type("Account").orElseThrow()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "query", "query?q=", "query?q=%20" })
	void queryIsRequired(String path) {
		TestOrg.Answer answer = this.org.get(path);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/message").asText()).isEqualTo("A query string has to be specified");
	}

	@Test
	void offsetHasALimit() {
		assertError("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE",
				"Maximum SOQL offset allowed is 2000");
	}

	@Test
	void deepNestingAndHugeQueriesAreRefused() {
		String nested = "(".repeat(30_000) + "Name = 'a'" + ")".repeat(30_000);
		assertThat(query("SELECT Id FROM Account WHERE " + nested).json().at("/0/errorCode").asText())
			.isEqualTo("MALFORMED_QUERY");
		assertThat(query("SELECT Id FROM Account WHERE " + "NOT ".repeat(20_000) + "Name = 'a'").status())
			.isEqualTo(400);
		assertThat(query("SELECT Id FROM Account WHERE Name = '%s'".formatted("x".repeat(100_000))).status())
			.isEqualTo(400);
	}

	@Test
	void longListOfValuesIsFound() {
		StringBuilder list = new StringBuilder("'beta'");
		for (int i = 0; i < 5000; i++) {
			list.append(",'n").append(i).append('\'');
		}
		assertThat(names("SELECT Name FROM Account WHERE Name IN (%s)".formatted(list))).containsExactly("beta");
		StringBuilder alternatives = new StringBuilder("Name = 'beta'");
		for (int i = 0; i < 3000; i++) {
			alternatives.append(" OR Name = 'n").append(i).append('\'');
		}
		assertThat(names("SELECT Name FROM Account WHERE " + alternatives)).containsExactly("beta");
	}

	@Test
	void pagesAreLinkedAndCanBeReadAgain() {
		for (int i = 0; i < 450; i++) {
			create("N%03d".formatted(i), "\"Phone\":\"paged\"");
		}
		String soql = encode("SELECT Name FROM Account WHERE Phone = 'paged' ORDER BY Name");
		Map<String, String> headers = Map.of("sforce-query-options", "batchSize=200");
		JsonNode page = this.org.send("GET", "query?q=" + soql, "", headers).json();
		List<String> names = new ArrayList<>(names(page));
		assertThat(names).hasSize(200);
		assertThat(page.path("done").booleanValue()).isFalse();
		assertThat(page.path("totalSize").intValue()).isEqualTo(450);
		String second = page.path("nextRecordsUrl").asText();
		assertThat(second).matches("/services/data/v68\\.0/query/01g\\w{15}-200");
		page = this.org.get(second).json();
		assertThat(this.org.get(second).json()).isEqualTo(page);
		names.addAll(names(page));
		page = this.org.get(page.path("nextRecordsUrl").asText()).json();
		names.addAll(names(page));
		assertThat(page.path("done").booleanValue()).isTrue();
		assertThat(page.has("nextRecordsUrl")).isFalse();
		assertThat(names).hasSize(450).doesNotHaveDuplicates().isSorted();
	}

	@ParameterizedTest
	@ValueSource(strings = { "query/01g000000000000AAA-200", "query/nonsense", "query/-", "query/x-99999999999" })
	void unknownLocatorIsInvalid(String path) {
		TestOrg.Answer answer = this.org.get(path);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo("INVALID_QUERY_LOCATOR");
	}

	private void create(String name, String fields) {
		TestOrg.Answer answer = this.org.post("sobjects/Account", "{\"Name\":\"%s\",%s}".formatted(name, fields));
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
	}

	private TestOrg.Answer query(String soql) {
		return this.org.get("query?q=" + encode(soql));
	}

	private static String encode(String soql) {
		return URLEncoder.encode(soql, StandardCharsets.UTF_8);
	}

	private List<String> names(String soql) {
		TestOrg.Answer answer = query(soql);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return names(answer.json());
	}

	private static List<String> names(JsonNode page) {
		List<String> names = new ArrayList<>();
		page.path("records").forEach((record) -> names.add(record.path("Name").asText()));
		return names;
	}

	private void assertError(String soql, String code, String message) {
		JsonNode error = query(soql).json().path(0);
		assertThat(error.path("errorCode").asText()).isEqualTo(code);
		assertThat(error.path("message").asText()).isEqualTo(message);
	}

}
