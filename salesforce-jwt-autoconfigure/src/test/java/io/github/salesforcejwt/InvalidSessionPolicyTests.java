package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.InvalidSessionPolicy.Replay;
import io.github.salesforcejwt.InvalidSessionPolicy.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidSessionPolicy}.
 */
class InvalidSessionPolicyTests {

	private static final URI QUERY = URI.create("https://acme.my.salesforce.com/services/data/v68.0/query");

	private static final URI APEX = URI.create("https://acme.my.salesforce.com/services/apexrest/orders");

	private final MutableClock clock = new MutableClock();

	private final InvalidSessionPolicy policy = new InvalidSessionPolicy(this.clock::elapsed);

	private final SalesforceAccessToken token = token("token");

	private final SalesforceAccessToken other = token("other");

	@BeforeEach
	void logInFirst() {
		this.policy.loggedIn(this.token, false);
	}

	@Test
	void firstRefusalGivesTheTokenUpAndReplays() {
		assertThat(refused(this.token)).isEqualTo(new Verdict(true, Replay.ALWAYS));
	}

	@Test
	void loginThatReturnsTheTokenAgainShowsThatItsSessionLives() {
		refused(this.token);
		assertThat(this.policy.loggedIn(this.token, true)).isTrue();
	}

	@Test
	void loginThatReturnsAnotherTokenShowsThatTheSessionHasEnded() {
		refused(this.token);
		assertThat(this.policy.loggedIn(this.other, true)).isFalse();
		assertThat(refused(this.other).giveUp()).isTrue();
	}

	@Test
	void renewalThatReturnsTheTokenAgainStartsNoPause() {
		assertThat(this.policy.loggedIn(this.token, false)).isFalse();
		assertThat(refused(this.token).giveUp()).isTrue();
	}

	@Test
	void refusalDuringThePauseIsReplayedWithTheSameToken() {
		confirm();
		assertThat(refused(this.token)).isEqualTo(new Verdict(false, Replay.ALWAYS));
	}

