package io.github.salesforcejwt.test.internal.data;

import java.util.Collections;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class BatchResourceTests {

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void eachRequestHasItsResult() {
		String id = this.org.create("Account", "{\"Name\":\"Acme\"}");
		TestOrg.Answer answer = batch("""
				{"method":"PATCH","url":"v67.0/sobjects/account/%1$s","richInput":{"Name":"Changed"}},
				{"method":"GET","url":"/services/data/v68.0/sobjects/account/%1$s?fields=Name,Phone"},
				{"method":"GET","url":"v68.0/query?q=SELECT+COUNT()+FROM+Account"}""".formatted(id), "");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body())
			.isEqualTo(("{\"hasErrors\":false,\"results\":[{\"statusCode\":204,\"result\":null},{\"statusCode\":200,"
					+ "\"result\":{\"attributes\":{\"type\":\"Account\",\"url\":\"/services/data/v68.0/sobjects/Account/%1$s\"},"
					+ "\"Name\":\"Changed\",\"Phone\":null,\"Id\":\"%1$s\"}},{\"statusCode\":200,"
					+ "\"result\":{\"totalSize\":1,\"done\":true,\"records\":[]}}]}")
				.formatted(id));
	}

	@Test
	void requestsGoOnAfterAnError() {
		JsonNode answer = batch("""
				{"method":"GET","url":"v68.0/sobjects/Foo"},
				{"method":"POST","url":"v68.0/sobjects/Account","richInput":{"Name":"A"}}""", "").json();
		assertThat(answer.path("hasErrors").booleanValue()).isTrue();
		assertThat(answer.at("/results/0/statusCode").intValue()).isEqualTo(404);
		assertThat(answer.at("/results/0/result/0/errorCode").asText()).isEqualTo("NOT_FOUND");
		assertThat(answer.at("/results/1/statusCode").intValue()).isEqualTo(201);
		assertThat(this.org.api.records("Account")).hasSize(1);
	}

	@Test
	void requestsAfterAnErrorAreHaltedIfThatIsWanted() {
		JsonNode answer = batch("""
				{"method":"GET","url":"v68.0/sobjects/Foo"},
				{"method":"POST","url":"v68.0/sobjects/Account","richInput":{"Name":"A"}}""", ",\"haltOnError\":true")
			.json();
		assertThat(answer.at("/results/1/statusCode").intValue()).isEqualTo(412);
		assertThat(answer.at("/results/1/result/0/errorCode").asText()).isEqualTo("BATCH_PROCESSING_HALTED");
		assertThat(this.org.api.records("Account")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "v68.0/composite/batch", "v68.0/jobs/ingest", "v30.0/sobjects", "", "v68.0/query?q=%zz" })
	void whatABatchDoesNotTakeIsAnErrorOfItsOwn(String url) {
		JsonNode answer = batch("{\"method\":\"GET\",\"url\":\"%s\"}".formatted(url), "").json();
		assertThat(answer.path("hasErrors").booleanValue()).isTrue();
		assertThat(answer.at("/results/0/statusCode").intValue()).isGreaterThanOrEqualTo(400);
	}

	@Test
	void batchHasALimit() {
		String request = "{\"method\":\"GET\",\"url\":\"v68.0/sobjects\"}";
		assertThat(batch(String.join(",", Collections.nCopies(25, request)), "").status()).isEqualTo(200);
		assertThat(batch(String.join(",", Collections.nCopies(26, request)), "").status()).isEqualTo(400);
		assertThat(batch("", "").status()).isEqualTo(400);
		assertThat(this.org.get("composite/batch").status()).isEqualTo(405);
	}

	private TestOrg.Answer batch(String requests, String more) {
		return this.org.post("composite/batch", "{\"batchRequests\":[%s]%s}".formatted(requests, more));
	}

}
