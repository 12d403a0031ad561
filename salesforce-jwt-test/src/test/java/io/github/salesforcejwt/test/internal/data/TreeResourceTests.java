package io.github.salesforcejwt.test.internal.data;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class TreeResourceTests {

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void recordsAreCreatedWithTheirChildren() {
		TestOrg.Answer answer = this.org.post("composite/tree/Account", """
				{"records":[
				{"attributes":{"type":"Account","referenceId":"ref1"},"Name":"Acme",
				"Contacts":{"records":[
				{"attributes":{"type":"Contact","referenceId":"ref2"},"LastName":"Smith"},
				{"attributes":{"type":"Contact","referenceId":"ref3"},"LastName":"Evans"}]},
				"ChildAccounts":{"records":[{"attributes":{"type":"Account","referenceId":"ref5"},"Name":"Acme South",
				"Contacts":{"records":[{"attributes":{"type":"Contact","referenceId":"ref6"},"LastName":"Deep"}]}}]}},
				{"attributes":{"type":"Account","referenceId":"ref4"},"Name":"Other"}]}""");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().path("hasErrors").booleanValue()).isFalse();
		assertThat(answer.json().path("results")).extracting((result) -> result.path("referenceId").asText())
			.containsExactly("ref1", "ref4", "ref2", "ref3", "ref5", "ref6");
		assertThat(answer.json().at("/results/0/id").asText()).startsWith("001");
		JsonNode found = this.org
			.query("SELECT LastName, Account.Name, Account.Parent.Name FROM Contact ORDER BY LastName")
			.json()
			.path("records");
		assertThat(found)
			.extracting((contact) -> contact.path("LastName").asText() + " " + contact.at("/Account/Name").asText()
					+ " " + contact.at("/Account/Parent/Name").asText())
			.containsExactly("Deep Acme South Acme", "Evans Acme ", "Smith Acme ");
	}

	@Test
	void oneErrorUndoesAll() {
		TestOrg.Answer answer = this.org.post("composite/tree/Account", """
				{"records":[{"attributes":{"type":"Account","referenceId":"ref1"},"Name":"Acme",
				"Contacts":{"records":[
				{"attributes":{"type":"Contact","referenceId":"ref2"},"LastName":"Smith","Email":"123"},
				{"attributes":{"type":"Contact","referenceId":"ref3"},"LastName":"Evans"}]}}]}""");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo("{\"hasErrors\":true,\"results\":[{\"referenceId\":\"ref2\",\"errors\":[{"
				+ "\"statusCode\":\"INVALID_EMAIL_ADDRESS\",\"message\":\"Email: invalid email address: 123\","
				+ "\"fields\":[\"Email\"]}]}]}");
		assertThat(this.org.api.records("Account")).isEmpty();
		assertThat(this.org.api.records("Contact")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{}                                                    | JSON_PARSER_ERROR | The request needs an array of records
					{"records":[{"attributes":{"type":"Account"}}]}       | INVALID_INPUT | Each record needs attributes with its type, Account here, and a referenceId
					{"records":[{"attributes":{"type":"Contact","referenceId":"a"}}]} | INVALID_INPUT | Each record needs attributes with its type, Account here, and a referenceId
					{"records":[{"attributes":{"type":"Account","referenceId":"a"}},{"attributes":{"type":"Account","referenceId":"a"}}]} | INVALID_INPUT | Duplicate ReferenceId provided in the request: a
					""")
	void badTreeIsRefused(String json, String code, String message) {
		assertError(this.org.post("composite/tree/Account", json), code, message);
	}

	@Test
	void treeHasLimits() {
		String records = IntStream.rangeClosed(1, 201)
			.mapToObj((i) -> "{\"attributes\":{\"type\":\"Account\",\"referenceId\":\"r%d\"},\"Name\":\"A\"}"
				.formatted(i))
			.collect(Collectors.joining(","));
		assertError(this.org.post("composite/tree/Account", "{\"records\":[%s]}".formatted(records)), "INVALID_INPUT",
				"A request has at most 200 records of 5 types");
		String deep = "";
		for (int level = 6; level > 0; level--) {
			deep = "{\"records\":[{\"attributes\":{\"type\":\"Account\",\"referenceId\":\"r%d\"},\"Name\":\"A\"%s}]}"
				.formatted(level, deep.isEmpty() ? "" : ",\"ChildAccounts\":" + deep);
		}
		assertError(this.org.post("composite/tree/Account", deep), "INVALID_INPUT", "The tree has more than 5 levels");
		assertThat(this.org.get("composite/tree/Account").status()).isEqualTo(405);
		assertThat(this.org.post("composite/tree/Foo", "{}").status()).isEqualTo(404);
		assertThat(this.org.post("composite/tree", "{}").status()).isEqualTo(404);
		assertThat(this.org.post("composite/graph", "{}").status()).isEqualTo(404);
	}

	private static void assertError(TestOrg.Answer answer, String code, String message) {
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
		assertThat(answer.json().at("/0/message").asText()).isEqualTo(message);
	}

}
