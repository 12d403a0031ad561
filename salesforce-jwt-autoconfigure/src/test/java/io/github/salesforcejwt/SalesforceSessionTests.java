package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionEvent.UntrustedOriginBlocked;
import io.github.salesforcejwt.SalesforceSessionEvent.SessionReplaced;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SalesforceSession}.
 */
@Timeout(5)
class SalesforceSessionTests {

	private static final Duration LIFETIME = Duration.ofMinutes(30);

	private final SalesforceRegistration registration = SalesforceRegistration.withId("salesforce")
		.clientId("3MVG9")
		.username("sync@acme.example")
		.loginUrl(URI.create("https://acme.my.salesforce.com"))
		.tokenLifetime(LIFETIME)
		.build();

	/**
	 * What happens between two looks of a caller, run when the caller reads the clock.
	 */
	private @Nullable Runnable meanwhile;

	private final MutableClock clock = new MutableClock() {

		@Override
		public long elapsed() {
			Runnable meanwhile = SalesforceSessionTests.this.meanwhile;
			SalesforceSessionTests.this.meanwhile = null;
			if (meanwhile != null) {
				meanwhile.run();
			}
			return super.elapsed();
		}

	};

	private final AtomicInteger logins = new AtomicInteger();

	private SalesforceRetryPolicy loginRetry = new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO,
			Duration.ZERO);

	/** Background tasks, run where the test says so. */
	private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final List<SalesforceSessionEvent> events = new ArrayList<>();

	private Supplier<SalesforceAccessToken> login = () -> token("token-" + this.logins.get());

	/** What the next login says that it is made with. */
	private String credential = "key-1";

	private Error keyError;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	@Test
	void firstAccessTokenTakesOneLogin() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken token = session.accessToken();
		for (int i = 0; i < 1000; i++) {
			assertThat(session.accessToken()).isSameAs(token);
		}
		assertThat(this.logins).hasValue(1);
		assertThat(session.getLoginCount()).isEqualTo(1);
	}

	@Test
	void accessTokenFor64ThreadsAtOnceTakesOneLogin() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.login = () -> {
			await(release);
			return token("shared");
		};
		ExecutorService executor = Executors.newCachedThreadPool();
		try {
			SalesforceSession session = session(executor);
			List<Future<SalesforceAccessToken>> callers = new ArrayList<>();
			for (int i = 0; i < 32; i++) {
				callers.add(executor.submit(session::accessToken));
				callers.add(session.accessTokenAsync());
			}
			release.countDown();
			for (Future<SalesforceAccessToken> caller : callers) {
				assertThat(caller.get().getTokenValue()).isEqualTo("shared");
			}
			assertThat(this.logins).hasValue(1);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void oldTokenIsServedWhileOneLoginRunsWhenRenewalIsDue() {
		SalesforceSession session = session(this.tasks::add);
		SalesforceAccessToken first = loggedIn(session);
		this.clock.advance(LIFETIME.minusSeconds(60));
		for (int i = 0; i < 10; i++) {
			assertThat(session.accessToken()).isSameAs(first);
		}
		assertThat(this.tasks).hasSize(1);
		runTasks();
		assertThat(session.accessToken()).isNotSameAs(first);
		assertThat(this.logins).hasValue(2);
	}

	@Test
	void oldTokenIsServedUntilTheLoginEndsWhenItsLifetimeEndsDuringTheRenewal() {
		SalesforceSession session = session(this.tasks::add);
		SalesforceAccessToken first = loggedIn(session);
		this.clock.advance(LIFETIME.minusSeconds(1));
		session.accessToken();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(session.accessToken()).isSameAs(first);
		assertThat(session.accessTokenAsync()).isCompletedWithValue(first);
		this.login = () -> {
			throw failure(false);
		};
		runTasks();
		assertThat(session.accessTokenAsync()).isCompletedExceptionally();
	}

	@Test
	void tokenIsNotRenewedWhenMostOfItsLifetimeIsLeft() {
		SalesforceSession session = session(this.tasks::add);
		SalesforceAccessToken first = loggedIn(session);
		this.clock.advance(LIFETIME.multipliedBy(74).dividedBy(100));
		assertThat(session.accessToken()).isSameAs(first);
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void lifetimeStartsAgainWhenTheRenewalReturnsTheSameToken() {
		this.login = () -> token("same");
		SalesforceSession session = session(Runnable::run);
		session.accessToken();
		this.clock.advance(LIFETIME.minusSeconds(1));
		session.accessToken();
		assertThat(this.logins).hasValue(2);
		this.clock.advance(LIFETIME.dividedBy(2));
		session.accessToken();
		assertThat(this.logins).hasValue(2);
	}

	@Test
	void callerWaitsForANewTokenWhenTheLifetimeIsOver() {
		SalesforceSession session = session(Runnable::run);
		session.accessToken();
		this.clock.advance(LIFETIME);
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-2");
	}

	@Test
	void oldTokenIsServedWhenItsLifetimeIsOverAndTheLoginFailsTransiently() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken first = session.accessToken();
		this.login = () -> {
			throw failure(true);
		};
		this.clock.advance(LIFETIME.multipliedBy(3));
		assertThat(session.accessToken()).isSameAs(first);
		assertThat(session.accessToken()).isSameAs(first);
		assertThat(session.accessTokenAsync()).isCompletedWithValue(first);
	}

	@Test
	void oldTokenIsServedOnlyUntilItsLifetimeEndsWhenTheRenewalIsRefused() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken first = session.accessToken();
		this.login = () -> {
			throw failure(false);
		};
		this.clock.advance(LIFETIME.minusSeconds(10));
		assertThat(session.accessToken()).isSameAs(first);
		this.clock.advance(Duration.ofSeconds(10));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(session.accessTokenAsync()).isCompletedExceptionally();
	}

	@Test
	void callerFailsWhenTheTokenWasInvalidatedAndTheLoginFailsTransiently() {
		SalesforceSession session = session(Runnable::run);
		session.invalidate(session.accessToken());
		this.login = () -> {
			throw failure(true);
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
	}

	@Test
	void callersFailFastForAWhileWhenTheLoginWasRefused() {
		this.login = () -> {
			throw failure(false);
		};
		SalesforceSession session = session(Runnable::run);
		for (int i = 0; i < 200; i++) {
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		}
		assertThat(this.logins).hasValue(1);
		this.login = () -> token("healed");
		this.clock.advance(Duration.ofMinutes(10));
		assertThat(session.accessToken().getTokenValue()).isEqualTo("healed");
	}

	@Test
	void invalidatingByManyCallersTakesOneLogin() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken dead = session.accessToken();
		for (int i = 0; i < 16; i++) {
			session.invalidate(dead);
			assertThat(session.accessToken().getTokenValue()).isEqualTo("token-2");
		}
		assertThat(this.logins).hasValue(2);
	}

	@Test
	void currentTokenStaysWhenAnotherIsInvalidated() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken first = session.accessToken();
		assertThat(session.invalidate(first)).isTrue();
		SalesforceAccessToken second = session.accessToken();
		assertThat(session.invalidate(first)).isFalse();
		assertThat(session.accessToken()).isSameAs(second);
	}

	@Test
	void sessionLivesAndThatIsConfirmedWhenTheLoginReturnsTheInvalidatedToken() {
		this.login = () -> token("same");
		SalesforceSession session = session(Runnable::run);
		session.invalidate(session.accessToken());
		SalesforceAccessToken token = session.accessToken();
		assertThat(token.getTokenValue()).isEqualTo("same");
		assertThat(session.invalidate(token)).isFalse();
		assertThat(session.accessToken()).isSameAs(token);
		assertThat(this.events).extracting((event) -> ((LoggedIn) event).reason())
			.containsExactly(LoginReason.FIRST, LoginReason.CONFIRMATION);
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(session.invalidate(token)).isTrue();
	}

	@Test
	void loginIsRepeatedWhenItsTokenIsInvalidatedWhileItRuns() {
		SalesforceSession session = session(this.tasks::add);
		this.login = () -> token("dead");
		SalesforceAccessToken dead = loggedIn(session);
		this.clock.advance(LIFETIME.minusSeconds(1));
		session.accessToken();
		this.login = () -> {
			if (this.logins.get() == 2) {
				session.invalidate(dead);
				return token("dead");
			}
			return token("alive");
		};
		runTasks();
		assertThat(session.accessToken().getTokenValue()).isEqualTo("alive");
		assertThat(this.logins).hasValue(3);
	}

	@Test
	void interruptReleasesTheCallerAndLeavesTheLogin() throws Exception {
		SalesforceSession session = session(this.tasks::add);
		CompletableFuture<Throwable> released = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				session.accessToken();
			}
			catch (SalesforceLoginException ex) {
				released.complete(Thread.currentThread().isInterrupted() ? ex : new AssertionError("not interrupted"));
			}
		});
		caller.start();
		CompletableFuture<SalesforceAccessToken> other = session.accessTokenAsync();
		caller.interrupt();
		assertThat(released.get()).isInstanceOf(SalesforceLoginException.class);
		runTasks();
		assertThat(other).isCompleted();
		assertThat(this.logins).hasValue(1);
	}

	@Test
	void cancellingOneCallerLeavesTheLoginToTheOthers() {
		SalesforceSession session = session(this.tasks::add);
		CompletableFuture<SalesforceAccessToken> first = session.accessTokenAsync();
		CompletableFuture<SalesforceAccessToken> second = session.accessTokenAsync();
		first.cancel(true);
		runTasks();
		assertThat(second).isCompleted();
		assertThat(this.logins).hasValue(1);
	}

	@Test
	void statusShowsTheTokenAndTheLogin() {
		SalesforceSession session = session(Runnable::run);
		assertThat(session.getStatus().hasToken()).isFalse();
		session.accessToken();
		SalesforceSessionStatus status = session.getStatus();
		assertThat(status.tokenIssuedAt()).isEqualTo(this.clock.instant());
		assertThat(status.tokenExpiresAt()).isEqualTo(this.clock.instant().plus(LIFETIME));
		assertThat(status.logins()).isOne();
		assertThat(status.lastLogin()).isNotNull();
		assertThat(status.currentFailure()).isNull();
	}

	@Test
	void statusShowsTheFailureOfARenewalUntilALoginSucceeds() {
		SalesforceSession session = session(Runnable::run);
		session.accessToken();
		this.login = () -> {
			throw failure(false);
		};
		assertThat(session.renew()).isCompletedExceptionally();
		assertThat(session.getStatus().hasToken()).isTrue();
		assertThat(session.getStatus().currentFailure()).isNotNull();
		this.login = () -> token("healed");
		session.renew();
		assertThat(session.getStatus().currentFailure()).isNull();
		assertThat(session.getStatus().lastFailure()).isNotNull();
		assertThat(session.getStatus().failedLogins()).isOne();
	}

	@Test
	void renewLogsInEvenIfTheTokenIsFreshOrARefusalIsRemembered() {
		SalesforceSession session = session(Runnable::run);
		session.accessToken();
		assertThat(session.renew()).isCompletedWithValueMatching((token) -> token.getTokenValue().equals("token-2"));
		this.login = () -> {
			throw failure(false);
		};
		assertThat(session.renew()).isCompletedExceptionally();
		this.login = () -> token("healed");
		assertThat(session.renew()).isCompletedWithValueMatching((token) -> token.getTokenValue().equals("healed"));
		assertThat(session.accessToken().getTokenValue()).isEqualTo("healed");
	}

	@Test
	void listenerReceivesEachStepOfASessionsLife() {
		SalesforceSession session = session(Runnable::run);
		session.invalidate(session.accessToken());
		session.accessToken();
		session.renew();
		this.login = () -> {
			throw failure(false);
		};
		session.renew();
		session.renew();
		SalesforceAccessToken token = session.accessToken();
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> session.instance().resolve(URI.create("https://evil.example/"), token));
		assertThat(this.events).extracting(Object::getClass)
			.containsExactly(LoggedIn.class, LoggedIn.class, SessionReplaced.class, LoggedIn.class, LoginFailed.class,
					LoginFailed.class, UntrustedOriginBlocked.class);
		assertThat(this.events).filteredOn(LoggedIn.class::isInstance)
			.extracting((event) -> ((LoggedIn) event).reason())
			.containsExactly(LoginReason.FIRST, LoginReason.REPLACEMENT, LoginReason.RENEWAL);
		assertThat(this.events).filteredOn(LoginFailed.class::isInstance)
			.extracting((event) -> ((LoginFailed) event).repeated())
			.containsExactly(false, true);
		assertThat(session.getStatus().untrustedOrigins()).isOne();
	}

	@Test
	void listenerThatThrowsHindersNeitherTheLoginNorTheOtherListeners() {
		SalesforceSession session = session(Runnable::run, (event) -> {
			throw new IllegalStateException("broken");
		}, this.events::add);
		assertThat(session.accessToken()).isNotNull();
		assertThat(this.events).hasSize(1);
	}

	@Test
	void tokenThatIsInvalidatedAgainDuringTheLoginDoesNotCauseLoginsForEver() {
		SalesforceSession session = session(Runnable::run);
		this.login = () -> token("same");
		SalesforceAccessToken token = session.accessToken();
		session.invalidate(token);
		this.login = () -> {
			assertThat(this.logins).hasValueLessThan(5);
			session.invalidate(token);
			return token;
		};
		assertThat(session.accessToken()).isSameAs(token);
		assertThat(this.logins).hasValue(2);
	}

	@Test
	void callerWaitsForTheRunningRenewalWhenTheTokenIsInvalidated() {
		SalesforceSession session = session(this.tasks::add);
		SalesforceAccessToken first = loggedIn(session);
		this.clock.advance(LIFETIME.minusSeconds(1));
		session.accessToken();
		session.invalidate(first);
		CompletableFuture<SalesforceAccessToken> waiting = session.accessTokenAsync();
		assertThat(waiting).isNotDone();
		assertThat(this.tasks).hasSize(1);
		runTasks();
		assertThat(waiting).isCompletedWithValueMatching((token) -> token.getTokenValue().equals("token-2"));
		session.invalidate(first);
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-2");
		assertThat(this.logins).hasValue(2);
	}

	@Test
	void refusalDoesNotOutliveTheKeyThatChangesMeanwhile() {
		SalesforceSession session = session(Runnable::run);
		this.login = () -> {
			this.credential = "key-2";
			this.login = () -> token("by-key-2");
			throw failure(false);
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(session.accessToken().getTokenValue()).isEqualTo("by-key-2");
	}

	@Test
	void nextCallRenewsWhenTheKeyChangesWhileARenewalIsRefused() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken first = session.accessToken();
		this.login = () -> {
			this.credential = "key-2";
			this.login = () -> token("by-key-2");
			throw failure(false);
		};
		this.clock.advance(LIFETIME.minusSeconds(10));
		assertThat(session.accessToken()).isSameAs(first);
		assertThat(session.accessToken()).isSameAs(first);
		assertThat(session.accessToken().getTokenValue()).isEqualTo("by-key-2");
	}

	@Test
	void callFailsAndTheNextLogsInWhenReadingTheKeyEndsInAnError() {
		SalesforceSession session = session(Runnable::run);
		this.keyError = new NoClassDefFoundError("KeyReader");
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken)
			.withRootCauseInstanceOf(NoClassDefFoundError.class);
		this.keyError = null;
		this.clock.advance(Duration.ofMinutes(10));
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-1");
	}

	@Test
	void livingTokenIsUsedWhenThereIsNoThreadToCompareKeys() {
		AtomicBoolean exhausted = new AtomicBoolean();
		SalesforceSession session = session((task) -> {
			if (exhausted.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			task.run();
		});
		SalesforceAccessToken first = session.accessToken();
		this.login = () -> {
			throw failure(false);
		};
		this.clock.advance(LIFETIME.minusSeconds(100));
		assertThat(session.accessToken()).isSameAs(first);
		exhausted.set(true);
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(session.accessToken()).isSameAs(first);
	}

	@Test
	void keysAreComparedOnAnotherThreadOnceASecondWhenTheLoginWasRefused() {
		SalesforceSession session = session(this.tasks::add);
		this.login = () -> {
			throw failure(false);
		};
		session.accessTokenAsync();
		runTasks();
		for (int i = 0; i < 3; i++) {
			assertThat(session.accessTokenAsync()).isCompletedExceptionally();
			assertThat(this.tasks).hasSize(1);
		}
		runTasks();
		this.clock.advance(Duration.ofMillis(999));
		assertThat(session.accessTokenAsync()).isCompletedExceptionally();
		assertThat(this.tasks).isEmpty();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(session.accessTokenAsync()).isCompletedExceptionally();
		assertThat(this.tasks).hasSize(1);
		runTasks();
		assertThat(this.logins).hasValue(1);
	}

	@Test
	void keyThatIsComparedLateDoesNotForgetALaterRefusal() {
		SalesforceSession session = session(this.tasks::add);
		this.login = () -> {
			throw failure(false);
		};
		session.accessTokenAsync();
		runTasks();
		session.accessTokenAsync();
		Runnable comparison = this.tasks.remove();
		this.credential = "key-2";
		session.renew();
		runTasks();
		comparison.run();
		assertThat(session.accessTokenAsync()).isCompletedExceptionally();
		runTasks();
		assertThat(this.logins).hasValue(2);
	}

	@Test
	void otherKeysDoNotMatterWhenTheLoginFailsTransiently() {
		SalesforceSession session = session(Runnable::run);
		this.login = () -> {
			throw failure(true);
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		this.credential = "key-2";
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(this.logins).hasValue(1);
		this.clock.advance(Duration.ofSeconds(1));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(this.logins).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { -3, 3 })
	void refusalIsRememberedNeitherLongerNorShorterWhenTheClockIsSet(int hours) {
		this.login = () -> {
			throw failure(true);
		};
		SalesforceSession session = session(Runnable::run);
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		this.clock.step(Duration.ofHours(hours));
		this.login = () -> token("healed");
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(session.accessToken().getTokenValue()).isEqualTo("healed");
	}

	@ParameterizedTest
	@ValueSource(ints = { -3, 3 })
	void pauseAfterTheSameTokenIsNeitherLongerNorShorterWhenTheClockIsSet(int hours) {
		this.login = () -> token("same");
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken token = session.accessToken();
		session.invalidate(token);
		session.accessToken();
		this.clock.step(Duration.ofHours(hours));
		assertThat(session.invalidate(session.accessToken())).isFalse();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(session.invalidate(session.accessToken())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { -3, 3 })
	void thereIsAlwaysATokenWhenTheClockIsSet(int hours) {
		SalesforceSession session = session(Runnable::run);
		for (int i = 0; i < 5; i++) {
			assertThat(session.accessToken()).isNotNull();
			this.clock.step(Duration.ofHours(hours));
			this.clock.advance(Duration.ofMinutes(1));
		}
	}

	@Test
	void tokenOfAShortLifetimeIsNotRenewedWithinTenSeconds() {
		this.login = () -> new SalesforceAccessToken("token-" + this.logins.get(), this.clock.instant(),
				this.clock.instant().plusSeconds(3), Set.of(), URI.create("https://acme.my.salesforce.com"), null);
		SalesforceSession session = session(Runnable::run);
		session.accessToken();
		this.clock.advance(Duration.ofMillis(9_999));
		session.accessToken();
		assertThat(this.logins).hasValue(1);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(session.accessToken().getTokenValue()).as("served while it is renewed").isEqualTo("token-1");
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-2");
	}

	@Test
	void callerTakesTheTokenOfALoginThatEndsBeforeAnotherCouldStart() {
		SalesforceSession session = session(Runnable::run);
		this.meanwhile = () -> session.renew().join();
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(this.logins).hasValue(1);
	}

	@Test
	void callerIsRefusedTooWhenALoginIsRefusedBeforeAnotherCouldStart() {
		SalesforceSession session = session(Runnable::run);
		this.login = () -> {
			throw failure(false);
		};
		this.meanwhile = session::renew;
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(this.logins).hasValue(1);
	}

	@Test
	void currentTokenStaysWhenRenewFails() {
		SalesforceSession session = session(Runnable::run);
		SalesforceAccessToken first = session.accessToken();
		for (boolean isTransient : new boolean[] { true, false }) {
			this.login = () -> {
				throw failure(isTransient);
			};
			assertThat(session.renew()).isCompletedExceptionally();
			assertThat(session.tokens().current(null)).isSameAs(first);
			assertThat(session.accessToken()).isSameAs(first);
			assertThat(session.accessTokenAsync()).isCompletedWithValue(first);
		}
		assertThat(this.logins).hasValue(3);
	}

	@Test
	void renewExplainsALoginThatFailsInThisApplication() {
		SalesforceSession session = session(Runnable::run);
		this.login = () -> {
			throw new IllegalStateException("no such file");
		};
		assertThat(session.renew()).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(SalesforceLoginException.class)
			.withMessageContaining("It failed in this application, not at Salesforce. no such file");
	}

	@Test
	void tokenIsThereAndReportedWhenAnObservationHandlerFailsAfterTheLogin() {
		this.observationRegistry = failingWhenStopped();
		SalesforceSession session = session(Runnable::run);
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(this.events).hasExactlyElementsOfTypes(LoggedIn.class);
		assertThat(session.getStatus().failedLogins()).isZero();
	}

	@Test
	void callerIsReleasedWhenAnObservationHandlerFailsAfterARefusal() {
		this.observationRegistry = failingWhenStopped();
		this.login = () -> {
			throw failure(false);
		};
		SalesforceSession session = session(Runnable::run);
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken);
		assertThat(this.events).hasExactlyElementsOfTypes(LoginFailed.class);
	}

	@Test
	void callerFailsAndTheNextTriesAgainWhenNoThreadCanBeStarted() {
		boolean[] full = { true };
		SalesforceSession session = session((task) -> {
			if (full[0]) {
				throw new RejectedExecutionException("no thread");
			}
			task.run();
		});
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken)
			.withMessageContaining("no thread");
		assertThat(this.events).hasExactlyElementsOfTypes(LoginFailed.class);
		full[0] = false;
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(session.accessToken()).isNotNull();
	}

	private static ObservationRegistry failingWhenStopped() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				throw new IllegalStateException("broken handler");
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		return registry;
	}

	private SalesforceSession session(java.util.concurrent.Executor executor) {
		return session(executor, this.events::add);
	}

	private SalesforceSession session(java.util.concurrent.Executor executor, SalesforceSessionListener... listeners) {
		SalesforceSession.Builder session = SalesforceSession.withRegistration(this.registration)
			.login(new CountedLogin(), executor)
			.loginRetry(this.loginRetry)
			.observationRegistry(this.observationRegistry)
			.clock(this.clock)
			.time(this.clock::elapsed, this.clock::sleep);
		for (SalesforceSessionListener listener : listeners) {
			session.listener(listener);
		}
		return session.build();
	}

	private SalesforceAccessToken loggedIn(SalesforceSession session) {
		CompletableFuture<SalesforceAccessToken> token = session.accessTokenAsync();
		runTasks();
		return token.join();
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private SalesforceAccessToken token(String value) {
		return token(value, this.clock);
	}

	static SalesforceAccessToken token(String value, Clock clock) {
		return new SalesforceAccessToken(value, clock.instant(), clock.instant().plus(LIFETIME), Set.of(),
				URI.create("https://acme.my.salesforce.com"), null);
	}

	private static SalesforceLoginException failure(boolean isTransient) {
		return SalesforceLoginException.local("salesforce", "test",
				isTransient ? SalesforceLoginError.UNAVAILABLE : SalesforceLoginError.INVALID_ASSERTION, null);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private final class CountedLogin implements TokenSource {

		@Override
		public SalesforceAccessToken get() {
			SalesforceSessionTests.this.logins.incrementAndGet();
			return SalesforceSessionTests.this.login.get();
		}

		@Override
		public String credential() {
			if (SalesforceSessionTests.this.keyError != null) {
				throw SalesforceSessionTests.this.keyError;
			}
			return SalesforceSessionTests.this.credential;
		}

	}

}
