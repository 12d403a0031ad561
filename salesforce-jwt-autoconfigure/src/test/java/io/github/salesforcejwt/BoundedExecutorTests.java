package io.github.salesforcejwt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BoundedExecutor}.
 */
class BoundedExecutorTests {

	private final Deque<Runnable> started = new ArrayDeque<>();

	private final List<String> done = new ArrayList<>();

	private final BoundedExecutor executor = new BoundedExecutor(this.started::add, 2);

	@Test
	void tasksBeyondTheBoundWaitAndRunInTheirOrder() {
		for (String name : List.of("a", "b", "c", "d")) {
			this.executor.execute(() -> this.done.add(name));
		}
		assertThat(this.started).hasSize(2);
		this.started.poll().run();
		assertThat(this.done).containsExactly("a", "c", "d");
		this.executor.execute(() -> this.done.add("e"));
		assertThat(this.started).hasSize(2);
		this.started.poll().run();
		this.started.poll().run();
		assertThat(this.done).containsExactly("a", "c", "d", "b", "e");
	}

	@Test
	void taskThatFailsDoesNotHoldUpTheOthers() {
		this.executor.execute(() -> {
			throw new IllegalStateException("provoked");
		});
		this.executor.execute(() -> this.done.add("b"));
		this.executor.execute(() -> this.done.add("c"));
		this.started.poll().run();
		assertThat(this.done).containsExactly("c");
		assertThat(this.started).hasSize(1);
	}

	@Test
	void threadThatCannotBeStartedTakesNoPlace() {
		List<Runnable> rejected = new ArrayList<>();
		BoundedExecutor executor = new BoundedExecutor((task) -> {
			if (rejected.size() < 3) {
				rejected.add(task);
				throw new RejectedExecutionException("no thread");
			}
			task.run();
		}, 1);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> executor.execute(() -> {
			}));
		}
		executor.execute(() -> this.done.add("a"));
		assertThat(this.done).containsExactly("a");
	}

}
