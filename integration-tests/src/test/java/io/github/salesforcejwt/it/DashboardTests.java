package io.github.salesforcejwt.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Holds the dashboard for Grafana to the meters that exist, under the names that
 * Prometheus gives them.
 */
class DashboardTests {

	private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");

	private static final Pattern NAME = Pattern.compile("salesforce_\\w+");

	private static final Pattern LABELS = Pattern.compile("by \\(([^)]+)\\) \\((?:\\w+\\()?(salesforce_\\w+)");

	/** Labels that Prometheus itself adds. */
	private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

	@Test
	void dashboardShowsMetersThatExistAndAllOfThem() throws Exception {
		Map<String, Set<String>> labels = metersOfAnApplication();
		List<String> queries = JsonPath.read(Files.readString(DASHBOARD), "$.panels[*].targets[*].expr");
		Set<String> shown = queries.stream()
			.flatMap((query) -> NAME.matcher(query).results().map(MatchResult::group))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(labels.keySet()).containsExactlyInAnyOrderElementsOf(shown);
		assertThat(queries).allSatisfy((query) -> {
			List<MatchResult> groups = LABELS.matcher(query).results().toList();
			assertThat(groups).isNotEmpty();
			groups.forEach(
					(group) -> assertThat(labels.get(group.group(2))).containsAll(Set.of(group.group(1).split(", "))
						.stream()
						.filter((name) -> !OF_PROMETHEUS.contains(name))
						.toList()));
		});
	}

	@Test
	void documentationNamesEachMeter() throws Exception {
		String page = Files.readString(Path.of("..", "docs", "observability.md"));
		assertThat(metersOfAnApplication().keySet())
			.allSatisfy((name) -> assertThat(page).contains(name.replaceFirst("_(total|sum|count|max)$", "")
				.replaceFirst("_seconds$", "")
				.replace('_', '.')
				.replaceFirst("quota$", "quota.max")));
	}

	/**
	 * Log in once and be refused once, so that all meters are there.
	 */
	private static Map<String, Set<String>> metersOfAnApplication() {
		try (SalesforceServer server = SalesforceServer.start();
				ConfigurableApplicationContext context = Applications.run(server.properties())) {
			SalesforceClients clients = context.getBean(SalesforceClients.class);
			clients.session("salesforce").accessToken();
			server.org().refuseLogins("invalid_grant", "user hasn't approved this consumer");
			clients.session("salesforce").invalidate(clients.session("salesforce").accessToken());
			assertThatExceptionOfType(SalesforceLoginException.class)
				.isThrownBy(() -> clients.session("salesforce").accessToken());
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			// events arrive on a thread of their own
			await().until(() -> meters.find("salesforce.login.failed").counter() != null);
			Map<String, Set<String>> labels = new HashMap<>();
			for (Meter meter : meters.getMeters()) {
				if (meter.getId().getName().startsWith("salesforce.")) {
					namesInPrometheus(meter.getId()).forEach((name) -> labels.put(name,
							meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet())));
				}
			}
			return labels;
		}
	}

	private static List<String> namesInPrometheus(Meter.Id meter) {
		String name = meter.getName().replace('.', '_');
		return switch (meter.getType()) {
			case COUNTER -> List.of(name + "_total");
			case TIMER -> List.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
			case GAUGE -> List.of((meter.getBaseUnit() != null) ? name + "_seconds" : name);
			// of logins in progress, of which there is one at most
			default -> List.of();
		};
	}

}
