package io.github.salesforcejwt.autoconfigure.actuate;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.salesforcejwt.ClockDifference;
import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent.CallReplayed;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionEvent.OrgEvicted;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SalesforceMeters}.
 */
class SalesforceMetersTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private final SalesforceSession session = mock(SalesforceSession.class);

	private final SalesforceClients clients = mock(SalesforceClients.class);

	private final SalesforceMeters meters = new SalesforceMeters(
			new StaticListableBeanFactory(Map.of("clients", this.clients)).getBeanProvider(SalesforceClients.class),
			Clock.fixed(NOW, ZoneOffset.UTC));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void configuredOrgHasItsMetersFromTheStart() {
		given(this.clients.getIds()).willReturn(Set.of("acme"));
		given(this.clients.session("acme")).willReturn(this.session);
		given(this.session.getStatus()).willReturn(status(NOW.minusSeconds(90),
				new ClockDifference(Duration.ofSeconds(-40)), new SalesforceApiUsage(30, 100)));
		this.meters.bindTo(this.registry);
		assertThat(names()).containsExactlyInAnyOrder("salesforce.session.replays", "salesforce.retries",
				"salesforce.untrusted.origins", "salesforce.token.age", "salesforce.clock.difference",
				"salesforce.quota.used", "salesforce.quota.max");
		assertThat(this.registry.getMeters()).allMatch((meter) -> "acme".equals(meter.getId().getTag("org")))
			.allMatch((meter) -> meter.getId().getDescription() != null);
		assertThat(this.registry.get("salesforce.session.replays").functionCounter().count()).isEqualTo(3);
		assertThat(this.registry.get("salesforce.retries").functionCounter().count()).isEqualTo(4);
		assertThat(this.registry.get("salesforce.untrusted.origins").functionCounter().count()).isEqualTo(5);
		assertThat(seconds("salesforce.token.age")).isEqualTo(90);
		assertThat(seconds("salesforce.clock.difference")).isEqualTo(-40);
		assertThat(gauge("salesforce.quota.used")).isEqualTo(30);
		assertThat(gauge("salesforce.quota.max")).isEqualTo(100);
	}

	@Test
	void whatIsNotKnownIsNoNumber() {
		given(this.clients.getIds()).willReturn(Set.of("acme"));
		given(this.clients.session("acme")).willReturn(this.session);
		given(this.session.getStatus()).willReturn(status(null, null, null));
		this.meters.bindTo(this.registry);
		assertThat(seconds("salesforce.token.age")).isNaN();
		assertThat(seconds("salesforce.clock.difference")).isNaN();
		assertThat(gauge("salesforce.quota.used")).isNaN();
	}

	@Test
	void orgOfRunTimeHasItsMetersFromItsFirstLoginUntilItsEviction() {
		given(this.clients.sessions()).willReturn(Map.of("acme", this.session));
		this.meters.bindTo(this.registry);
		this.meters.onEvent(new CallReplayed("acme", null, NOW));
		assertThat(names()).isEmpty();
		this.meters.onEvent(loggedIn("acme"));
		assertThat(names()).hasSize(7);
		this.meters.onEvent(new OrgEvicted("emea", null, NOW));
		assertThat(names()).hasSize(7);
		this.meters.onEvent(new OrgEvicted("acme", null, NOW));
		assertThat(names()).isEmpty();
		this.meters
			.onEvent(new LoginFailed("acme", null, NOW, Duration.ZERO, mock(SalesforceLoginException.class), false));
		assertThat(names()).hasSize(7);
	}

	@Test
	void metersOfAnOrgOfRunTimeAreThoseOfTheSessionThatWasBoundFirst() {
		given(this.clients.sessions()).willReturn(Map.of("acme", this.session));
		this.meters.bindTo(this.registry);
		this.meters.onEvent(loggedIn("acme"));
		given(this.clients.sessions()).willThrow(new IllegalStateException("bound already"));
		this.meters.onEvent(loggedIn("acme"));
		assertThat(names()).hasSize(7);
	}

	@Test
	void configuredOrgAndOneThatIsGoneAreNotBoundByALogin() {
		given(this.clients.getIds()).willReturn(Set.of("acme"));
		given(this.clients.session("acme")).willReturn(this.session);
		given(this.clients.sessions()).willReturn(Map.of("acme", this.session));
		this.meters.bindTo(this.registry);
		this.meters.onEvent(loggedIn("acme"));
		this.meters.onEvent(loggedIn("gone"));
		this.meters.onEvent(new OrgEvicted("acme", null, NOW));
		assertThat(names()).hasSize(7);
	}

	private List<String> names() {
		return this.registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).toList();
	}

	private double seconds(String name) {
		return this.registry.get(name).timeGauge().value(TimeUnit.SECONDS);
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	private static LoggedIn loggedIn(String id) {
		return new LoggedIn(id, null, NOW, Duration.ZERO, URI.create("https://acme.my.salesforce.com"), NOW,
				LoginReason.FIRST);
	}

	private static SalesforceSessionStatus status(@Nullable Instant issuedAt, @Nullable ClockDifference difference,
			@Nullable SalesforceApiUsage usage) {
		return new SalesforceSessionStatus(issuedAt, null, null, null, null, 1, 2, 3, 4, 5, null, null, difference,
				usage, null);
	}

}
