package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSession;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Health of each org. Those that come and go at run time are summed up, so that one
 * customer's mistake does not take the application out for all; each is found by its id.
 */
final class SalesforceHealthContributor implements CompositeHealthContributor {

	/** No id of an org: those have no underscore. */
	static final String RUN_TIME_ORGS = "run_time_orgs";

	private static final int MAX_NAMED_ORGS = 20;

	private final SalesforceClients clients;

	private final Clock clock;

	SalesforceHealthContributor(SalesforceClients clients, Clock clock) {
		this.clients = clients;
		this.clock = clock;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		if (RUN_TIME_ORGS.equals(name)) {
			return runTimeOrgs();
		}
		SalesforceSession session = this.clients.sessions().get(name);
		return (session != null) ? indicator(session) : null;
	}

	@Override
	public Stream<Entry> stream() {
		Stream<Entry> configured = this.clients.getIds()
			.stream()
			.map((id) -> new Entry(id, indicator(this.clients.session(id))));
		HealthIndicator others = runTimeOrgs();
		return (others == null) ? configured : Stream.concat(configured, Stream.of(new Entry(RUN_TIME_ORGS, others)));
	}

	private SalesforceHealthIndicator indicator(SalesforceSession session) {
		return new SalesforceHealthIndicator(session, this.clock);
	}

	private @Nullable HealthIndicator runTimeOrgs() {
		Map<String, SalesforceSession> sessions = this.clients.sessions();
		sessions.keySet().removeAll(this.clients.getIds());
		return sessions.isEmpty() ? null : () -> health(sessions);
	}

	/**
	 * Down if no org works, and at least one does not.
	 */
	private Health health(Map<String, SalesforceSession> sessions) {
		boolean up = false;
		int down = 0;
		Map<String, Object> failing = new LinkedHashMap<>();
		for (Map.Entry<String, SalesforceSession> session : sessions.entrySet()) {
			Health health = indicator(session.getValue()).health();
			up |= health.getStatus().equals(Status.UP);
			if (health.getStatus().equals(Status.DOWN)) {
				down++;
				if (failing.size() < MAX_NAMED_ORGS) {
					failing.put(session.getKey(), health.getDetails().getOrDefault("error", ""));
				}
			}
		}
		Health.Builder health = new Health.Builder(up ? Status.UP : (down > 0) ? Status.DOWN : Status.UNKNOWN);
		return health.withDetail("inUse", sessions.size())
			.withDetail("down", down)
			.withDetail("failing", failing)
			.build();
	}

}
