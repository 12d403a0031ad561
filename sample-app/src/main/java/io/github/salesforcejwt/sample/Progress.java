package io.github.salesforcejwt.sample;

import java.io.Console;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.ReflectionUtils;

/**
 * The progress of a run: a bar on a terminal, otherwise an occasional line in the log.
 */
interface Progress extends AutoCloseable {

	/** Shows nothing. */
	Progress NONE = (rows) -> {
	};

	/**
	 * Report that more rows are done. Can be called by several threads.
	 */
	void step(int rows);

	@Override
	default void close() {
	}

	static Progress start(String task, int rows) {
		if (rows == 0) {
			return NONE;
		}
		return isTerminal(System.console()) ? new Bar(task, rows) : new Lines(task, rows);
	}

	// from Java 22 there is a console even if there is no terminal
	private static boolean isTerminal(@Nullable Console console) {
		if (console == null) {
			return false;
		}
		Method isTerminal = ReflectionUtils.findMethod(Console.class, "isTerminal");
		return isTerminal == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(isTerminal, console));
	}

	/**
	 * A bar.
	 */
	class Bar implements Progress {

		private final ProgressBar bar;

		Bar(String task, int rows) {
			this.bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(rows).setUnit(" rows", 1).build();
		}

		@Override
		public void step(int rows) {
			this.bar.stepBy(rows);
		}

		@Override
		public void close() {
			this.bar.close();
		}

	}

	/**
	 * Lines, one in ten seconds at most.
	 */
	class Lines implements Progress {

		private static final Logger logger = LoggerFactory.getLogger(Progress.class);

		private static final Duration INTERVAL = Duration.ofSeconds(10);

		private final String task;

		private final int total;

		private int done;

		private Instant next = Instant.now().plus(INTERVAL);

		Lines(String task, int total) {
			this.task = task;
			this.total = total;
			logger.info("Due in {}: {}", task, total);
		}

		@Override
		public synchronized void step(int rows) {
			this.done += rows;
			if (Instant.now().isAfter(this.next)) {
				this.next = Instant.now().plus(INTERVAL);
				logger.info("Sent of {}: {} of {}", this.task, this.done, this.total);
			}
		}

	}

}
