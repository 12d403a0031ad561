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
 * Queries for values of groups.
 */
class GroupQueryTests {

	private final TestOrg org = new TestOrg(TestOrg.schema(TestOrg.object("Account",
			Field.plain("Since__c", FieldType.DATE), Field.plain("Seen__c", FieldType.DATETIME))));

	@BeforeEach
	void create() {
		String group = this.org.create("Account", "{\"Name\":\"Group\"}");
		create("Alpha", "Energy", 100, 1, "2026-02-28", "2026-11-22T23:30:00+02:00", group);
		create("Beta", "energy", 200, 2, "2026-03-01", "2026-11-22T00:30:00Z", group);
		create("Gamma", "Retail", 50.5, 3, "2025-03-01", "2026-11-21T00:30:00Z", group);
	}

	private void create(String name, String industry, double revenue, int employees, String since, String seen,
			String parent) {
		this.org.create("Account", """
				{"Name":"%s","Industry":"%s","AnnualRevenue":%s,"NumberOfEmployees":%d,"Since__c":"%s","Seen__c":"%s",
				"ParentId":"%s"}""".formatted(name, industry, revenue, employees, since, seen, parent));
	}

	@AfterEach
	void close() {
		this.org.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					SELECT COUNT(Id) FROM Account                                   | expr0=4
					SELECT COUNT(AnnualRevenue) c, COUNT() FROM Account             | c=3,expr0=4
					SELECT COUNT_DISTINCT(Industry) FROM Account                    | expr0=2
					SELECT SUM(NumberOfEmployees) s, AVG(AnnualRevenue) FROM Account WHERE Industry = 'energy' | s=3.0,expr0=150.0
					SELECT SUM(AnnualRevenue) FROM Account WHERE Name = 'nobody'    | expr0=null
					SELECT MIN(Name), MAX(Since__c), MAX(Seen__c) FROM Account      | expr0=Alpha,expr1=2026-03-01,expr2=2026-11-22T21:30:00.000+0000
					SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry       | Industry=null,expr0=1;Industry=Energy,expr0=2;Industry=Retail,expr0=1
					SELECT Industry i, SUM(AnnualRevenue) FROM Account GROUP BY Industry HAVING COUNT(Id) > 1 | i=Energy,expr0=300.0
					SELECT Industry FROM Account WHERE Industry != null GROUP BY Industry ORDER BY SUM(AnnualRevenue) DESC LIMIT 1 | Industry=Energy
					SELECT Industry FROM Account GROUP BY Industry HAVING Industry LIKE 'R%' | Industry=Retail
					SELECT Industry FROM Account GROUP BY Industry ORDER BY Industry DESC NULLS LAST LIMIT 1 OFFSET 1 | Industry=Energy
					SELECT Parent.Name, COUNT(Id) FROM Account GROUP BY Parent.Name | Name=null,expr0=1;Name=Group,expr0=3
					SELECT CALENDAR_YEAR(Since__c), COUNT(Id) n FROM Account WHERE Since__c != null GROUP BY CALENDAR_YEAR(Since__c) | expr0=2025,n=1;expr0=2026,n=2
					SELECT DAY_ONLY(Seen__c) day, COUNT(Id) FROM Account WHERE Seen__c != null GROUP BY DAY_ONLY(Seen__c) | day=2026-11-21,expr0=1;day=2026-11-22,expr0=2
					SELECT DAY_ONLY(convertTimezone(Seen__c)) FROM Account WHERE Name = 'Beta' GROUP BY DAY_ONLY(convertTimezone(Seen__c)) | expr0=2026-11-22
					""")
	void groupsAreAnswered(String soql, String rows) {
		assertThat(rows(soql)).isEqualTo(rows);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			CALENDAR_MONTH(Since__c) = 3                         | Beta,Gamma
			CALENDAR_QUARTER(Since__c) = 1 AND FISCAL_YEAR(Since__c) = 2026 | Alpha,Beta
			DAY_IN_MONTH(Since__c) = 28                          | Alpha
			DAY_IN_WEEK(Since__c) = 1                            | Beta
			DAY_IN_WEEK(Since__c) = 7                            | Alpha,Gamma
			DAY_IN_YEAR(Since__c) = 60                           | Beta,Gamma
			WEEK_IN_MONTH(Since__c) = 4                          | Alpha
			WEEK_IN_YEAR(Since__c) = 9                           | Alpha,Beta,Gamma
			HOUR_IN_DAY(Seen__c) = 21                            | Alpha
			HOUR_IN_DAY(convertTimezone(Seen__c)) < 1            | Beta,Gamma
			DAY_ONLY(Seen__c) = 2026-11-22                       | Alpha,Beta
			DAY_ONLY(Seen__c) = YESTERDAY                        | Gamma
			""")
	void functionsOfDatesFilter(String condition, String names) {
		List<String> found = new ArrayList<>();
		this.org.query("SELECT Name FROM Account WHERE " + condition)
			.json()
			.path("records")
			.forEach((record) -> found.add(record.path("Name").asText()));
		assertThat(String.join(",", found)).isEqualTo(names);
	}

