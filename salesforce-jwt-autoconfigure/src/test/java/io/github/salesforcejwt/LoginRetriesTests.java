package io.github.salesforcejwt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LoginRetries}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoginRetriesTests {

	private static final SalesforceRetryPolicy POLICY = new SalesforceRetryPolicy(2, Duration.ofMillis(500),
			Duration.ofSeconds(8), Duration.ofSeconds(30));

	private static final String UNKNOWN_HOST = "The name of the login host does not resolve on this machine.";

	private final MutableClock clock = new MutableClock();

	private final LoginRetries retries = new LoginRetries(POLICY, this.clock::elapsed, this.clock::sleep);

	private final Deque<SalesforceLoginError> failures = new ArrayDeque<>();

	private int attempts;

	@Test
	void loginIsTriedAgainUntilItHasAResult() {
		this.failures.addAll(List.of(SalesforceLoginError.UNAVAILABLE, SalesforceLoginError.UNREADABLE));
		assertThat(this.retries.run(this::logIn)).isEqualTo("token");
		assertThat(this.attempts).isEqualTo(3);
	}

	@Test
	void refusalIsNotTriedAgain() {
		this.failures.add(SalesforceLoginError.INACTIVE_USER);
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> this.retries.run(this::logIn));
		assertThat(this.attempts).isOne();
	}

	@Test
	void loginThatIsDueAgainAtOnceIsNoRetry() {
		int[] runs = new int[1];
		assertThat(this.retries.run(() -> (++runs[0] <= 10) ? null : "token")).isEqualTo("token");
		assertThat(this.clock.elapsed()).isZero();
	}

	@Test
	void hostThatDoesNotResolveIsOneWarningAtTheFirstAttempt(CapturedOutput output) {
		this.retries.run(() -> {
			if (this.attempts == 1) {
				assertThat(output).containsOnlyOnce(UNKNOWN_HOST);
			}
			return failTwiceBy(SalesforceLoginError.UNKNOWN_HOST);
		});
		assertThat(output).containsOnlyOnce(UNKNOWN_HOST);
	}

	@Test
	void hostThatDoesNotResolveForLongIsOneWarningUntilALoginSucceeds(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			this.failures.addAll(List.of(SalesforceLoginError.UNKNOWN_HOST, SalesforceLoginError.UNKNOWN_HOST,
					SalesforceLoginError.UNKNOWN_HOST));
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> this.retries.run(this::logIn));
		}
		assertThat(output).containsOnlyOnce(UNKNOWN_HOST);
		this.retries.run(this::logIn);
		this.failures.add(SalesforceLoginError.UNKNOWN_HOST);
		this.retries.run(this::logIn);
		assertThat(output.getAll().split(UNKNOWN_HOST, -1)).hasSize(3);
	}

	@Test
	void anyOtherFailureIsNoWarning(CapturedOutput output) {
		this.failures.add(SalesforceLoginError.UNREACHABLE);
		this.retries.run(this::logIn);
		assertThat(output).isEmpty();
	}

	private String failTwiceBy(SalesforceLoginError error) {
		if (++this.attempts <= 2) {
			throw LoginFailureTests.failure(error);
		}
		return "token";
	}

	private String logIn() {
		this.attempts++;
		SalesforceLoginError failure = this.failures.poll();
		if (failure != null) {
			throw LoginFailureTests.failure(failure);
		}
		return "token";
	}

}
