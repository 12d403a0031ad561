package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads that ask for tokens and invalidate them in all orders, while logins take
 * from no time to a little, repeat tokens that Salesforce has refused, and fail. Orders
 * are those that the scheduler yields: eight threads on few processors, with yields at
 * random places.
 */
@Timeout(60)
class SalesforceSessionRaceTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 4_000;

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final AtomicInteger running = new AtomicInteger();

	private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

	private final AtomicLong time = new AtomicLong();

	/** Tokens that were given up, and when. */
	private final ConcurrentHashMap<String, GivenUp> givenUp = new ConcurrentHashMap<>();

	/** Tokens that logins returned, and when they did so last. */
	private final ConcurrentHashMap<String, Long> returned = new ConcurrentHashMap<>();

	@RepeatedTest(5)
	void neverTwoLoginsAtOnceAndNeverATokenThatWasGivenUpBeforeTheCall() throws Exception {
		ExecutorService logins = Executors.newCachedThreadPool();
		ExecutorService callers = Executors.newFixedThreadPool(THREADS);
		AtomicLong numbers = new AtomicLong();
		AtomicInteger handedOut = new AtomicInteger();
		this.test.executor = logins;
		this.test.sleeper = (duration) -> Thread.onSpinWait();
		this.test.login = () -> login(numbers);
		SalesforceSession session = this.test.build();
		try {
			List<Future<?>> tasks = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				long seed = i;
				tasks.add(callers.submit(() -> call(session, new SplittableRandom(seed), handedOut)));
			}
			for (Future<?> task : tasks) {
				task.get();
			}
		}
		finally {
			callers.shutdownNow();
			logins.shutdownNow();
		}
		assertThat(this.violations).isEmpty();
		assertThat(handedOut).hasValueGreaterThan(THREADS * ROUNDS / 4);
		assertThat(this.givenUp).hasSizeGreaterThan(100);
	}

	private SalesforceAccessToken login(AtomicLong numbers) {
		if (this.running.incrementAndGet() != 1) {
			this.violations.add("two logins at once");
		}
		try {
			long number = numbers.incrementAndGet();
			if (number % 3 == 0) {
				Thread.yield();
			}
			if (number % 11 == 0) {
				throw LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE);
			}
			boolean repeated = number % 5 == 0;
			String token = "token-" + (repeated ? number - 2 : number);
			this.returned.put(token, this.time.incrementAndGet());
			return this.test.token(token);
		}
		finally {
			this.running.decrementAndGet();
		}
	}

	private void call(SalesforceSession session, SplittableRandom random, AtomicInteger handedOut) {
		for (int round = 0; round < ROUNDS; round++) {
			this.test.clock.advance(Duration.ofMillis(random.nextInt(100)));
			if (random.nextInt(100) == 0) {
				session.renew();
			}
			long start = this.time.get();
			try {
				SalesforceAccessToken token = random.nextBoolean() ? session.accessToken()
						: session.accessTokenAsync().join();
				handedOut.incrementAndGet();
				GivenUp givenUp = this.givenUp.get(token.getTokenValue());
				if (givenUp != null && givenUp.end() <= start
						&& this.returned.get(token.getTokenValue()) < givenUp.start()) {
					this.violations.add(token.getTokenValue() + " was given up before the call began");
				}
				if (random.nextInt(4) == 0) {
					Thread.yield();
				}
				if (random.nextInt(10) == 0) {
					long invalidation = this.time.incrementAndGet();
					if (session.invalidate(token)) {
						this.givenUp.put(token.getTokenValue(), new GivenUp(invalidation, this.time.incrementAndGet()));
					}
				}
			}
			catch (SalesforceLoginException | CompletionException ex) {
				// Salesforce was down
			}
		}
	}

	private record GivenUp(long start, long end) {
	}

}