	@Test
	void answerHasTheShapeOfSalesforce() {
		assertThat(this.org.query("SELECT Industry, MAX(AnnualRevenue) FROM Account GROUP BY Industry LIMIT 1").body())
			.isEqualTo("{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"AggregateResult\"},"
					+ "\"Industry\":null,\"expr0\":null}]}");
	}

	@Test
	void countHasALimitToo() {
		assertThat(this.org.query("SELECT COUNT() FROM Account LIMIT 2").body())
			.isEqualTo("{\"totalSize\":2,\"done\":true,\"records\":[]}");
		assertThat(this.org.query("SELECT COUNT() FROM Account OFFSET 3").json().path("totalSize").intValue()).isOne();
	}

	@Test
	void groupsHaveNoPages() {
		StringBuilder rows = new StringBuilder("Name\n");
		for (int i = 0; i <= 2000; i++) {
			rows.append('N').append(i).append('\n');
		}
		String job = this.org.post("jobs/ingest", "{\"object\":\"Account\",\"operation\":\"insert\"}")
			.json()
			.path("id")
			.asText();
		this.org.send("PUT", "jobs/ingest/" + job + "/batches", rows.toString(), Map.of("content-type", "text/csv"));
		this.org.patch("jobs/ingest/" + job, "{\"state\":\"UploadComplete\"}");
		assertThat(this.org.queryError("SELECT Name FROM Account GROUP BY Name")).isEqualTo(
				"EXCEEDED_ID_LIMIT: Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
		assertThat(this.org.query("SELECT Name FROM Account GROUP BY Name LIMIT 2000").json().path("records"))
			.hasSize(2000);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					SELECT Name, COUNT(Id) FROM Account                    | MALFORMED_QUERY at 8: Field must be grouped or aggregated: Name
					SELECT Name FROM Account GROUP BY Industry             | MALFORMED_QUERY at 8: Field must be grouped or aggregated: Name
					SELECT Industry FROM Account GROUP BY Industry ORDER BY Name | MALFORMED_QUERY at 57: Ordered field must be grouped or aggregated: Name
					SELECT Industry FROM Account GROUP BY Industry HAVING Name = 'x' | MALFORMED_QUERY at 55: Field must be grouped or aggregated: Name
					SELECT Industry, COUNT(Id) industry FROM Account GROUP BY Industry | MALFORMED_QUERY at 28: duplicate alias: industry
					SELECT SUM(Name) FROM Account                          | MALFORMED_QUERY at 8: field Name does not support aggregate operator SUM
					SELECT MAX(Description) FROM Account                   | MALFORMED_QUERY at 8: field Description does not support aggregate operator MAX
					SELECT Description FROM Account GROUP BY Description   | MALFORMED_QUERY at 42: field 'Description' can not be grouped in a query call
					SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue | MALFORMED_QUERY at 44: field 'AnnualRevenue' can not be grouped in a query call
					SELECT Industry FROM Account GROUP BY ROLLUP(Industry) | MALFORMED_QUERY at 39: the stand-in has no GROUP BY ROLLUP
					SELECT Industry FROM Account GROUP BY FORMAT(Industry) | MALFORMED_QUERY at 39: the stand-in has no function 'FORMAT'
					SELECT Name FROM Account HAVING COUNT(Id) > 1          | MALFORMED_QUERY at 18: HAVING needs a GROUP BY
					SELECT Name FROM Account WHERE COUNT(Id) > 1           | MALFORMED_QUERY at 32: Aggregate functions are not allowed here
					SELECT CALENDAR_YEAR(CreatedDate) FROM Account         | MALFORMED_QUERY at 8: the stand-in has no function 'CALENDAR_YEAR' in SELECT without GROUP BY
					SELECT Name FROM Account WHERE CALENDAR_YEAR(Name) = 1 | MALFORMED_QUERY at 32: field Name does not support function CALENDAR_YEAR
					SELECT Name FROM Account WHERE HOUR_IN_DAY(Since__c) = 1 | MALFORMED_QUERY at 32: field Since__c does not support function HOUR_IN_DAY
					SELECT COUNT() FROM Account ORDER BY Name              | MALFORMED_QUERY at 21: COUNT() alone has neither ORDER BY nor HAVING
					SELECT COUNT(MAX(Name)) FROM Account                   | MALFORMED_QUERY at 14: unexpected token: 'MAX'
					SELECT SUM(AnnualRevenue, NumberOfEmployees) FROM Account | MALFORMED_QUERY at 8: the function SUM takes one field
					SELECT COUNT(Id) FROM Account HAVING Id IN (SELECT Id FROM Account) | MALFORMED_QUERY at 38: Field must be grouped or aggregated: Id
					""")
	void badGroupIsRefusedWithItsPlace(String soql, String error) {
		assertThat(this.org.queryError(soql)).isEqualTo(error);
	}

	private String rows(String soql) {
		TestOrg.Answer answer = this.org.query(soql);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		List<String> rows = new ArrayList<>();
		for (JsonNode record : answer.json().path("records")) {
			List<String> values = new ArrayList<>();
			record.properties()
				.stream()
				.filter((value) -> !value.getKey().equals("attributes"))
				.forEach((value) -> values.add(value.getKey() + "=" + value.getValue().asText()));
			rows.add(String.join(",", values));
		}
		return String.join(";", rows);
	}

}
