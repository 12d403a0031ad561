package io.github.salesforcejwt;

import java.time.Duration;

/**
 * Number of logins that one user gets from this process, whatever fails: no more than 600
 * within any hour, and 60 of them at once. Salesforce blocks a user after 3,600 logins in
 * an hour, counted over all applications. A token bucket, kept as the time at which it is
 * full again.
 *
 * @see <a href= "https://help.salesforce.com/s/articleView?id=000381578&type=1">Login
 * rate limit</a>
 */
final class LoginBudget {

	static final int PER_HOUR = 600;

	static final int AT_ONCE = 60;

	/** A full bucket and an hour of refilling are 600 together. */
	static final long REFILL = 1 + (Duration.ofHours(1).toMillis() - 1) / (PER_HOUR - AT_ONCE);

	private final Ticker ticker;

	private long fullAt;

	LoginBudget(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Take one login.
	 * @return how long to wait until there is one, zero if it was taken
	 */
	synchronized Duration take() {
		long wait = waitingTime();
		if (wait > 0) {
			return Duration.ofMillis(wait);
		}
		this.fullAt = Math.max(this.fullAt, this.ticker.millis()) + REFILL;
		return Duration.ZERO;
	}

	/**
	 * Whether there is a login to take.
	 */
	synchronized boolean isAvailable() {
		return waitingTime() <= 0;
	}

	/**
	 * Whether nothing is left of the logins that were taken, so that a new budget is the
	 * same.
	 */
	synchronized boolean isFull() {
		return this.fullAt <= this.ticker.millis();
	}

	private long waitingTime() {
		return this.fullAt - this.ticker.millis() - (AT_ONCE - 1) * REFILL;
	}

}
