package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs logins on a thread that no caller waits on, with retries and an observation.
 */
final class LoginRunner {

	private static final Log logger = LogFactory.getLog(LoginRunner.class);

	private final String orgId;

	private final @Nullable String username;

	private final TokenSource login;

	private final LoginRetries retries;

	private final Executor executor;

	private final Clock clock;

	private final ObservationRegistry observationRegistry;

	/**
	 * Create a runner.
	 * @param username the further user that logs in, or {@code null}
	 */
	LoginRunner(String orgId, @Nullable String username, TokenSource login, LoginRetries retries, Executor executor,
			Clock clock, ObservationRegistry observationRegistry) {
		this.orgId = orgId;
		this.username = username;
		this.login = login;
		this.retries = retries;
		this.executor = executor;
		this.clock = clock;
		this.observationRegistry = observationRegistry;
	}

	/**
	 * Whether the login budget has a login left.
	 */
	boolean isAvailable() {
		return this.login.isAvailable();
	}

	/**
	 * Start a login.
	 * @param cause the observation of the call that needs it
	 * @param outcome what becomes of it
	 */
	void start(@Nullable Observation cause, Outcome outcome) {
		try {
			this.executor.execute(() -> run(cause, outcome));
		}
		catch (RuntimeException | Error ex) {
			outcome.failed(ex, this.clock.instant(), "");
		}
	}

	private void run(@Nullable Observation cause, Outcome outcome) {
		Instant start = this.clock.instant();
		String credential = "";
		AtomicReference<@Nullable Runnable> release = new AtomicReference<>();
		try {
			credential = this.login.credential();
			LoginObservation.observe(this.observationRegistry, this.orgId, this.username, cause,
					() -> release.set(this.retries.run(() -> outcome.attempt(this.login, start))));
		}
		catch (Throwable ex) {
			if (release.get() == null) {
				outcome.failed(ex, start, credential);
				return;
			}
			logger.warn("An observation handler failed after a login to the Salesforce org '" + this.orgId + "'", ex);
		}
		Runnable released = release.get();
		if (released != null) {
			released.run();
		}
	}

	/**
	 * Look on another thread whether the next login would be made with another
	 * credential.
	 * @param credential the credential of the last login
	 * @param action what to do if it has changed
	 */
	void ifCredentialChanged(String credential, Runnable action) {
		try {
			this.executor.execute(() -> {
				if (!credential.equals(this.login.credential())) {
					action.run();
				}
			});
		}
		catch (RuntimeException | Error ex) {
			logger.debug("Cannot check for a changed key: no thread available");
		}
	}

	/**
	 * What becomes of a login.
	 */
	interface Outcome {

		/**
		 * Log in once.
		 * @param login the login
		 * @param start when the first attempt started
		 * @return what releases the callers, or {@code null} if another login is due at
		 * once
		 */
		@Nullable Runnable attempt(TokenSource login, Instant start);

		/**
		 * Give up.
		 * @param start when the first attempt started
		 * @param credential what the login was made with
		 */
		void failed(Throwable ex, Instant start, String credential);

	}

}
