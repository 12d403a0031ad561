package io.github.salesforcejwt;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How often, and for how long, something that failed for a transient reason is retried.
 * The maximum pause doubles with each retry, and each pause is drawn at random between
 * zero and that maximum, so that many clients do not come back at the same moment. A
 * {@code Retry-After} of the answer is always waited for, unless it exceeds the timeout.
 *
 * @param maxRetries the maximum number of retries, not counting the first attempt; 0 for
 * none
 * @param delay the maximum pause before the first retry
 * @param maxDelay the maximum pause before any retry
 * @param timeout the time from the beginning of the first attempt to the beginning of the
 * last
 * @see org.springframework.core.retry.RetryPolicy
 */
public record SalesforceRetryPolicy(int maxRetries, Duration delay, Duration maxDelay, Duration timeout) {

	/**
	 * Retries of logins by default: 5 retries within 30 seconds, with pauses from 500
	 * milliseconds to 8 seconds.
	 */
	public static final SalesforceRetryPolicy LOGIN_DEFAULTS = new SalesforceRetryPolicy(5, Duration.ofMillis(500),
			Duration.ofSeconds(8), Duration.ofSeconds(30));

	/**
	 * Retries of API calls by default: 3 retries within 20 seconds, with pauses from 500
	 * milliseconds to 5 seconds.
	 */
	public static final SalesforceRetryPolicy API_DEFAULTS = new SalesforceRetryPolicy(3, Duration.ofMillis(500),
			Duration.ofSeconds(5), Duration.ofSeconds(20));

	/**
	 * Create a policy.
	 * @throws IllegalArgumentException if a value is negative
	 */
	public SalesforceRetryPolicy {
		Assert.isTrue(maxRetries >= 0, "'maxRetries' must not be negative");
		Assert.isTrue(!delay.isNegative(), "'delay' must not be negative");
		Assert.isTrue(!maxDelay.isNegative(), "'maxDelay' must not be negative");
		Assert.isTrue(!timeout.isNegative(), "'timeout' must not be negative");
	}

}
