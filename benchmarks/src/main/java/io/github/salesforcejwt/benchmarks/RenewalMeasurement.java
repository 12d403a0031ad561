package io.github.salesforcejwt.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * The longest call while tokens are renewed all the time.
 */
final class RenewalMeasurement implements Measurement {

	private static final int THREADS = 16;

	private static final Duration LOGIN = Duration.ofMillis(300);

	private static final Duration LIFETIME = Duration.ofSeconds(15);

	private static final Duration PACE = Duration.ofMillis(20);

	@Override
	public String name() {
		return "renewal";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		Duration time = Duration.ofSeconds(quick ? 20 : 60);
		Report.Table table = new Report.Table("", "logins", "calls", "99.9 %, ms", "longest, ms",
				"calls of 250 ms or more");
		Duration unending = Duration.ofMinutes(30);
		row(table, "salesforce-jwt, without renewal", time,
				(org, http) -> Caller.starter(org, unending, http, Clock.systemUTC()));
		row(table, Contender.STARTER.toString(), time,
				(org, http) -> Caller.starter(org, LIFETIME, http, Clock.systemUTC()));
		row(table, Contender.STOCK_AT_BEST.toString(), time,
				(org, http) -> Caller.stockAtItsBest(org, LIFETIME, Duration.ZERO, http, Clock.systemUTC()));
		report.heading(2, "Renewal")
			.paragraph(
					"""
							Tokens of %d s, a login endpoint that takes %d ms, %d threads that each call every %d ms for %d s, after \
							a first login that is not counted. Camel's component has no notion of a lifetime. Goal: the longest call is \
							that of calls without renewal.""",
					LIFETIME.toSeconds(), LOGIN.toMillis(), THREADS, PACE.toMillis(), time.toSeconds())
			.table(table);
	}

	private static void row(Report.Table table, String name, Duration time, Contestant contestant) throws Exception {
		try (SalesforceServer server = SalesforceServer.start()) {
			SalesforceOrg org = server.org().limitLogins(Integer.MAX_VALUE);
			try (Caller caller = contestant.of(org, Caller.http())) {
				measure(caller, Duration.ofSeconds(2));
				org.delayLogins(LOGIN);
				int loginsBefore = org.logins();
				Histogram latency = measure(caller, time);
				table.row(name, org.logins() - loginsBefore, latency.getTotalCount(),
						latency.getValueAtPercentile(99.9) / 1e6, latency.getMaxValue() / 1e6,
						latency.getCountBetweenValues(250_000_000L, Math.max(250_000_000L, latency.getMaxValue())));
			}
		}
	}

	private static Histogram measure(Caller caller, Duration time) throws InterruptedException {
		Histogram latency = new ConcurrentHistogram(3);
		long end = System.nanoTime() + time.toNanos();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(() -> call(caller, end, latency));
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		return latency;
	}

	private static void call(Caller caller, long end, Histogram latency) {
		try {
			for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
				caller.call();
				latency.recordValue(System.nanoTime() - start);
				Thread.sleep(PACE.toMillis());
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FunctionalInterface
	private interface Contestant {

		Caller of(SalesforceOrg org, ClientHttpRequestFactory http);

	}

}
