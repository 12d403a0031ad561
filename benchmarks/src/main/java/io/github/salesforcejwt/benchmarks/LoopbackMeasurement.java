package io.github.salesforcejwt.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.HdrHistogram.Histogram;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Latency over loopback to the stand-in, by connections that are kept alive. Those that
 * are compared take turns, call by call, so that they meet the same moments of the
 * machine.
 */
final class LoopbackMeasurement implements Measurement {

	@Override
	public String name() {
		return "loopback";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int calls = quick ? 500 : 20_000;
		List<Contestant> contestants;
		try (SalesforceServer server = SalesforceServer.start()) {
			server.org().limitLogins(Integer.MAX_VALUE);
			contestants = contestants(server.org());
			for (int call = -calls / 2; call < calls; call++) {
				for (int turn = 0; turn < contestants.size(); turn++) {
					// the order changes, so that none always follows the same one
					int step = (call % 2 == 0) ? 1 : contestants.size() - 1;
					Contestant contestant = contestants.get((turn * step + Math.abs(call) / 2) % contestants.size());
					if (call % contestant.every() == 0) {
						contestant.call(call >= 0);
					}
				}
			}
			contestants.forEach((contestant) -> contestant.caller().close());
		}
		report(report, contestants, calls);
	}

	private static List<Contestant> contestants(SalesforceOrg org) {
		ClientHttpRequestFactory http = Caller.http();
		Duration lifetime = Duration.ofMinutes(30);
		StarterApplication application = StarterApplication.of(org).start();
		String authorization = "Bearer " + application.session().accessToken().getTokenValue();
		application.close();
		RestClient bare = RestClient.builder().baseUrl(org.url()).requestFactory((uri, method) -> {
			ClientHttpRequest request = http.createRequest(uri, method);
			request.getHeaders().set(HttpHeaders.AUTHORIZATION, authorization);
			return request;
		}).build();
		return List.of(new Contestant(Contender.BARE.toString(), Caller.of(bare), 1),
				new Contestant(Contender.STARTER.toString(), Caller.starter(org, lifetime, http, Clock.systemUTC()), 1),
				new Contestant("bare, again", Caller.of(bare), 1),
				new Contestant(Contender.STOCK_AT_BEST.toString(),
						Caller.stockAtItsBest(org, lifetime, Duration.ofSeconds(60), http, Clock.systemUTC()), 1),
				new Contestant(Contender.STOCK.toString(), Caller.stock(org, http, Clock.systemUTC()), 20));
	}

	private static void report(Report report, List<Contestant> contestants, int calls) {
		report.heading(2, "A call over loopback").paragraph("""
				`RestClient` to the stand-in, one thread, HTTP/1.1 with keep-alive over the same JDK client, %,d calls \
				each in turns. *Bare, again* shows the noise. Spring Security, default, logs in for each call, and \
				takes one turn in 20. Goal: a median of 1.00 ± 0.02 of the bare client's.""", calls);
		Report.Table table = new Report.Table("Microseconds", "50 %", "99 %", "99.9 %", "median ÷ bare");
		double bare = contestants.get(0).latency().getValueAtPercentile(50);
		for (Contestant contestant : contestants) {
			Histogram latency = contestant.latency();
			table.row(contestant.name(), micros(latency, 50), micros(latency, 99), micros(latency, 99.9),
					latency.getValueAtPercentile(50) / bare);
		}
		report.table(table);
	}

	private static long micros(Histogram latency, double percentile) {
		return Math.round(latency.getValueAtPercentile(percentile) / 1_000.0);
	}

	/**
	 * One of those that take turns.
	 *
	 * @param every how many turns make a call
	 */
	private record Contestant(String name, Caller caller, int every, Histogram latency) {

		Contestant(String name, Caller caller, int every) {
			this(name, caller, every, new Histogram(3));
		}

		void call(boolean recorded) throws Exception {
			long start = System.nanoTime();
			this.caller.call();
			if (recorded) {
				this.latency.recordValue(System.nanoTime() - start);
			}
		}

	}

}
