package io.github.salesforcejwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureMemory}.
 */
class FailureMemoryTests {

	private final MutableClock clock = new MutableClock();

	private final List<@Nullable LoginFailure> replacements = new ArrayList<>();

	private String credential = "refused";

	private boolean replaced = true;

	private final FailureMemory memory = memory();

	@Test
	void noFailurePreventsNothing() {
		assertThat(this.memory.prevents(null)).isFalse();
	}

	@Test
	void failureThatIsNoLongerRememberedPreventsNothing() {
		LoginFailure failure = refusal();
		this.clock.advance(LoginFailure.pause(failure.cause(), 1));
		assertThat(this.memory.prevents(failure)).isFalse();
		assertThat(this.replacements).isEmpty();
	}

	@Test
	void credentialIsComparedOnceASecond() {
		LoginFailure failure = refusal();
		assertThat(this.memory.prevents(failure)).isTrue();
		LoginFailure compared = this.replacements.get(0);
		assertThat(this.memory.prevents(compared)).isTrue();
		assertThat(this.replacements).containsExactly(failure.withCredentialComparedAt(this.clock.elapsed()));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.memory.prevents(compared)).isTrue();
		assertThat(this.replacements).hasSize(2);
	}

	@Test
	void refusalOfAnotherCredentialIsForgotten() {
		this.credential = "new";
		assertThat(this.memory.prevents(refusal())).isFalse();
		assertThat(this.replacements).last().isNull();
	}

	@Test
	void transientFailureIsNotComparedWithACredential() {
		this.credential = "new";
		assertThat(this.memory.prevents(failure(SalesforceLoginError.UNAVAILABLE))).isTrue();
		assertThat(this.replacements).isEmpty();
	}

	@Test
	void callerThatIsNotTheFirstToCompareWaitsForTheResult() {
		this.credential = "new";
		this.replaced = false;
		assertThat(this.memory.prevents(refusal())).isTrue();
	}

	private LoginFailure refusal() {
		return failure(SalesforceLoginError.INACTIVE_USER);
	}

	private LoginFailure failure(SalesforceLoginError error) {
		return LoginFailure.after(null, LoginFailureTests.failure(error), "refused", this.clock.elapsed());
	}

	private FailureMemory memory() {
		TokenSource source = new TokenSource() {

			@Override
			public SalesforceAccessToken get() {
				throw new UnsupportedOperationException();
			}

			@Override
			public String credential() {
				return FailureMemoryTests.this.credential;
			}

		};
		LoginRetries retries = new LoginRetries(SalesforceRetryPolicy.LOGIN_DEFAULTS, this.clock::elapsed,
				this.clock::sleep);
		LoginRunner logins = new LoginRunner("acme", null, source, retries, Runnable::run, this.clock,
				ObservationRegistry.NOOP);
		return new FailureMemory(logins, this.clock::elapsed, (failure, replacement) -> {
			this.replacements.add(replacement);
			return this.replaced;
		});
	}

}
