package io.github.salesforcejwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ApiQuota}.
 */
class ApiQuotaTests {

	private final MutableClock clock = new MutableClock();

	private final ApiQuota quota = new ApiQuota("acme", 0.9, this.clock::elapsed);

	@ParameterizedTest
	@CsvSource({ "api-usage=18/5000, 18, 5000", "'api-usage=18/5000; per-app-api-usage=17/250(appName=x)', 18, 5000",
			"'per-app-api-usage=17/250(appName=x), api-usage=18/5000', 18, 5000", "api-usage=0/1, 0, 1",
			"api-usage=999999999/999999999, 999999999, 999999999", "api-usage=7/5xx, 7, 5" })
	void usageIsRead(String value, long used, long limit) {
		answered(value);
		assertThat(this.quota.usage()).isEqualTo(new SalesforceApiUsage(used, limit));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "api-usage=", "api-usage=18", "api-usage=18/", "api-usage=/5", "api-usage=x/5",
			"api-usage=18/x", "api-usage=1/0", "per-app-api-usage=17/250(appName=x)", "api-usage=1000000000/5",
			"api-usage=1/1000000000", "api-usage=-1/5", "api-usage" })
	void anythingElseIsIgnored(String value) {
		answered(value);
		assertThat(this.quota.usage()).isNull();
	}

	@Test
	void reportIsThatOfTheHeader() {
		HttpHeaders headers = new HttpHeaders();
		assertThat(ApiQuota.report(headers)).isNull();
		headers.set("Sforce-Limit-Info", "api-usage=18/5000");
		assertThat(ApiQuota.report(headers)).isEqualTo("api-usage=18/5000");
	}

	@Test
	void callsAreLetThroughBelowTheShare() {
		answered("api-usage=4499/5000");
		assertThatNoException().isThrownBy(this.quota::admit);
	}

	@Test
	void callsAreRefusedFromTheShareOnWithTheRemedy() {
		answered("api-usage=4500/5000");
		assertThatExceptionOfType(SalesforceQuotaException.class).isThrownBy(this.quota::admit)
			.withMessage(
					"A call of the Salesforce org 'acme' was refused before it was sent: 4500 of its 5000 API calls in "
							+ "24 hours are used up, and this application stops at 90.00%. One call a minute goes through, to "
							+ "learn when the share falls. To continue, raise the property 'quota.stop-at' of the org, or call less "
							+ "often.")
			.satisfies((ex) -> assertThat(ex.getOrgId()).isEqualTo("acme"));
	}

	@Test
	void oneCallAMinuteGoesThroughToLearn() {
		answered("api-usage=4900/5000");
		this.clock.advance(ApiQuota.PROBE_INTERVAL.minusMillis(1));
		assertRefused();
		this.clock.advance(Duration.ofMillis(1));
		assertThatNoException().isThrownBy(this.quota::admit);
		assertRefused();
		answered("api-usage=4901/5000");
		this.clock.advance(ApiQuota.PROBE_INTERVAL.minusMillis(1));
		assertRefused();
		this.clock.advance(Duration.ofMillis(1));
		assertThatNoException().isThrownBy(this.quota::admit);
	}

	@Test
	void callsAreLetThroughAgainOnceTheShareHasFallen() {
		answered("api-usage=4900/5000");
		assertRefused();
		answered("api-usage=100/5000");
		assertThatNoException().isThrownBy(this.quota::admit);
		assertThatNoException().isThrownBy(this.quota::admit);
	}

	@Test
	void callsAreRefusedOnceSalesforceRefusesThem() {
		this.quota.exhausted();
		assertRefused();
		answered("api-usage=1200/5000");
		assertThatNoException().isThrownBy(this.quota::admit);
		this.quota.exhausted();
		assertThat(this.quota.usage()).isEqualTo(new SalesforceApiUsage(5000, 5000));
		assertRefused();
		answered("api-usage=5003/5000");
		this.quota.exhausted();
		assertThat(this.quota.usage()).isEqualTo(new SalesforceApiUsage(5003, 5000));
	}

	@Test
	void nothingIsRefusedWithoutAShare() {
		ApiQuota off = new ApiQuota("acme", null, this.clock::elapsed);
		off.answered("api-usage=5000/5000");
		off.exhausted();
		assertThatNoException().isThrownBy(off::admit);
		assertThat(off.usage()).isEqualTo(new SalesforceApiUsage(5000, 5000));
	}

	@Test
	void shareOfNothingIsNone() {
		assertThat(new SalesforceApiUsage(0, 0).share()).isZero();
		assertThat(new SalesforceApiUsage(6, 4).share()).isEqualTo(1.5);
	}

	private void assertRefused() {
		assertThatExceptionOfType(SalesforceQuotaException.class).isThrownBy(this.quota::admit);
	}

	private void answered(String value) {
		this.quota.answered(value);
	}

}
