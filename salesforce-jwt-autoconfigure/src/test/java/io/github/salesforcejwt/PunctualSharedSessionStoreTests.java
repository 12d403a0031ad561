package io.github.salesforcejwt;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.PunctualSharedSessionStore.UnavailableException;
import io.github.salesforcejwt.SharedSessionStore.Entry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PunctualSharedSessionStore}.
 */
class PunctualSharedSessionStoreTests {

	private final MemorySharedSessionStore memory = new MemorySharedSessionStore(Clock.systemUTC());

	private final CountDownLatch resume = new CountDownLatch(1);

	private final AtomicInteger asked = new AtomicInteger();

	private final SharedSessionStore hanging = new SharedSessionStore() {

		@Override
		public Entry read(String id) {
			PunctualSharedSessionStoreTests.this.asked.incrementAndGet();
			try {
				PunctualSharedSessionStoreTests.this.resume.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return PunctualSharedSessionStoreTests.this.memory.read(id);
		}

		@Override
		public boolean lease(String id, long version, String owner, Duration duration) {
			return PunctualSharedSessionStoreTests.this.memory.lease(id, version, owner, duration);
		}

		@Override
		public boolean publish(String id, String owner, String value, Duration retention) {
			return PunctualSharedSessionStoreTests.this.memory.publish(id, owner, value, retention);
		}

		@Override
		public void release(String id, String owner) {
			PunctualSharedSessionStoreTests.this.memory.release(id, owner);
		}

	};

	@Test
	void storeThatAnswersIsPassedOn() {
		SharedSessionStore store = new PunctualSharedSessionStore(this.memory);
		long version = store.read("acme").version();
		assertThat(store.lease("acme", version, "a", Duration.ofMinutes(1))).isTrue();
		assertThat(store.lease("acme", version, "b", Duration.ofMinutes(1))).isFalse();
		store.release("acme", "a");
		assertThat(store.lease("acme", version, "b", Duration.ofMinutes(1))).isTrue();
		assertThat(store.publish("acme", "a", "late", Duration.ofMinutes(1))).isFalse();
		assertThat(store.publish("acme", "b", "value", Duration.ofMinutes(1))).isTrue();
		assertThat(store.read("acme").value()).isEqualTo("value");
	}

	@Test
	void storeThatFailsIsUnavailable() {
		this.memory.failure = new IllegalStateException("down");
		assertThatExceptionOfType(UnavailableException.class)
			.isThrownBy(() -> new PunctualSharedSessionStore(this.memory).read("acme"))
			.withCause(this.memory.failure);
	}

	@Test
	void storeThatHangsIsAskedNoMoreThanAFewTimes() {
		SharedSessionStore store = new PunctualSharedSessionStore(this.hanging, Duration.ofMillis(20),
				Duration.ofMillis(20));
		for (int i = 0; i < PunctualSharedSessionStore.MAX_STEPS + 3; i++) {
			assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> store.read("acme"));
		}
		assertThat(this.asked).hasValue(PunctualSharedSessionStore.MAX_STEPS);
		assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> store.release("acme", "a"));
		this.resume.countDown();
		Awaitility.await().ignoreExceptions().until(() -> !store.read("acme").leased());
	}

	@Test
	void firstAnswerMayTakeLongerThanTheOthers() throws Exception {
		SharedSessionStore store = new PunctualSharedSessionStore(this.hanging, Duration.ofMinutes(1),
				Duration.ofMillis(1));
		CompletableFuture<Entry> first = CompletableFuture.supplyAsync(() -> store.read("acme"));
		Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> this.asked.get() == 1);
		this.resume.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS).leased()).isFalse();
		SharedSessionStore other = new PunctualSharedSessionStore((SharedSessionStore) Proxy.newProxyInstance(
				getClass().getClassLoader(), new Class<?>[] { SharedSessionStore.class }, (proxy, method, args) -> {
					if (this.asked.incrementAndGet() > 2) {
						new CountDownLatch(1).await(10, TimeUnit.SECONDS);
					}
					return new Entry(0, null, false, Instant.EPOCH);
				}), Duration.ofMinutes(1), Duration.ofMillis(1));
		other.read("acme");
		assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> other.read("acme"))
			.withMessageContaining("within 1 ms");
	}

	@Test
	void interruptionEndsTheWaitAndIsKept() {
		SharedSessionStore store = new PunctualSharedSessionStore(this.hanging, Duration.ofMinutes(1),
				Duration.ofMinutes(1));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> store.read("acme"));
		assertThat(Thread.interrupted()).isTrue();
		this.resume.countDown();
	}

}
