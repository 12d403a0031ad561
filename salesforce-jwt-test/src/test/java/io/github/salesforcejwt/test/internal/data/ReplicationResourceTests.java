package io.github.salesforcejwt.test.internal.data;

import java.time.Duration;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.MutableClock;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicationResourceTests {

	private final MutableClock clock = MutableClock.of(TestOrg.NOW, ZoneOffset.UTC);

	private final TestOrg org = new TestOrg(Schema.standard(), this.clock);

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void whatChangedWithinTheTimeIsUpdated() {
		String old = this.org.create("Account", "{\"Name\":\"Old\"}");
		String changed = this.org.create("Account", "{\"Name\":\"Changed\"}");
		String deleted = this.org.create("Account", "{\"Name\":\"Deleted\"}");
		this.clock.add(Duration.ofHours(1));
		this.org.patch("sobjects/Account/" + changed, "{\"Phone\":\"1\"}");
		this.org.delete("sobjects/Account/" + deleted);
		String created = this.org.create("Account", "{\"Name\":\"New\"}");
		this.clock.add(Duration.ofHours(1));
		String span = "start=2026-11-22T11:00:00%2B00:00&end=2026-11-22T12:00:00Z";
		assertThat(this.org.get("sobjects/Account/updated?" + span).body())
			.isEqualTo("{\"ids\":[\"%s\",\"%s\"],\"latestDateCovered\":\"2026-11-22T12:00:00.000+0000\"}"
				.formatted(changed, created));
		assertThat(this.org.get("sobjects/Account/deleted/?" + span).body())
			.isEqualTo(("{\"deletedRecords\":[{\"deletedDate\":\"2026-11-22T11:15:30.000+0000\",\"id\":\"%s\"}],"
					+ "\"earliestDateAvailable\":\"2026-10-23T12:15:30.000+0000\","
					+ "\"latestDateCovered\":\"2026-11-22T12:00:00.000+0000\"}")
				.formatted(deleted));
		assertThat(this.org.get("sobjects/Account/updated?start=2026-11-22T10:00:00Z&end=2026-11-22T11:00:00Z")
			.json()
			.path("ids")).extracting(JsonNode::asText).containsExactly(old);
	}

	@Test
	void whatIsToComeIsNotCovered() {
		assertThat(this.org.get("sobjects/Account/updated?start=2026-11-22T10:00:00Z&end=2026-11-23T10:00:00Z")
			.json()
			.path("latestDateCovered")
			.asText()).isEqualTo("2026-11-22T10:15:30.000+0000");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			end=2026-11-22T10:00:00Z                            | MISSING_ARGUMENT
			start=2026-11-22T10:00:00Z                          | MISSING_ARGUMENT
			start=yesterday&end=2026-11-22T10:00:00Z            | INVALID_REPLICATION_DATE
			start=2026-11-22T10:00:10Z&end=2026-11-22T10:00:50Z | INVALID_REPLICATION_DATE
			start=2026-10-01T10:00:00Z&end=2026-11-22T10:00:00Z | INVALID_REPLICATION_DATE
			""")
	void badSpanIsRefused(String span, String code) {
		for (String name : new String[] { "updated", "deleted" }) {
			TestOrg.Answer answer = this.org.get("sobjects/Account/" + name + "?" + span);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo(code);
		}
	}

}
