package io.github.salesforcejwt.test.internal.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SalesforceIdsTests {

	@ParameterizedTest
	@ValueSource(strings = { "001D000000IqhSLIAZ", "001R00000064wdtIAA", "001R00000033I6AIAU" })
	void publishedIdsHaveTheirChecksum(String id) {
		assertThat(SalesforceIds.normalize(id.substring(0, 15))).isEqualTo(id);
		assertThat(SalesforceIds.normalize(id)).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "001", "001D000000IqhSLIAA", "001D000000IqhS", "001D000000Iqh-L", "001d000000IqhSLIAZ" })
	void whatIsNoIdIsNull(String id) {
		assertThat(SalesforceIds.normalize(id)).isNull();
	}

	@Test
	void idsSortInTheOrderOfTheirNumbers() {
		String previous = SalesforceIds.create("001", 0);
		for (long number = 1; number < 10_000; number++) {
			String next = SalesforceIds.create("001", number);
			assertThat(next).hasSize(18).isGreaterThan(previous);
			assertThat(SalesforceIds.normalize(next)).isEqualTo(next);
			previous = next;
		}
	}

}
