package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSession;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.contributor.HealthContributors.Entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SalesforceHealthContributor}.
 */
class SalesforceHealthContributorTests {

	private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

	private final Map<String, SalesforceSession> sessions = new TreeMap<>();

	private final SalesforceClients clients = mock(SalesforceClients.class);

	private final SalesforceHealthContributor contributor = new SalesforceHealthContributor(this.clients, this.clock);

	SalesforceHealthContributorTests() {
		given(this.clients.sessions()).willAnswer((call) -> new TreeMap<>(this.sessions));
		given(this.clients.getIds()).willReturn(Set.of("acme"));
		given(this.clients.session("acme")).willAnswer((call) -> this.sessions.get("acme"));
		this.sessions.put("acme", up());
	}

	@Test
	void configuredOrgHasAPartOfItsOwn() {
		assertThat(names()).containsExactly("acme");
		assertThat(status("acme")).isEqualTo(Status.UP);
		assertThat(this.contributor.stream().map(Entry::contributor))
			.allMatch(SalesforceHealthIndicator.class::isInstance);
		assertThat(this.contributor.getContributor("emea")).isNull();
		assertThat(this.contributor.getContributor(SalesforceHealthContributor.RUN_TIME_ORGS)).isNull();
	}

	@Test
	void orgsOfRunTimeHaveOnePartTogetherAndEachIsFoundByItsId() {
		this.sessions.put("tenant", up());
		assertThat(names()).containsExactly("acme", SalesforceHealthContributor.RUN_TIME_ORGS);
		assertThat(status("tenant")).isEqualTo(Status.UP);
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("inUse", 1)
			.containsEntry("down", 0)
			.containsEntry("failing", Map.of());
	}

	@Test
	void orgsOfRunTimeAreDownIfNoneWorksAndOneDoesNot() {
		this.sessions.put("tenant", unused());
		assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
		this.sessions.put("refused", down());
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("inUse", 2)
			.containsEntry("down", 1)
			.containsEntry("failing", Map.of("refused", "IP_RESTRICTED"));
		this.sessions.put("works", up());
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsEntry("down", 1);
	}

	@Test
	void noMoreThanTwentyOrgsThatFailAreNamed() {
		for (int i = 10; i < 32; i++) {
			this.sessions.put("tenant" + i, down());
		}
		assertThat(health().getDetails()).containsEntry("down", 22)
			.extractingByKey("failing")
			.asInstanceOf(MAP)
			.hasSize(20)
			.containsKey("tenant10")
			.doesNotContainKey("tenant30");
	}

	private Health health() {
		return ((HealthIndicator) this.contributor.getContributor(SalesforceHealthContributor.RUN_TIME_ORGS)).health();
	}

	private Status status(String name) {
		return ((HealthIndicator) this.contributor.getContributor(name)).health().getStatus();
	}

	private List<String> names() {
		List<String> names = new ArrayList<>();
		this.contributor.stream().forEach((entry) -> names.add(entry.name()));
		return names;
	}

	private SalesforceSession unused() {
		return new TestLoginHost(this.clock).builder().build();
	}

	private SalesforceSession up() {
		SalesforceSession session = unused();
		session.accessToken();
		return session;
	}

	private SalesforceSession down() {
		TestLoginHost host = new TestLoginHost(this.clock);
		host.refuse("ip restricted");
		SalesforceSession session = host.builder().build();
		session.renew().handle((token, ex) -> token).join();
		return session;
	}

}
