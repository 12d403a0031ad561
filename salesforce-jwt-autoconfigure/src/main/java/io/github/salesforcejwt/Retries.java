package io.github.salesforcejwt;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The retries of one login or call.
 */
final class Retries {

	private final Ticker ticker;

	private final long deadline;

	private final BackOffExecution backOff;

	private final LongUnaryOperator random;

	Retries(SalesforceRetryPolicy policy, Ticker ticker, long startedAt) {
		this(policy, ticker, startedAt, (longest) -> ThreadLocalRandom.current().nextLong(longest + 1));
	}

	/**
	 * Create retries.
	 * @param startedAt when the first attempt began, in milliseconds of the ticker
	 * @param random draws a pause up to the longest one
	 */
	Retries(SalesforceRetryPolicy policy, Ticker ticker, long startedAt, LongUnaryOperator random) {
		this.ticker = ticker;
		this.deadline = startedAt + policy.timeout().toMillis();
		ExponentialBackOff backOff = new ExponentialBackOff(policy.delay().toMillis(), 2);
		backOff.setMaxInterval(policy.maxDelay().toMillis());
		backOff.setMaxAttempts(policy.maxRetries());
		this.backOff = backOff.start();
		this.random = random;
	}

	/**
	 * Return how long to wait for the next attempt.
	 * @param retryAfter how long the answer asked to wait
	 * @return the pause, or {@code null} to give up
	 */
	@Nullable Duration next(@Nullable Duration retryAfter) {
		long longest = this.backOff.nextBackOff();
		long least = (retryAfter != null) ? retryAfter.toMillis() : 0;
		long remaining = this.deadline - this.ticker.millis();
		if (longest == BackOffExecution.STOP || least > remaining || remaining <= 0) {
			return null;
		}
		return Duration.ofMillis(Math.min(least + this.random.applyAsLong(longest), remaining));
	}

}
