package io.github.salesforcejwt.autoconfigure.actuate;

import java.net.URI;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.TestKey;
import io.github.salesforcejwt.autoconfigure.keys.TestKeys;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.ssl.pem.PemContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SalesforceHealthIndicator}.
 */
class SalesforceHealthIndicatorTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

	private final TestLoginHost host = new TestLoginHost(this.clock);

	private final SalesforceSession session = this.host.builder().build();

	@Test
	void unknownBeforeFirstUseWithoutAnyRequest() {
		assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health().getDetails()).isEmpty();
		assertThat(this.host.requests).isZero();
	}

	@Test
	void upWithALiveToken() {
		this.session.accessToken();
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsOnlyKeys("lastLogin").containsEntry("lastLogin", NOW);
	}

	@Test
	void upWhenTheTokenIsGoneAndNothingSpeaksAgainstANewOne() {
		this.session.invalidate(this.session.accessToken());
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(this.host.requests).isOne();
	}

	@Test
	void downWithExplanationAndRemedyAfterARefusedLogin() {
		this.host.refuse("ip restricted");
		renew();
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("error", "IP_RESTRICTED")
			.containsEntry("remedy", SalesforceLoginError.IP_RESTRICTED.getRemedy())
			.containsEntry("lastFailure", NOW)
			.containsKey("explanation");
	}

	@Test
	void upWithAWarningWhileRenewalFailsAndTheTokenLives() {
		this.session.accessToken();
		this.host.refuse("ip restricted");
		renew();
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(warnings()).containsExactly("The token is used although its renewal fails");
		assertThat(health().getDetails()).containsEntry("error", "IP_RESTRICTED");
	}

	@Test
	void downWhenRenewalIsRefusedAndTheLifetimeOfTheTokenIsOver() {
		this.session.accessToken();
		this.host.refuse("ip restricted");
		renew();
		Clock later = Clock.offset(this.clock, Duration.ofMinutes(31));
		assertThat(new SalesforceHealthIndicator(this.session, later).health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void clockDifferenceIsAWarningPastThirtySeconds() {
		this.host.serverTime = NOW.minusSeconds(30);
		renew();
		assertThat(health().getDetails()).doesNotContainKey("warnings");
		this.host.serverTime = NOW.minusSeconds(31);
		renew();
		assertThat(warnings()).containsExactly("The clock of this machine is 31 s ahead of Salesforce's");
		this.host.serverTime = NOW.plusSeconds(45);
		renew();
		assertThat(warnings()).containsExactly("The clock of this machine is 45 s behind Salesforce's");
	}

	@Test
	void ninetyPercentOfTheApiCallsAreAWarning() {
		SalesforceSession session = mock(SalesforceSession.class);
		given(session.getStatus()).willReturn(status(new SalesforceApiUsage(89, 100)))
			.willReturn(status(new SalesforceApiUsage(90, 100)));
		assertThat(warningsOf(session)).isNull();
		assertThat(warningsOf(session)).isEqualTo(List.of("90 of 100 API calls of 24 hours are used"));
	}

	@Test
	void certificateNearItsEndIsAWarning() {
		assertThat(warningsWithCertificateUntil(NOW.plus(29, ChronoUnit.DAYS)))
			.containsExactly("The certificate of the key ends at 2026-12-21T10:00:00Z");
		assertThat(warningsWithCertificateUntil(NOW.plus(31, ChronoUnit.DAYS))).isNull();
	}

	@Test
	void newestKeyThatIsRefusedIsAWarning() {
		SigningKey newest = TestKey.RSA_3072.signingKey("salesforce.jwt.private-key");
		SalesforceSession session = session(
				() -> List.of(newest, TestKey.RSA_2048.signingKey("salesforce.jwt.private-key")));
		this.host.refusals = this.host.requests + 1;
		session.accessToken();
		assertThat(warningsOf(session)).isEqualTo(List
			.of("Salesforce refuses the newest key, " + newest + ", and logins are signed with the previous one"));
		session.renew().join();
		assertThat(warningsOf(session)).isNull();
	}

	@Test
	void storeOfSharedSessionsThatCannotBeUsedIsAWarning() {
		SharedSessionStore store = mock(SharedSessionStore.class);
		given(store.read(any())).willThrow(new IllegalStateException("password=hush"))
			.willReturn(new SharedSessionStore.Entry(0, null, false, NOW));
		given(store.lease(any(), anyLong(), any(), any())).willReturn(true);
		SalesforceSession session = sessionBuilder(SigningKeys.of(TestKey.RSA_2048.signingKey("key")))
			.sharedSessionStore(store)
			.build();
		session.accessToken();
		assertThat(warningsOf(session))
			.isEqualTo(List.of("The store of shared sessions cannot be used, so this replica "
					+ "logs in for itself. It failed (java.lang.IllegalStateException)"));
		session.renew().join();
		assertThat(warningsOf(session)).isNull();
	}

	private Object warningsOf(SalesforceSession session) {
		return new SalesforceHealthIndicator(session, this.clock).health().getDetails().get("warnings");
	}

	@SuppressWarnings("unchecked")
	private List<String> warningsWithCertificateUntil(Instant end) {
		return (List<String>) warningsOf(session(SigningKeys.of(key(end))));
	}

	private SalesforceSession session(SigningKeys keys) {
		return sessionBuilder(keys).build();
	}

	private SalesforceSession.Builder sessionBuilder(SigningKeys keys) {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.username("erp@acme.example")
			.loginUrl(URI.create("https://acme.my.salesforce.com"))
			.build();
		return SalesforceSession.withRegistration(registration)
			.tokenClient(new SalesforceTokenClient(this.host, ObservationRegistry.NOOP))
			.signingKeys(keys)
			.clock(this.clock);
	}

	private static SalesforceSessionStatus status(SalesforceApiUsage usage) {
		return new SalesforceSessionStatus(null, null, null, null, null, 0, 0, 0, 0, 0, null, null, null, usage, null);
	}

	private static SigningKey key(Instant end) {
		RSAPrivateKey privateKey = (RSAPrivateKey) PemContent.of(TestKeys.text("pkcs8.pem")).getPrivateKey();
		assertThat(privateKey).isNotNull();
		return SigningKey.of(privateKey, "salesforce.jwt.ssl-bundle", end);
	}

	@SuppressWarnings("unchecked")
	private List<String> warnings() {
		return (List<String>) warningsOf(this.session);
	}

	private Health health() {
		return new SalesforceHealthIndicator(this.session, this.clock).health();
	}

	private void renew() {
		this.session.renew().handle((token, ex) -> token).join();
	}

}
