package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.salesforcejwt.SessionState.CurrentToken;
import io.github.salesforcejwt.SessionState.Phase;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionState}.
 */
class SessionStateTests {

	private static final CurrentToken TOKEN = new CurrentToken(token(Duration.ofMinutes(30)), 100, 200);

	private final CompletableFuture<SalesforceAccessToken> login = new CompletableFuture<>();

	private final SessionState state = SessionState.INITIAL.loggedIn(TOKEN);

	@Test
	void thereIsNoTokenBeforeTheFirstLoginAndOnceItIsGivenUp() {
		assertThat(SessionState.INITIAL.phase(0)).isEqualTo(Phase.NONE);
		assertThat(this.state.withoutToken().phase(0)).isEqualTo(Phase.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "0, FRESH", "99, FRESH", "100, STALE", "199, STALE", "200, EXPIRED" })
	void tokenIsFreshThenStaleThenExpired(long now, Phase phase) {
		assertThat(this.state.phase(now)).isEqualTo(phase);
	}

	@Test
	void loginRenewsATokenThatLives() {
		assertThat(this.state.isRenewing()).isFalse();
		assertThat(this.state.withLogin(this.login, 199).isRenewing()).isTrue();
		assertThat(this.state.withLogin(this.login, 200).isRenewing()).isFalse();
		assertThat(SessionState.INITIAL.withLogin(this.login, 0).isRenewing()).isFalse();
		assertThat(this.state.withLogin(this.login, 199).withoutToken().isRenewing()).isFalse();
	}

	@Test
	void loginThatEndsIsForgotten() {
		SessionState running = this.state.withLogin(this.login, 150);
		assertThat(running.loggedIn(TOKEN).login()).isNull();
		SessionState failed = running.loginFailed(LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE), "", 0);
		assertThat(failed.login()).isNull();
		assertThat(failed.token()).isSameAs(TOKEN);
		assertThat(failed.isFailingTransiently()).isTrue();
		assertThat(failed.loggedIn(TOKEN).failure()).isNull();
	}

	@Test
	void refusalIsNotTransient() {
		assertThat(this.state.isFailingTransiently()).isFalse();
		assertThat(this.state.loginFailed(LoginFailureTests.failure(SalesforceLoginError.INACTIVE_USER), "", 0)
			.isFailingTransiently()).isFalse();
	}

	@Test
	void failuresInARowAreCounted() {
		SessionState twice = this.state.loginFailed(LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE), "", 0)
			.loginFailed(LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE), "", 0);
		assertThat(twice.failure().count()).isEqualTo(2);
	}

	@Test
	void tokenThatWasIssuedBeforeEndsAsMuchEarlier() {
		SalesforceAccessToken token = token(Duration.ofSeconds(1000));
		long issuedAt = token.getIssuedAt().toEpochMilli();
		CurrentToken adopted = CurrentToken.of(token, issuedAt + 100_000);
		assertThat(adopted.endsAt()).isEqualTo(issuedAt + 1_000_000);
		assertThat(adopted.renewAt()).isBetween(issuedAt + 750_000, issuedAt + 900_000);
	}

	@RepeatedTest(20)
	void renewalIsDueAfterThreeQuartersToNineTenthsOfALifetime() {
		CurrentToken token = CurrentToken.of(token(Duration.ofSeconds(1000)), 7);
		assertThat(token.renewAt()).isBetween(7L + 750_000, 7L + 900_000);
		assertThat(token.endsAt()).isEqualTo(7 + 1_000_000);
	}

	@ParameterizedTest
	@CsvSource({ "1, 20000", "10, 20000", "11, 20000" })
	void noRenewalIsDueWithinTenSecondsOfALoginAndTheTokenServesMeanwhile(long seconds, long endsAfter) {
		CurrentToken token = CurrentToken.of(token(Duration.ofSeconds(seconds)), 7);
		assertThat(token.renewAt()).isEqualTo(7 + 10_000);
		assertThat(token.endsAt()).isEqualTo(7 + endsAfter);
	}

	private static SalesforceAccessToken token(Duration lifetime) {
		MutableClock clock = new MutableClock();
		return new SalesforceAccessToken("token", clock.instant(), clock.instant().plus(lifetime), Set.of(),
				URI.create("https://acme.my.salesforce.com"), null);
	}

}
