package io.github.salesforcejwt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LoginDeadline}.
 */
@Timeout(10)
class LoginDeadlineTests {

	private final LoginThreads threads = new LoginThreads("acme");

	private final LoginDeadline deadline = deadline(Duration.ofSeconds(5));

	@Test
	void requestIsMadeOnAThreadThatNamesTheOrg() throws Exception {
		assertThat(this.deadline.<String>run(() -> Thread.currentThread().getName()))
			.isEqualTo("salesforce-login-acme");
	}

	@Test
	void failureOfTheRequestIsRethrown() {
		UncheckedIOException failure = new UncheckedIOException(new IOException("reset"));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.deadline.run(() -> {
			throw failure;
		})).isSameAs(failure);
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> this.deadline.run(() -> {
			throw new NoClassDefFoundError("x");
		}));
	}

	@Test
	void requestThatTakesTooLongIsGivenUpAndItsThreadInterrupted() {
		CountDownLatch never = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		assertThatExceptionOfType(LoginDeadline.ExceededException.class)
			.isThrownBy(() -> deadline(Duration.ofMillis(50)).run(() -> {
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					interrupted.set(true);
				}
				return "late";
			}))
			.withMessage("No complete answer within 50 ms");
		await().untilTrue(interrupted);
	}

	@Test
	void requestIsGivenUpWhenTheLoginIsInterrupted() {
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch started = new CountDownLatch(1);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.deadline.run(() -> {
			started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
			return "late";
		}));
		if (started.getCount() == 0) {
			await().untilTrue(interrupted);
		}
	}

	@Test
	void requestBelongsToTheObservationOfTheLogin() throws Exception {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		Observation login = Observation.start("login", registry);
		AtomicReference<Observation> current = new AtomicReference<>();
		LoginDeadline deadline = new LoginDeadline(Duration.ofSeconds(5), this.threads, registry);
		try (Observation.Scope scope = login.openScope()) {
			assertThat(scope).isNotNull();
			deadline.run(() -> {
				current.set(registry.getCurrentObservation());
				return "";
			});
		}
		assertThat(current.get()).isSameAs(login);
	}

	private LoginDeadline deadline(Duration timeout) {
		return new LoginDeadline(timeout, this.threads, ObservationRegistry.NOOP);
	}

}
