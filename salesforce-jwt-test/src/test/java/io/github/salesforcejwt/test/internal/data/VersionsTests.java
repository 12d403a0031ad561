package io.github.salesforcejwt.test.internal.data;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class VersionsTests {

	private final TestOrg org = new TestOrg();

	@AfterEach
	void close() {
		this.org.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/services/data", "/services/data/" })
	void versionsAreThoseInServiceFromTheOldest(String path) {
		JsonNode versions = this.org.get(path).json();
		assertThat(versions).hasSize(38);
		assertThat(versions.get(0))
			.hasToString("{\"label\":\"Summer '14\",\"url\":\"/services/data/v31.0\",\"version\":\"31.0\"}");
		assertThat(versions.get(37))
			.hasToString("{\"label\":\"Winter '27\",\"url\":\"/services/data/v68.0\",\"version\":\"68.0\"}");
	}

	@ParameterizedTest
	@CsvSource({ "32,Winter '15", "36,Spring '16", "67,Summer '26" })
	void eachVersionHasTheLabelOfItsRelease(int version, String label) {
		assertThat(this.org.get("/services/data").json().get(version - 31).path("label").asText()).isEqualTo(label);
	}

	@Test
	void retiredVersionIsGone() {
		TestOrg.Answer answer = this.org.get("/services/data/v30.0/sobjects");
		assertThat(answer.status()).isEqualTo(410);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo("GONE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "v69.0", "v6.0", "v68", "v68.1", "68.0", "v99999999999.0" })
	void unknownVersionIsNotFound(String version) {
		TestOrg.Answer answer = this.org.get("/services/data/" + version + "/sobjects");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo("NOT_FOUND");
	}

	@Test
	void versionListsItsResources() {
		JsonNode resources = this.org.get("/services/data/v67.0").json();
		assertThat(resources.path("sobjects").asText()).isEqualTo("/services/data/v67.0/sobjects");
		assertThat(resources.path("limits").asText()).isEqualTo("/services/data/v67.0/limits");
		assertThat(resources.path("identity").asText()).startsWith("https://login.salesforce.com/id/00D");
	}

}
