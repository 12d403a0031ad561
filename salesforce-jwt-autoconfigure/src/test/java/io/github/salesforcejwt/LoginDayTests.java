package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day of calls, one every five seconds, on a clock that the test moves: no pattern of
 * failures makes more logins than the budget allows.
 */
@Tag("long")
class LoginDayTests {

	private static final Duration BETWEEN_CALLS = Duration.ofSeconds(5);

	private final MutableClock clock = new MutableClock();

	private final FakeTokenEndpoint endpoint = new FakeTokenEndpoint(this.clock);

	private final SalesforceSession session = session();

	private final Map<SalesforceLoginError, Integer> refusals = new EnumMap<>(SalesforceLoginError.class);

	@Test
	void salesforceIsUp() {
		spendADay((token) -> true);
		assertThat(this.refusals).isEmpty();
		assertThat(this.endpoint.times.size()).isBetween(48, 64);
	}

	@Test
	void salesforceIsFlapping() {
		this.endpoint.answer = () -> {
			if (isDown()) {
				throw new IOException("Connection reset");
			}
			return FakeTokenEndpoint.token("token-" + this.endpoint.times.size());
		};
		spendADay((token) -> !isDown());
		assertWithinBudget();
		assertThat(this.endpoint.times).hasSizeGreaterThan(700);
		assertThat(this.refusals).containsOnlyKeys(SalesforceLoginError.UNREACHABLE,
				SalesforceLoginError.BUDGET_EXHAUSTED);
	}

	@Test
	void salesforceAnswers503AllDay() {
		this.endpoint.answer = () -> FakeTokenEndpoint.json(503, "<html>maintenance</html>");
		spendADay((token) -> true);
		assertWithinBudget();
		assertThat(this.refusals).containsKey(SalesforceLoginError.UNAVAILABLE);
	}

	@Test
	void salesforceIsRefusing() {
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "inactive user");
		spendADay((token) -> true);
		assertThat(this.endpoint.times.size()).isBetween(280, 300);
		assertThat(this.refusals).containsOnlyKeys(SalesforceLoginError.INACTIVE_USER);
	}

	@Test
	void salesforceAnswersThatTheRateIsExceeded() {
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "login rate exceeded");
		spendADay((token) -> true);
		assertThat(this.endpoint.times.size()).isBetween(90, 97);
	}

	@Test
	void salesforceHandsOutTokensThatAreDead() {
		spendADay((token) -> false);
		assertWithinBudget();
		assertThat(this.endpoint.times).hasSizeGreaterThan(12_000);
		assertThat(this.refusals).isEmpty();
	}

	@Test
	void salesforceHandsOutOneTokenThatIsDead() {
		this.endpoint.answer = () -> FakeTokenEndpoint.token("dead");
		spendADay((token) -> false);
		assertWithinBudget();
		assertThat(this.refusals).isEmpty();
		assertThat(this.endpoint.times.size()).isLessThan(3500);
	}

	private boolean isDown() {
		return Duration.ofMillis(this.clock.millis()).toMinutes() % 3 != 0;
	}

	/**
	 * Make calls, each replayed once with a new session where it meets a dead one.
	 */
	private void spendADay(Predicate<SalesforceAccessToken> alive) {
		long end = this.clock.millis() + Duration.ofDays(1).toMillis();
		while (this.clock.millis() < end) {
			this.clock.advance(BETWEEN_CALLS);
			try {
				SalesforceAccessToken token = this.session.accessToken();
				if (!alive.test(token)) {
					this.session.invalidate(token);
					this.session.accessToken();
				}
			}
			catch (SalesforceLoginException ex) {
				this.refusals.merge(ex.getLoginError(), 1, Integer::sum);
			}
		}
	}

	private void assertWithinBudget() {
		assertThat(mostWithin(Duration.ofHours(1))).isLessThanOrEqualTo(LoginBudget.PER_HOUR);
		assertThat(mostWithin(Duration.ofSeconds(1))).isLessThanOrEqualTo(LoginBudget.AT_ONCE);
	}

	private int mostWithin(Duration window) {
		List<Long> times = this.endpoint.times;
		int most = 0;
		for (int first = 0, next = 0; next < times.size(); next++) {
			while (times.get(next) - times.get(first) >= window.toMillis()) {
				first++;
			}
			most = Math.max(most, next - first + 1);
		}
		return most;
	}

	private SalesforceSession session() {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.loginUrl(URI.create("https://acme.my.salesforce.com"))
			.build();
		return SalesforceSession.withRegistration(registration)
			.tokenClient(new SalesforceTokenClient(this.endpoint, ObservationRegistry.NOOP))
			.login(null, Runnable::run)
			.clock(this.clock)
			.time(this.clock::elapsed, this.clock::sleep)
			.build();
	}

}
