package io.github.salesforcejwt;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Asks a {@link SharedSessionStore} with a deadline. The time-outs of a store do not
 * suffice: a paused database answers neither the statement nor its cancellation.
 * <p>
 * A step that was given up may still be executed later. So it keeps its place among the
 * few that may be under way until the store answers, and an application's pool of
 * connections is not drained by a store that hangs. The sessions of a process share one.
 */
public final class PunctualSharedSessionStore implements SharedSessionStore {

	static final Duration DEADLINE = Duration.ofSeconds(1);

	static final int MAX_STEPS = 4;

	private static final Executor THREADS = (task) -> {
		Thread thread = new Thread(task, "salesforce-shared-session");
		thread.setDaemon(true);
		thread.start();
	};

	/** To connect takes longer, in a process that starts beside many others. */
	static final Duration FIRST_DEADLINE = Duration.ofSeconds(5);

	private final SharedSessionStore store;

	/** Until the first answer, or until there was none in time. */
	private volatile Duration deadline;

	private final Duration furtherDeadline;

	private final Semaphore steps = new Semaphore(MAX_STEPS);

	/**
	 * Ask a store with a deadline of one second, of five seconds for the first answer,
	 * and for no more than four sessions at once.
	 * @param store the store
	 */
	public PunctualSharedSessionStore(SharedSessionStore store) {
		this(store, FIRST_DEADLINE, DEADLINE);
	}

	PunctualSharedSessionStore(SharedSessionStore store, Duration firstDeadline, Duration deadline) {
		this.store = store;
		this.deadline = firstDeadline;
		this.furtherDeadline = deadline;
	}

	@Override
	public Entry read(String id) {
		return ask(() -> this.store.read(id));
	}

	@Override
	public boolean lease(String id, long version, String owner, Duration duration) {
		return ask(() -> this.store.lease(id, version, owner, duration));
	}

	@Override
	public boolean publish(String id, String owner, String value, Duration retention) {
		return ask(() -> this.store.publish(id, owner, value, retention));
	}

	@Override
	public void release(String id, String owner) {
		ask(() -> {
			this.store.release(id, owner);
			return true;
		});
	}

	/**
	 * Take a step within the deadline.
	 * @throws UnavailableException if it fails or takes longer
	 */
	private <T> T ask(Supplier<T> step) {
		Duration deadline = this.deadline;
		try {
			long start = System.nanoTime();
			if (!this.steps.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new UnavailableException("It has not answered earlier questions", null);
			}
			long left = deadline.toNanos() - (System.nanoTime() - start);
			return begin(step).get(Math.max(left, 0), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new UnavailableException("It did not answer within " + deadline.toMillis() + " ms", ex);
		}
		catch (ExecutionException ex) {
			throw new UnavailableException("It failed", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnavailableException("The login was interrupted", ex);
		}
		finally {
			this.deadline = this.furtherDeadline;
		}
	}

	private <T> CompletableFuture<T> begin(Supplier<T> step) {
		try {
			return CompletableFuture.supplyAsync(() -> {
				try {
					return step.get();
				}
				finally {
					this.steps.release();
				}
			}, THREADS);
		}
		catch (RuntimeException | Error ex) {
			this.steps.release();
			throw new UnavailableException("No thread is available", ex);
		}
	}

	/**
	 * Thrown if the store cannot be used for the time being.
	 */
	static final class UnavailableException extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		UnavailableException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
