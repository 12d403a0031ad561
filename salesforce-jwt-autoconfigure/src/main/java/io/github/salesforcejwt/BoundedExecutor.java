package io.github.salesforcejwt;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bounded number of tasks at once. The others wait, and keep no thread.
 */
final class BoundedExecutor implements Executor {

	private static final Log logger = LogFactory.getLog(BoundedExecutor.class);

	private final Executor delegate;

	private final int max;

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private int running;

	BoundedExecutor(Executor delegate, int max) {
		this.delegate = delegate;
		this.max = max;
	}

	@Override
	public synchronized void execute(Runnable task) {
		if (this.running >= this.max) {
			this.waiting.add(task);
			return;
		}
		this.running++;
		boolean started = false;
		try {
			this.delegate.execute(() -> run(task));
			started = true;
		}
		finally {
			// under the same lock: what waits has others to wait for
			this.running -= started ? 0 : 1;
		}
	}

	private void run(Runnable first) {
		Runnable task = first;
		while (task != null) {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				logger.warn("A task has failed", ex);
			}
			task = next();
		}
	}

	private synchronized @Nullable Runnable next() {
		Runnable next = this.waiting.poll();
		if (next == null) {
			this.running--;
		}
		return next;
	}

}
