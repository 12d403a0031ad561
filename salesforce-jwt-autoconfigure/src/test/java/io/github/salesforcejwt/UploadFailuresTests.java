package io.github.salesforcejwt;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UploadFailures}.
 */
class UploadFailuresTests {

	private final UploadFailures failures = new UploadFailures();

	private final SalesforceAccessToken token = SalesforceSessionTests.token("token", new MutableClock());

	@Test
	void largeBodyOrOneOfUnknownLengthIsDoubtfulOnceALargeOneHasBroken() {
		assertThat(this.failures.isDoubtful(this.token, -1)).isFalse();
		this.failures.broken(this.token, 64 * 1024);
		assertThat(this.failures.isDoubtful(this.token, -1)).isTrue();
		assertThat(this.failures.isDoubtful(this.token, 0)).isFalse();
		assertThat(this.failures.isDoubtful(this.token, UploadFailures.LARGE)).isFalse();
		assertThat(this.failures.isDoubtful(this.token, UploadFailures.LARGE + 1)).isTrue();
	}

	@Test
	void bodyThatBreaksEarlySaysNothing() {
		this.failures.broken(this.token, 64 * 1024 - 1);
		assertThat(this.failures.isDoubtful(this.token, -1)).isFalse();
	}

	@Test
	void otherTokenIsNotSuspected() {
		this.failures.broken(this.token, UploadFailures.LARGE);
		SalesforceAccessToken other = SalesforceSessionTests.token("other", new MutableClock());
		assertThat(this.failures.isDoubtful(other, -1)).isFalse();
		this.failures.verified();
		assertThat(this.failures.isDoubtful(this.token, -1)).isFalse();
	}

}
