package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.github.salesforcejwt.ClockDifference;
import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what is known of the sessions. The logins are timed by their observation,
 * {@code salesforce.login}.
 */
final class SalesforceMeters implements MeterBinder {

	private final SalesforceClients clients;

	private final Clock clock;

	SalesforceMeters(SalesforceClients clients, Clock clock) {
		this.clients = clients;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.getIds().forEach((id) -> bind(registry, this.clients.session(id), Tags.of("org", id)));
	}

	private void bind(MeterRegistry registry, SalesforceSession session, Tags tags) {
		count(registry, session, tags, "salesforce.session.replays", SalesforceSessionStatus::replays,
				"Calls sent once more with a new session");
		count(registry, session, tags, "salesforce.retries", SalesforceSessionStatus::retries,
				"Calls sent again after a transient failure");
		count(registry, session, tags, "salesforce.untrusted.origins", SalesforceSessionStatus::untrustedOrigins,
				"Calls refused since their token would have gone to another host");
		time(registry, session, tags, "salesforce.token.age", (status) -> age(status.tokenIssuedAt()),
				"Time since the current token was received");
		time(registry, session, tags, "salesforce.clock.difference", SalesforceMeters::clockDifference,
				"How far the clock of this machine is ahead of Salesforce's");
		quota(registry, session, tags, "salesforce.quota.used", SalesforceApiUsage::used,
				"API calls of the org within 24 hours");
		quota(registry, session, tags, "salesforce.quota.max", SalesforceApiUsage::limit,
				"API calls that the org may make within 24 hours");
	}

	private static @Nullable Duration clockDifference(SalesforceSessionStatus status) {
		ClockDifference difference = status.clockDifference();
		return (difference != null) ? difference.ahead() : null;
	}

	private @Nullable Duration age(@Nullable Instant since) {
		return (since != null) ? Duration.between(since, this.clock.instant()) : null;
	}

	private static void count(MeterRegistry registry, SalesforceSession session, Tags tags, String name,
			ToDoubleFunction<SalesforceSessionStatus> count, String description) {
		FunctionCounter.builder(name, session, (watched) -> count.applyAsDouble(watched.getStatus()))
			.tags(tags)
			.description(description)
			.register(registry);
	}

	private static void time(MeterRegistry registry, SalesforceSession session, Tags tags, String name,
			java.util.function.Function<SalesforceSessionStatus, @Nullable Duration> time, String description) {
		TimeGauge.builder(name, session, TimeUnit.MILLISECONDS, (watched) -> {
			Duration value = time.apply(watched.getStatus());
			return (value != null) ? value.toMillis() : Double.NaN;
		}).tags(tags).description(description).register(registry);
	}

	private static void quota(MeterRegistry registry, SalesforceSession session, Tags tags, String name,
			ToDoubleFunction<SalesforceApiUsage> value, String description) {
		Gauge.builder(name, session, (watched) -> {
			SalesforceApiUsage usage = watched.getStatus().apiUsage();
			return (usage != null) ? value.applyAsDouble(usage) : Double.NaN;
		}).tags(tags).description(description).register(registry);
	}

}
