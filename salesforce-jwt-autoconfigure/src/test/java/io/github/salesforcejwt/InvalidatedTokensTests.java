package io.github.salesforcejwt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidatedTokens}.
 */
class InvalidatedTokensTests {

	private static final long MINUTE = Duration.ofMinutes(1).toMillis();

	private final InvalidatedTokens tokens = new InvalidatedTokens(Duration.ofMinutes(30));

	private final SalesforceAccessToken token = token("dead");

	@Test
	void tokenIsForgottenAfterAWhileThatDoublesEachTimeUpToALifetime() {
		long now = 0;
		for (long minutes : new long[] { 5, 10, 20, 30, 30 }) {
			this.tokens.add(this.token, now);
			assertThat(this.tokens.contains(this.token, now + minutes * MINUTE - 1)).isTrue();
			now += minutes * MINUTE;
			assertThat(this.tokens.contains(this.token, now)).isFalse();
		}
	}

	@Test
	void tokenThatIsAddedAgainBeforeItIsForgottenIsRememberedNoLongerEachTime() {
		for (int minute = 0; minute < 4; minute++) {
			this.tokens.add(this.token, minute * MINUTE);
		}
		assertThat(this.tokens.contains(this.token, 8 * MINUTE - 1)).isTrue();
		assertThat(this.tokens.contains(this.token, 8 * MINUTE)).isFalse();
	}

	@Test
	void firstMemoryIsNoLongerThanALifetime() {
		InvalidatedTokens tokens = new InvalidatedTokens(Duration.ofMinutes(2));
		tokens.add(this.token, 0);
		assertThat(tokens.contains(this.token, 2 * MINUTE - 1)).isTrue();
		assertThat(tokens.contains(this.token, 2 * MINUTE)).isFalse();
	}

	@Test
	void tokenIsAddedSinceOnlyTheFirstTime() {
		assertThat(this.tokens.isAddedSince(this.token, 0)).isFalse();
		this.tokens.add(this.token, 0);
		assertThat(this.tokens.isAddedSince(this.token, 0)).isTrue();
		long count = this.tokens.count();
		assertThat(this.tokens.isAddedSince(this.token, count)).isFalse();
		this.tokens.add(this.token, MINUTE);
		assertThat(this.tokens.isAddedSince(this.token, count)).isFalse();
		this.tokens.add(this.token, 6 * MINUTE);
		assertThat(this.tokens.isAddedSince(this.token, count)).isTrue();
	}

	@Test
	void onlyTheLastThirtyTwoAreRemembered() {
		for (int i = 0; i < 33; i++) {
			this.tokens.add(token("dead-" + i), 0);
		}
		assertThat(this.tokens.contains(token("dead-0"), 0)).isFalse();
		assertThat(this.tokens.contains(token("dead-1"), 0)).isTrue();
		assertThat(this.tokens.contains(token("dead-32"), 0)).isTrue();
	}

	@Test
	void tokenThatIsAddedAgainIsTheLast() {
		this.tokens.add(this.token, 0);
		for (int i = 0; i < 31; i++) {
			this.tokens.add(token("dead-" + i), 0);
		}
		this.tokens.add(this.token, 0);
		this.tokens.add(token("one more"), 0);
		assertThat(this.tokens.contains(this.token, 0)).isTrue();
		assertThat(this.tokens.contains(token("dead-0"), 0)).isFalse();
	}

	private static SalesforceAccessToken token(String value) {
		return SalesforceSessionTests.token(value, new MutableClock());
	}

}
