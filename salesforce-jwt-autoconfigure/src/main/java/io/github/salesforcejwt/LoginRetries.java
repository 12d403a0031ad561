package io.github.salesforcejwt;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a login that fails for a transient reason, on the thread of the login. Logins
 * do not overlap.
 */
final class LoginRetries {

	private static final Log logger = LogFactory.getLog(LoginRetries.class);

	private final SalesforceRetryPolicy policy;

	private final Ticker ticker;

	private final Sleeper sleeper;

	/** Whether the failure that logins have in common has been logged. */
	private boolean warned;

	LoginRetries(SalesforceRetryPolicy policy, Ticker ticker, Sleeper sleeper) {
		this.policy = policy;
		this.ticker = ticker;
		this.sleeper = sleeper;
	}

	/**
	 * Run a login until it has a result.
	 * @param login the login, which returns {@code null} if another is due at once
	 */
	<T> T run(Supplier<@Nullable T> login) {
		Retries retries = new Retries(this.policy, this.ticker, this.ticker.millis());
		while (true) {
			try {
				T result = login.get();
				this.warned = false;
				if (result != null) {
					return result;
				}
			}
			catch (SalesforceLoginException ex) {
				warn(ex);
				pause(retries, ex);
			}
		}
	}

	/**
	 * Name a mistyped host at once, and not after all retries.
	 */
	private void warn(SalesforceLoginException failure) {
		boolean unknown = failure.getLoginError() == SalesforceLoginError.UNKNOWN_HOST;
		if (unknown && !this.warned) {
			logger.warn(failure.getMessage());
		}
		this.warned = unknown;
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
