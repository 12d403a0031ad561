package io.github.salesforcejwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Retries} and {@link SalesforceRetryPolicy}.
 */
class RetriesTests {

	private static final SalesforceRetryPolicy POLICY = new SalesforceRetryPolicy(4, Duration.ofMillis(500),
			Duration.ofSeconds(2), Duration.ofSeconds(30));

	private final MutableClock clock = new MutableClock();

	@Test
	void longestPauseDoublesUpToTheLongestOfAll() {
		assertThat(pauses(POLICY, LongUnaryOperator.identity())).containsExactly(Duration.ofMillis(500),
				Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));
	}

	@Test
	void pauseIsDrawnBetweenNoneAndTheLongest() {
		SalesforceRetryPolicy policy = new SalesforceRetryPolicy(1, Duration.ofMillis(3), Duration.ofSeconds(1),
				Duration.ofSeconds(30));
		List<Duration> pauses = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			pauses.add(new Retries(policy, this.clock::elapsed, this.clock.elapsed()).next(null));
		}
		assertThat(pauses).containsOnly(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3))
			.contains(Duration.ZERO, Duration.ofMillis(3));
	}

	@Test
	void oneAttemptMeansNoRetry() {
		SalesforceRetryPolicy policy = new SalesforceRetryPolicy(0, Duration.ofMillis(500), Duration.ofSeconds(2),
				Duration.ofSeconds(30));
		assertThat(pauses(policy, LongUnaryOperator.identity())).isEmpty();
	}

	@Test
	void retryAfterIsWaitedForInAnyCase() {
		Retries retries = retries(POLICY, (longest) -> 0);
		assertThat(retries.next(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
		Retries jittered = retries(POLICY, LongUnaryOperator.identity());
		assertThat(jittered.next(Duration.ofSeconds(7))).isEqualTo(Duration.ofMillis(7500));
	}

	@Test
	void retryAfterBeyondTheTimeBudgetEndsTheRetries() {
		assertThat(retries(POLICY, LongUnaryOperator.identity()).next(Duration.ofSeconds(31))).isNull();
		assertThat(retries(POLICY, LongUnaryOperator.identity()).next(Duration.ofSeconds(30)))
			.isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void timeBudgetCutsThePauseAndThenEndsTheRetries() {
		Retries retries = retries(POLICY, LongUnaryOperator.identity());
		this.clock.advance(Duration.ofMillis(29_800));
		assertThat(retries.next(null)).isEqualTo(Duration.ofMillis(200));
		this.clock.advance(Duration.ofMillis(200));
		assertThat(retries.next(null)).isNull();
	}

	@Test
	void policyRefusesWhatMakesNoSense() {
		Duration second = Duration.ofSeconds(1);
		Duration negative = Duration.ofMillis(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceRetryPolicy(-1, second, second, second))
			.withMessageContaining("maxRetries");
		assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceRetryPolicy(0, negative, second, second))
			.withMessageContaining("delay");
		assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceRetryPolicy(0, second, negative, second))
			.withMessageContaining("maxDelay");
		assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceRetryPolicy(0, second, second, negative))
			.withMessageContaining("timeout");
	}

	private Retries retries(SalesforceRetryPolicy policy, LongUnaryOperator random) {
		return new Retries(policy, this.clock::elapsed, this.clock.elapsed(), random);
	}

	private List<Duration> pauses(SalesforceRetryPolicy policy, LongUnaryOperator random) {
		Retries retries = retries(policy, random);
		List<Duration> pauses = new ArrayList<>();
		for (Duration pause = retries.next(null); pause != null; pause = retries.next(null)) {
			pauses.add(pause);
		}
		return pauses;
	}

}
