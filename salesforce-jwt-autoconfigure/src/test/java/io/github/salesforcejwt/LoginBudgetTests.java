package io.github.salesforcejwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoginBudget}.
 */
class LoginBudgetTests {

	private final MutableClock clock = new MutableClock();

	private final LoginBudget budget = new LoginBudget(this.clock::elapsed);

	@Test
	void sixtyAtOnceAndThenTheNextIsNear() {
		assertThat(taken(100)).isEqualTo(60);
		Duration wait = this.budget.take();
		assertThat(wait).isPositive().isLessThan(Duration.ofSeconds(7));
		this.clock.advance(wait.minusMillis(1));
		assertThat(this.budget.take()).isEqualTo(Duration.ofMillis(1));
		this.clock.advance(Duration.ofMillis(1));
		assertThat(taken(10)).isOne();
	}

	@Test
	void greedyCallerGetsSixHundredInTheFirstHour() {
		int taken = 0;
		for (int second = 0; second < 3600; second++) {
			taken += taken(5);
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(taken).isBetween(595, LoginBudget.PER_HOUR);
	}

	@Test
	void idleTimeDoesNotAddUpBeyondSixty() {
		taken(60);
		this.clock.advance(Duration.ofDays(2));
		assertThat(taken(100)).isEqualTo(60);
	}

	@Test
	void budgetIsFullAgainOnceTheLoginThatWasTakenHasComeBack() {
		assertThat(this.budget.isFull()).isTrue();
		this.budget.take();
		assertThat(this.budget.isFull()).isFalse();
		this.clock.advance(Duration.ofMillis(LoginBudget.REFILL - 1));
		assertThat(this.budget.isFull()).isFalse();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.budget.isFull()).isTrue();
	}

	private int taken(int wanted) {
		int taken = 0;
		for (int i = 0; i < wanted; i++) {
			taken += this.budget.take().isZero() ? 1 : 0;
		}
		return taken;
	}

}
