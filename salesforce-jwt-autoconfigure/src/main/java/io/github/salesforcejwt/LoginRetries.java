package io.github.salesforcejwt;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Repeats a login that fails for a passing reason, on the thread of the login.
 */
final class LoginRetries {

	private final SalesforceRetryPolicy policy;

	private final Ticker ticker;

	private final Sleeper sleeper;

	LoginRetries(SalesforceRetryPolicy policy, Ticker ticker, Sleeper sleeper) {
		this.policy = policy;
		this.ticker = ticker;
		this.sleeper = sleeper;
	}

	/**
	 * Run a login until it has a result.
	 * @param login the login, which returns {@code null} where another is due at once
	 */
	<T> T run(Supplier<@Nullable T> login) {
		Retries retries = new Retries(this.policy, this.ticker, this.ticker.millis());
		while (true) {
			try {
				T result = login.get();
				if (result != null) {
					return result;
				}
			}
			catch (SalesforceLoginException ex) {
				pause(retries, ex);
			}
		}
	}

	private void pause(Retries retries, SalesforceLoginException failure) {
		Duration pause = failure.getLoginError().isRetried() ? retries.next(failure.leastPause()) : null;
		if (pause == null) {
			throw failure;
		}
		try {
			this.sleeper.sleep(pause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

}
