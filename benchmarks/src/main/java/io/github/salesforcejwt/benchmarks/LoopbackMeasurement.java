package io.github.salesforcejwt.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private static final String AGAIN = "bare, once more";

	@Override
	public String name() {
		return "loopback";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int calls = quick ? 500 : 20_000;
		Map<String, Histogram> latencies = new LinkedHashMap<>();
		try (SalesforceServer server = SalesforceServer.start()) {
			server.org().limitLogins(Integer.MAX_VALUE);
			Map<String, Caller> callers = callers(server.org());
			List<String> names = new ArrayList<>(callers.keySet());
			names.forEach((name) -> latencies.put(name, new Histogram(3)));
			for (int call = -calls / 2; call < calls; call++) {
				for (int turn = 0; turn < names.size(); turn++) {
					// each follows each other equally often
					String name = names.get((turn * ((call & 1) * 2 + 1) + Math.abs(call) / 2) % names.size());
					if (name.equals(Contender.STOCK.toString()) && call % 20 != 0) {
						continue;
					}
					long start = System.nanoTime();
					callers.get(name).call();
					if (call >= 0) {
						latencies.get(name).recordValue(System.nanoTime() - start);
					}
				}
			}
			for (Caller caller : callers.values()) {
				caller.close();
			}
		}
		report(report, latencies, calls);
	}

	private static Map<String, Caller> callers(SalesforceOrg org) {
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
		Map<String, Caller> callers = new LinkedHashMap<>();
		callers.put(Contender.BARE.toString(), Caller.of(bare));
		callers.put(Contender.STARTER.toString(), Caller.starter(org, lifetime, http, Clock.systemUTC()));
		callers.put(AGAIN, Caller.of(bare));
		callers.put(Contender.STOCK_AT_BEST.toString(),
				Caller.stockAtItsBest(org, lifetime, Duration.ofSeconds(60), http, Clock.systemUTC()));
		callers.put(Contender.STOCK.toString(), Caller.stock(org, http, Clock.systemUTC()));
		return callers;
	}

	private static void report(Report report, Map<String, Histogram> latencies, int calls) {
		report.heading(2, "A call over loopback").paragraph("""
				`RestClient` to the stand-in, one thread, HTTP/1.1 with keep-alive over the same JDK client, %,d calls \
				each in turns. *Bare, once more* is the noise. Spring Security as it comes logs in for each call. \
				Goal: a median of 1.00 ± 0.02 of the bare client's.""", calls);
		Report.Table table = new Report.Table("Microseconds", "50 %", "99 %", "99.9 %", "median ÷ bare");
		Histogram bare = latencies.get(Contender.BARE.toString());
		latencies.forEach((name, latency) -> table.row(name, micros(latency, 50), micros(latency, 99),
				micros(latency, 99.9), latency.getValueAtPercentile(50) / (double) bare.getValueAtPercentile(50)));
		report.table(table);
	}

	private static long micros(Histogram latency, double percentile) {
		return Math.round(latency.getValueAtPercentile(percentile) / 1_000.0);
	}

}
