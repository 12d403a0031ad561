package io.github.salesforcejwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Ticker}.
 */
class TickerTests {

	@Test
	void systemTickerCountsMilliseconds() {
		long start = System.nanoTime();
		long first = Ticker.SYSTEM.millis();
		await().until(() -> Ticker.SYSTEM.millis() >= first + 5);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(4).toNanos());
	}

}
