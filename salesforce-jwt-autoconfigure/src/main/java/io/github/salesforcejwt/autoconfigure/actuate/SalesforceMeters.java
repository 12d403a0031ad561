package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.github.salesforcejwt.ClockDifference;
import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionEvent.OrgEvicted;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Meters of what is known of the sessions. The logins are timed by their observation,
 * {@code salesforce.login}.
 */
final class SalesforceMeters implements MeterBinder, SalesforceSessionListener {

	private final ObjectProvider<SalesforceClients> clients;

	private final Clock clock;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	/** What removes the meters of each org of run time. Guarded by the monitor. */
	private final Map<String, List<Runnable>> bound = new HashMap<>();

	SalesforceMeters(ObjectProvider<SalesforceClients> clients, Clock clock) {
		this.clients = clients;
		this.clock = clock;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.clients
			.ifAvailable((clients) -> clients.getIds().forEach((id) -> bind(registry, clients.session(id), id)));
	}

	/**
	 * Orgs that come and go at run time have meters from their first login on, and as
	 * long as they are kept.
	 */
	@Override
	public synchronized void onEvent(SalesforceSessionEvent event) {
		String id = event.orgId();
		if (event instanceof OrgEvicted) {
			// or they would be taken for those of the next session of the org
			this.bound.getOrDefault(id, List.of()).forEach(Runnable::run);
			this.bound.remove(id);
		}
		else if ((event instanceof LoggedIn || event instanceof LoginFailed) && !this.bound.containsKey(id)) {
			this.clients.ifAvailable((clients) -> bind(clients, id));
		}
	}

	private void bind(SalesforceClients clients, String id) {
		SalesforceSession session = clients.getIds().contains(id) ? null : clients.sessions().get(id);
		if (session != null) {
			List<Runnable> removals = new ArrayList<>();
			this.registries.forEach((registry) -> bind(registry, session, id)
				.forEach((meter) -> removals.add(() -> registry.remove(meter))));
			this.bound.put(id, removals);
		}
	}

	private List<Meter> bind(MeterRegistry registry, SalesforceSession session, String id) {
		Tags tags = Tags.of("org", id);
		return List.of(
				count(registry, session, tags, "salesforce.session.replays", SalesforceSessionStatus::replays,
						"Calls sent again with a new session"),
				count(registry, session, tags, "salesforce.retries", SalesforceSessionStatus::retries,
						"Calls sent again after a transient failure"),
				count(registry, session, tags, "salesforce.untrusted.origins",
						SalesforceSessionStatus::untrustedOrigins,
						"Calls refused since their token would have gone to another host"),
				time(registry, session, tags, "salesforce.token.age", (status) -> age(status.tokenIssuedAt()),
						"Time since the current token was received"),
				time(registry, session, tags, "salesforce.clock.difference", SalesforceMeters::clockDifference,
						"How far the clock of this machine is ahead of Salesforce's"),
				quota(registry, session, tags, "salesforce.quota.used", SalesforceApiUsage::used,
						"API calls of the org within 24 hours"),
				quota(registry, session, tags, "salesforce.quota.max", SalesforceApiUsage::limit,
						"API calls that the org may make within 24 hours"));
	}

	private static @Nullable Duration clockDifference(SalesforceSessionStatus status) {
		ClockDifference difference = status.clockDifference();
		return (difference != null) ? difference.ahead() : null;
	}

	private @Nullable Duration age(@Nullable Instant since) {
		return (since != null) ? Duration.between(since, this.clock.instant()) : null;
	}

	private static Meter count(MeterRegistry registry, SalesforceSession session, Tags tags, String name,
			ToDoubleFunction<SalesforceSessionStatus> count, String description) {
		return FunctionCounter.builder(name, session, (watched) -> count.applyAsDouble(watched.getStatus()))
			.tags(tags)
			.description(description)
			.register(registry);
	}

	private static Meter time(MeterRegistry registry, SalesforceSession session, Tags tags, String name,
			java.util.function.Function<SalesforceSessionStatus, @Nullable Duration> time, String description) {
		return TimeGauge.builder(name, session, TimeUnit.MILLISECONDS, (watched) -> {
			Duration value = time.apply(watched.getStatus());
			return (value != null) ? value.toMillis() : Double.NaN;
		}).tags(tags).description(description).register(registry);
	}

	private static Meter quota(MeterRegistry registry, SalesforceSession session, Tags tags, String name,
			ToDoubleFunction<SalesforceApiUsage> value, String description) {
		return Gauge.builder(name, session, (watched) -> {
			SalesforceApiUsage usage = watched.getStatus().apiUsage();
			return (usage != null) ? value.applyAsDouble(usage) : Double.NaN;
		}).tags(tags).description(description).register(registry);
	}

}