	@Test
	void pauseDoublesWithEachLoginThatReturnsTheSameTokenUpToFiveMinutes() {
		List<Long> pauses = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			confirm();
			pauses.add(pauseWithSuccesses());
		}
		assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
	}

	@Test
	void pauseLastsNoLongerThan25SecondsAfterTheLastSuccess() {
		for (int i = 0; i < 6; i++) {
			confirm();
			pauseWithSuccesses();
		}
		confirm();
		for (int second = 1; second <= 40; second++) {
			this.clock.advance(Duration.ofSeconds(1));
			succeeded(this.token, QUERY);
		}
		this.clock.advance(Duration.ofMillis(24_999));
		assertThat(refused(this.token).giveUp()).isFalse();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(refused(this.token).giveUp()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://acme.my.salesforce.com/services/data",
			"https://acme.my.salesforce.com/services/data/" })
	void successThatNeedsNoSessionDoesNotLengthenThePause(URI versions) {
		assertThat(longPauseWith(() -> succeeded(this.token, versions))).isEqualTo(25);
	}

	@Test
	void successOfAnotherTokenDoesNotLengthenThePause() {
		assertThat(longPauseWith(() -> succeeded(this.other, QUERY))).isEqualTo(25);
	}

	@Test
	void successOfACallThatWasSentLongAgoDoesNotLengthenThePause() {
		long startedAt = this.clock.elapsed();
		assertThat(longPauseWith(() -> this.policy.succeeded(this.token, QUERY, startedAt))).isEqualTo(25);
	}

	@Test
	void successDoesNotEndThePause() {
		confirm();
		confirm();
		this.clock.advance(Duration.ofSeconds(1));
		succeeded(this.token, QUERY);
		assertThat(refused(this.token).giveUp()).isFalse();
	}

	@Test
	void tenMinutesWithoutARefusalMakeTheNextPauseTheFirst() {
		for (int i = 0; i < 5; i++) {
			confirm();
			pauseWithSuccesses();
		}
		this.clock.advance(Duration.ofMinutes(10));
		confirm();
		assertThat(pauseWithSuccesses()).isEqualTo(2);
	}

	@Test
	void anyRefusalWithinTenMinutesKeepsTheCount() {
		for (int i = 0; i < 5; i++) {
			confirm();
			pauseWithSuccesses();
		}
		this.clock.advance(Duration.ofMinutes(9));
		refused(this.other);
		this.clock.advance(Duration.ofMinutes(9));
		confirm();
		assertThat(pauseWithSuccesses()).isEqualTo(64);
	}

	@Test
	void secondRefusalGoesToTheCaller() {
		refused(this.token);
		this.policy.loggedIn(this.token, true);
		assertThat(weigh(this.token, QUERY, this.token, true)).isEqualTo(new Verdict(false, Replay.NEVER));
	}

	@Test
	void secondRefusalOfTheSameTokenDoesNotLengthenThePause() {
		confirm();
		this.clock.advance(Duration.ofSeconds(2));
		weigh(this.token, QUERY, this.token, true);
		assertThat(refused(this.token).giveUp()).isTrue();
	}

	@Test
	void replayThatIsRefusedWithANewTokenStartsThePause() {
		refused(this.token);
		this.policy.loggedIn(this.other, true);
		assertThat(weigh(this.other, QUERY, this.token, true)).isEqualTo(new Verdict(false, Replay.NEVER));
		assertThat(refused(this.other)).isEqualTo(new Verdict(false, Replay.ALWAYS));
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(refused(this.other).giveUp()).isTrue();
	}

	@Test
	void pauseGrowsWhereEachLoginGivesANewTokenOnceForEach() {
		SalesforceAccessToken current = this.token;
		List<Long> pauses = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			refused(current);
			SalesforceAccessToken next = token("token-" + i);
			this.policy.loggedIn(next, true);
			weigh(next, QUERY, current, true);
			weigh(next, QUERY, current, true);
			current = next;
			pauses.add(pauseWithSuccesses(current));
		}
		assertThat(pauses).containsExactly(2L, 4L, 8L, 16L);
	}

	@Test
	void replayThatIsRefusedWithATokenThatIsNoLongerCurrentStartsNoPause() {
		refused(this.token);
		this.policy.loggedIn(this.other, true);
		weigh(this.other, QUERY, this.token, false);
		assertThat(refused(this.other).giveUp()).isTrue();
	}

	@Test
	void lateRefusalOfAFormerTokenIsReplayedWithTheCurrentOne() {
		assertThat(weigh(this.other, QUERY, null, false)).isEqualTo(new Verdict(false, Replay.ALWAYS));
	}

	@Test
	void tokenIsKeptWhileNoLoginMayStart() {
		SessionRefusal refusal = new SessionRefusal(this.token, QUERY, false, null);
		assertThat(this.policy.weigh(refusal, true, false)).isEqualTo(new Verdict(false, Replay.ALWAYS));
		assertThat(this.policy.weigh(refusal, true, true).giveUp()).isTrue();
	}

	@Test
	void tokenThatWasGivenUpDuringALoginIsRecognized() {
		long before = this.policy.givenUpCount();
		assertThat(this.policy.isGivenUpSince(this.token, before)).isFalse();
		refused(this.token);
		assertThat(this.policy.isGivenUpSince(this.token, before)).isTrue();
		assertThat(this.policy.isGivenUpSince(this.other, before)).isFalse();
		assertThat(this.policy.isGivenUpSince(this.token, this.policy.givenUpCount())).isFalse();
	}

	@Test
	void emptyAnswerOfAnApexClassIsItsOwn() {
		SessionRefusal refusal = new SessionRefusal(this.token, APEX, true, null);
		assertThat(this.policy.weigh(refusal, true, true)).isEqualTo(new Verdict(false, Replay.NEVER));
	}

	@Test
	void emptyAnswerElsewhereIsWeighed() {
		SessionRefusal refusal = new SessionRefusal(this.token, QUERY, true, null);
		assertThat(this.policy.weigh(refusal, true, true)).isEqualTo(new Verdict(true, Replay.ALWAYS));
	}

	@Test
	void apexCallIsReplayedOnlyIfAnOldTokenIsReplaced() {
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(weigh(this.token, APEX, null, true)).isEqualTo(new Verdict(true, Replay.NEVER));
		this.policy.loggedIn(this.other, true);
		this.clock.advance(Duration.ofMinutes(5).plusMillis(1));
		assertThat(weigh(this.other, APEX, null, true)).isEqualTo(new Verdict(true, Replay.IF_REPLACED));
		assertThat(weigh(this.other, APEX, null, false)).isEqualTo(new Verdict(false, Replay.IF_REPLACED));
	}

	@Test
	void ageOfATokenIsCountedFromItsLogin() {
		this.clock.advance(Duration.ofMinutes(5));
		this.policy.loggedIn(this.other, false);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(weigh(this.other, APEX, null, true)).isEqualTo(new Verdict(true, Replay.NEVER));
	}

	@Test
	void tokenThatWasGivenUpLastIsKnown() {
		assertThat(this.policy.givenUpToken()).isNull();
		refused(this.token);
		assertThat(this.policy.givenUpToken()).isEqualTo("token");
	}

	@Test
	void successIsAwaitedDuringAPauseOnly() {
		assertThat(this.policy.isPaused()).isFalse();
		confirm();
		assertThat(this.policy.isPaused()).isTrue();
	}

	@Test
	void successOneSecondAfterTheLastOneCounts() {
		for (int i = 0; i < 6; i++) {
			confirm();
			pauseWithSuccesses();
		}
		confirm();
		this.clock.advance(Duration.ofSeconds(1));
		succeeded(this.token, QUERY);
		this.clock.advance(Duration.ofMillis(24_999));
		assertThat(refused(this.token).giveUp()).isFalse();
	}

	@Test
	void loginThatLooksWhetherASessionLivesKeepsTheCount() {
		for (int i = 0; i < 5; i++) {
			confirm();
			pauseWithSuccesses();
		}
		this.clock.advance(Duration.ofMinutes(9));
		this.policy.verify(this.token, false);
		this.clock.advance(Duration.ofMinutes(9));
		confirm();
		assertThat(pauseWithSuccesses()).isEqualTo(64);
	}

	@Test
	void apexCallIsNotReplayedDuringThePause() {
		this.clock.advance(Duration.ofMinutes(6));
		confirm();
		assertThat(weigh(this.token, APEX, null, true)).isEqualTo(new Verdict(false, Replay.NEVER));
	}

	@Test
	void apexClassThatAlwaysRefusesCostsEverFewerLoginsWhereEachGivesANewToken() {
		SalesforceAccessToken current = this.token;
		List<Long> pauses = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			assertThat(weigh(current, APEX, null, true)).isEqualTo(new Verdict(true, Replay.NEVER));
			current = token("token-" + i);
			this.policy.loggedIn(current, true);
			pauses.add(pauseWithSuccesses(current));
		}
		assertThat(pauses).containsExactly(2L, 4L, 8L, 16L);
	}

	@Test
	void loginThatLooksWhetherASessionLivesStartsThePauseWhateverItReturns() {
		assertThat(this.policy.verify(this.token, true)).isTrue();
		assertThat(this.policy.loggedIn(this.token, false)).isFalse();
		assertThat(refused(this.token).giveUp()).isFalse();
		assertThat(this.policy.verify(this.token, true)).isFalse();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.policy.verify(this.token, true)).isTrue();
		this.policy.loggedIn(this.other, false);
		assertThat(refused(this.other).giveUp()).isFalse();
	}

	@Test
	void loginThatLooksWhetherASessionLivesNeedsTheBudgetAndStartsNoPauseIfItFails() {
		assertThat(this.policy.verify(this.token, false)).isFalse();
		assertThat(this.policy.verify(this.token, true)).isTrue();
		this.policy.loginFailed();
		this.policy.loggedIn(this.token, false);
		assertThat(refused(this.token).giveUp()).isTrue();
	}

	@Test
	void tokenThatIsGivenUpWhileALoginLooksWhetherItsSessionLivesIsConfirmedByIt() {
		this.policy.verify(this.token, true);
		refused(this.token);
		assertThat(this.policy.loggedIn(this.token, true)).isTrue();
	}

	/**
	 * Let a login return the token that was given up.
	 */
	private void confirm() {
		refused(this.token);
		this.policy.loggedIn(this.token, true);
	}

	/**
	 * Return the seconds until a refusal gives the token up again, while calls succeed.
	 */
	private long pauseWithSuccesses() {
		return pauseWithSuccesses(this.token);
	}

	private long pauseWithSuccesses(SalesforceAccessToken token) {
		return pause(token, () -> succeeded(token, QUERY));
	}

	private long longPauseWith(Runnable call) {
		for (int i = 0; i < 6; i++) {
			confirm();
			pauseWithSuccesses();
		}
		confirm();
		return pause(this.token, call);
	}

	private long pause(SalesforceAccessToken token, Runnable call) {
		long seconds = 0;
		while (!this.policy.weigh(new SessionRefusal(token, QUERY, false, null), true, true).giveUp()) {
			call.run();
			this.clock.advance(Duration.ofSeconds(1));
			seconds++;
			assertThat(seconds).isLessThan(1000);
		}
		return seconds;
	}

	private Verdict refused(SalesforceAccessToken token) {
		return weigh(token, QUERY, null, true);
	}

	private Verdict weigh(SalesforceAccessToken token, URI target, SalesforceAccessToken previous, boolean isCurrent) {
		return this.policy.weigh(new SessionRefusal(token, target, false, previous), isCurrent, true);
	}

	private void succeeded(SalesforceAccessToken token, URI target) {
		this.policy.succeeded(token, target, this.clock.elapsed());
	}

	private static SalesforceAccessToken token(String value) {
		return SalesforceSessionTests.token(value, new MutableClock());
	}

}
