package io.github.salesforcejwt;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How often, and for how long, something that failed for a passing reason is tried again.
 * The longest pause doubles from one attempt to the next, and each pause is drawn at
 * random between none and the longest, so that many clients do not come back at the same
 * moment. A {@code Retry-After} of the answer is waited for in any case, unless the time
 * budget does not last so long.
 *
 * @param attempts how often it is tried at most, the first time included; 1 for no retry
 * @param firstBackOff longest pause before the second attempt
 * @param longestBackOff longest pause before any attempt
 * @param timeBudget time from the beginning of the first attempt to the beginning of the
 * last
 */
public record SalesforceRetryPolicy(int attempts, Duration firstBackOff, Duration longestBackOff, Duration timeBudget) {

	/**
	 * Retries of logins where nothing else is said: 6 attempts within 30 seconds, pauses
	 * from 500 milliseconds to 8 seconds.
	 */
	public static final SalesforceRetryPolicy LOGIN_DEFAULTS = new SalesforceRetryPolicy(6, Duration.ofMillis(500),
			Duration.ofSeconds(8), Duration.ofSeconds(30));

	/**
	 * Retries of API calls where nothing else is said: 4 attempts within 20 seconds,
	 * pauses from 500 milliseconds to 5 seconds.
	 */
	public static final SalesforceRetryPolicy API_DEFAULTS = new SalesforceRetryPolicy(4, Duration.ofMillis(500),
			Duration.ofSeconds(5), Duration.ofSeconds(20));

	/**
	 * Create a policy.
	 * @throws IllegalArgumentException if there is no attempt or a duration is negative
	 */
	public SalesforceRetryPolicy {
		Assert.isTrue(attempts > 0, "'attempts' must be 1 or more");
		Assert.isTrue(!firstBackOff.isNegative(), "'firstBackOff' must not be negative");
		Assert.isTrue(!longestBackOff.isNegative(), "'longestBackOff' must not be negative");
		Assert.isTrue(!timeBudget.isNegative(), "'timeBudget' must not be negative");
	}

}
