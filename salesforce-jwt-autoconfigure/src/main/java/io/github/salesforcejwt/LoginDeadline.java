package io.github.salesforcejwt;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a token request that takes too long. The timeouts of the HTTP libraries do not
 * suffice: they bound the time between two bytes, and a server may keep sending one now
 * and then. The late result of a request that was given up is ignored.
 */
final class LoginDeadline {

	private final Duration timeout;

	private final Executor executor;

	private final ObservationRegistry observationRegistry;

	/**
	 * Create a deadline.
	 * @param timeout how long a token request may take
	 * @param executor runs each on a thread that may stay busy after the deadline
	 * @param observationRegistry knows the observation that the request belongs to
	 */
	LoginDeadline(Duration timeout, Executor executor, ObservationRegistry observationRegistry) {
		this.timeout = timeout;
		this.executor = executor;
		this.observationRegistry = observationRegistry;
	}

	/**
	 * Make a request.
	 * @throws ExceededException if it takes too long
	 * @throws InterruptedException if this thread is interrupted
	 */
	<T> T run(Supplier<T> request) throws ExceededException, InterruptedException {
		Observation observation = this.observationRegistry.getCurrentObservation();
		FutureTask<T> task = new FutureTask<>(
				() -> (observation != null) ? observation.scoped(request) : request.get());
		this.executor.execute(task);
		try {
			return task.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new ExceededException(this.timeout);
		}
		catch (ExecutionException ex) {
			throw rethrown(ex.getCause());
		}
		finally {
			task.cancel(true);
		}
	}

	private static RuntimeException rethrown(@Nullable Throwable cause) {
		if (cause instanceof Error error) {
			throw error;
		}
		return (cause instanceof RuntimeException runtime) ? runtime : new IllegalStateException(cause);
	}

	/**
	 * Thrown if a token request takes too long.
	 */
	static final class ExceededException extends IOException {

		@Serial
		private static final long serialVersionUID = 1L;

		ExceededException(Duration timeout) {
			super("No complete answer within " + timeout.toMillis() + " ms");
		}

	}

}
