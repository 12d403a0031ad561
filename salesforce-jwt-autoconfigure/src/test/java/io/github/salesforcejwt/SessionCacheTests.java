package io.github.salesforcejwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SessionCache}.
 */
@Timeout(20)
class SessionCacheTests {

	private final MutableClock clock = new MutableClock();

	private final Set<String> busy = ConcurrentHashMap.newKeySet();

	private final List<String> evicted = new ArrayList<>();

	private final AtomicInteger created = new AtomicInteger();

	private final SessionCache<Session> cache = cache(3);

	private SessionCache<Session> underTest;

	@Test
	void sessionIsCreatedOnceHoweverManyAskForIt() throws Exception {
		int threads = 32;
		SessionCache<Session> cache = cache(1000);
		Map<String, Set<Session>> seen = new ConcurrentHashMap<>();
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService callers = Executors.newFixedThreadPool(threads);
		List<Future<?>> calls = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			calls.add(callers.submit(() -> {
				start.await();
				for (int user = 0; user < 500; user++) {
					seen.computeIfAbsent("user-" + user,
							(key) -> Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>())))
						.add(cache.get("user-" + user));
				}
				return null;
			}));
		}
		start.countDown();
		for (Future<?> call : calls) {
			call.get(20, TimeUnit.SECONDS);
		}
		callers.shutdown();
		assertThat(this.created).hasValue(500);
		assertThat(seen).hasSize(500).allSatisfy((user, sessions) -> assertThat(sessions).hasSize(1));
	}

	@Test
	void sessionNotUsedForTheLongestTimeIsEvicted() {
		fill();
		this.cache.get("a");
		this.clock.advance(Duration.ofSeconds(2));
		this.cache.get("d");
		assertThat(this.evicted).containsExactly("b");
		assertThat(this.cache.sessions()).containsOnlyKeys("a", "c", "d");
		assertThat(this.cache.find("b")).isNull();
	}

	@Test
	void busySessionIsNotEvictedAndWithNoOtherThereIsNoPlace() {
		fill();
		this.busy.addAll(List.of("a", "b"));
		this.cache.get("d");
		assertThat(this.evicted).containsExactly("c");
		this.busy.add("d");
		assertThat(this.cache.get("e")).isNull();
		assertThat(this.cache.sessions()).containsOnlyKeys("a", "b", "d");
		this.busy.remove("b");
		assertThat(this.cache.get("e")).isNotNull();
		assertThat(this.cache.sessions()).containsOnlyKeys("a", "d", "e");
	}

	@Test
	void evictedSessionThatIsStillUsedIsFoundAgain() {
		Session used = this.cache.get("a");
		this.clock.advance(Duration.ofSeconds(2));
		fill("b", "c", "d");
		assertThat(this.evicted).containsExactly("a");
		assertThat(this.cache.get("a")).isSameAs(used);
		assertThat(this.created).hasValue(4);
		assertThat(this.evicted).containsExactly("a", "b");
	}

	@Test
	void evictedSessionThatNobodyUsesIsForgotten() {
		fill("a", "b", "c", "d");
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.cache.size()).isEqualTo(3);
		});
	}

	@Test
	void removedSessionIsReplacedByANewOne() {
		Session first = this.cache.get("a");
		assertThat(this.cache.remove("a")).isTrue();
		assertThat(this.cache.get("a")).isNotSameAs(first);
		assertThat(this.cache.remove("never seen")).isFalse();
	}

	@Test
	void removedSessionLeavesItsPlaceToAnother() {
		fill();
		this.cache.remove("b");
		this.cache.get("d");
		assertThat(this.evicted).isEmpty();
		assertThat(this.cache.sessions()).containsOnlyKeys("a", "c", "d");
	}

	@Test
	void sessionRemovedWhileItIsCreatedIsNotKept() {
		this.underTest = new SessionCache<>(3, this.clock::elapsed, (key) -> {
			if (this.created.incrementAndGet() == 1) {
				assertThat(this.underTest.remove(key)).isTrue();
			}
			return new Session(key);
		}, (session) -> false, (session) -> {
		});
		Session stale = this.underTest.get("a");
		assertThat(stale).isNotNull();
		assertThat(this.underTest.get("a")).isNotSameAs(stale).isSameAs(this.underTest.get("a"));
	}

	@Test
	void failureIsThatOfTheFactoryAndNotKept() {
		Set<String> failing = new HashSet<>(List.of("a"));
		SessionCache<Session> cache = new SessionCache<>(3, this.clock::elapsed, (key) -> {
			if (failing.contains(key)) {
				throw new IllegalArgumentException("no " + key);
			}
			return new Session(key);
		}, (session) -> false, (session) -> {
		});
		assertThatIllegalArgumentException().isThrownBy(() -> cache.get("a")).withMessage("no a");
		failing.clear();
		assertThat(cache.get("a")).isNotNull();
	}

	@Test
	void failureOfTheFactoryIsThatOfThoseWhoHaveWaitedForIt() {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		this.underTest = new SessionCache<>(3, this.clock::elapsed, (key) -> {
			Thread waiting = new Thread(() -> {
				try {
					this.underTest.get(key);
				}
				catch (IllegalArgumentException ex) {
					failure.set(ex);
				}
			});
			waiting.start();
			await().until(() -> waiting.getState() == Thread.State.WAITING);
			throw new IllegalArgumentException("no " + key);
		}, (session) -> false, (session) -> {
		});
		assertThatIllegalArgumentException().isThrownBy(() -> this.underTest.get("a"));
		await().untilAsserted(() -> assertThat(failure.get()).hasMessage("no a"));
	}

	private void fill(String... keys) {
		for (String key : (keys.length > 0) ? keys : new String[] { "a", "b", "c" }) {
			this.cache.get(key);
			this.clock.advance(Duration.ofSeconds(2));
		}
	}

	private SessionCache<Session> cache(int max) {
		return new SessionCache<>(max, this.clock::elapsed, (key) -> {
			this.created.incrementAndGet();
			return new Session(key);
		}, (session) -> this.busy.contains(session.key), (session) -> this.evicted.add(session.key));
	}

	private static final class Session {

		private final String key;

		Session(String key) {
			this.key = key;
		}

	}

}
