package io.github.salesforcejwt.test.internal.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the command line of Salesforce asks before it prints a table.
 */
class QueryColumnTests {

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void columnsHaveTheShapeOfSalesforce() {
		assertThat(columns("SELECT Id, Phone FROM Account").toString()).isEqualTo("{\"columnMetadata\":["
				+ "{\"aggregate\":false,\"apexType\":\"Id\",\"booleanType\":false,\"columnName\":\"Id\","
				+ "\"custom\":false,\"displayName\":\"Id\",\"foreignKeyName\":null,\"insertable\":false,"
				+ "\"joinColumns\":[],\"numberType\":false,\"textType\":false,\"updatable\":false},"
				+ "{\"aggregate\":false,\"apexType\":\"String\",\"booleanType\":false,\"columnName\":\"Phone\","
				+ "\"custom\":false,\"displayName\":\"Phone\",\"foreignKeyName\":null,\"insertable\":true,"
				+ "\"joinColumns\":[],\"numberType\":false,\"textType\":true,\"updatable\":true}],"
				+ "\"entityName\":\"Account\",\"groupBy\":false,\"idSelected\":true,\"keyPrefix\":\"001\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					SELECT Name, Account.Name, Account.Parent.Name FROM Contact | Name,Account>AccountId[Name,Parent>ParentId[Name]]
					SELECT Name, (SELECT LastName, CreatedBy.Name FROM Contacts) FROM Account | Name,Contacts+[LastName,CreatedBy>CreatedById[Name]]
					SELECT AccountId, AVG(Amount) FROM Opportunity GROUP BY AccountId | AccountId,expr0=avg(Amount)+
					SELECT COUNT(Id) total FROM Account | total=count(Id)+
					SELECT COUNT() FROM Account | ''
					""")
	void columnsNameParentsChildrenAndAggregates(String soql, String names) {
		assertThat(names(columns(soql).path("columnMetadata"))).isEqualTo(names);
	}

	private JsonNode columns(String soql) {
		return this.org.get("query?columns=true&q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8)).json();
	}

	private static String names(JsonNode columns) {
		List<String> names = new ArrayList<>();
		for (JsonNode column : columns) {
			String name = column.path("columnName").asText();
			String display = column.path("displayName").asText();
			String foreignKey = column.path("foreignKeyName").isNull() ? ""
					: ">" + column.path("foreignKeyName").asText();
			String below = names(column.path("joinColumns"));
			names.add(name + (display.equals(name) ? "" : "=" + display) + foreignKey
					+ (column.path("aggregate").booleanValue() ? "+" : "")
					+ (below.isEmpty() ? "" : "[" + below + "]"));
		}
		return String.join(",", names);
	}

}
