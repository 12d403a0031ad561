package io.github.salesforcejwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoginFailure}.
 */
class LoginFailureTests {

	@Test
	void permanentRefusalIsRememberedFromSecondsToMinutes() {
		assertThat(pauses(failure(SalesforceLoginError.INACTIVE_USER), 9)).containsExactly(5L, 10L, 20L, 40L, 80L, 160L,
				300L, 300L, 300L);
	}

	@Test
	void transientFailureIsRememberedForSeconds() {
		assertThat(pauses(failure(SalesforceLoginError.UNAVAILABLE), 7)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
	}

	@Test
	void rateLimitIsRememberedForAQuarterOfAnHour() {
		assertThat(pauses(failure(SalesforceLoginError.LOGIN_RATE_EXCEEDED), 2)).containsExactly(900L, 900L);
	}

	@Test
	void budgetIsRememberedUntilTheNextLoginIsThere() {
		SalesforceLoginException failure = SalesforceLoginException.budgetExhausted("salesforce",
				Duration.ofSeconds(6));
		assertThat(pauses(failure, 1)).containsExactly(6L);
	}

	@Test
	void whoIsNotSalesforceIsGivenNoMoreThanThirtySeconds() {
		assertThat(pauses(SalesforceLoginException.budgetExhausted("salesforce", Duration.ofSeconds(29)), 1))
			.containsExactly(29L);
		for (Duration asked : new Duration[] { Duration.ofSeconds(30), Duration.ofSeconds(31), Duration.ofDays(1) }) {
			assertThat(pauses(SalesforceLoginException.budgetExhausted("salesforce", asked), 2)).containsExactly(30L,
					30L);
		}
	}

	@Test
	void failureInThisApplicationIsPermanentAndRememberedForThirtySecondsAtMost() {
		assertThat(LoginFailure.isTransient(new IllegalStateException())).isFalse();
		assertThat(pauses(new IllegalStateException(), 5)).containsExactly(5L, 10L, 20L, 30L, 30L);
		assertThat(pauses(failure(SalesforceLoginError.UNTRUSTED_INSTANCE_URL), 4)).containsExactly(5L, 10L, 20L, 30L);
	}

	@Test
	void countStartsAnewWhereTheKindChanges() {
		LoginFailure first = LoginFailure.after(null, failure(SalesforceLoginError.UNAVAILABLE), "", 0);
		LoginFailure second = LoginFailure.after(first, failure(SalesforceLoginError.INACTIVE_USER), "", 0);
		LoginFailure third = LoginFailure.after(second, failure(SalesforceLoginError.UNAVAILABLE), "", 0);
		assertThat(List.of(first, second, third)).extracting(LoginFailure::until).containsExactly(1000L, 5000L, 1000L);
		assertThat(List.of(first, second, third)).extracting(LoginFailure::isTransient)
			.containsExactly(true, false, true);
	}

	@Test
	void countNeverOverflows() {
		LoginFailure failure = new LoginFailure(failure(SalesforceLoginError.INACTIVE_USER), Integer.MAX_VALUE - 1, 0,
				"", 0);
		assertThat(LoginFailure.after(failure, failure.cause(), "", 0).until()).isEqualTo(300_000);
	}

	static SalesforceLoginException failure(SalesforceLoginError error) {
		return SalesforceLoginException.local("salesforce", "test", error, null);
	}

	private static List<Long> pauses(Throwable cause, int times) {
		List<Long> pauses = new ArrayList<>();
		LoginFailure failure = null;
		for (int i = 0; i < times; i++) {
			failure = LoginFailure.after(failure, cause, "key", 7);
			pauses.add((failure.until() - 7) / 1000);
			assertThat(failure.credential()).isEqualTo("key");
		}
		return pauses;
	}

}
