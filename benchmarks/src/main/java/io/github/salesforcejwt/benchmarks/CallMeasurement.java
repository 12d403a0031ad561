package io.github.salesforcejwt.benchmarks;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

import org.springframework.util.Assert;

/**
 * Cost of a call inside the client, by JMH.
 */
final class CallMeasurement implements Measurement {

	private static final int[] THREADS = { 1, 8 };

	@Override
	public String name() {
		return "call";
	}

	@Override
	public void run(Report report, boolean quick) throws RunnerException {
		report.heading(2, "A call inside the client")
			.paragraph(
					"""
							No network: requests are answered from memory. *Bare* is a client whose request factory \
							(for `WebClient`, whose connector) sets a constant `Authorization` header. Spring Security's is \
							`OAuth2ClientHttpRequestInterceptor` and `ServerOAuth2AuthorizedClientExchangeFilterFunction`, with a \
							lifetime supplied by hand. The URI is a template with one variable, relative (*bare* and Spring \
							Security with a base URL) or absolute. Medians of seconds; *±* is half the distance of their quartiles, and \
							*over bare* the difference. With 8 threads the time is that of a processor; on fewer \
							processors than threads the scheduler decides, and such rows vary by a factor of two from run to \
							run, in either direction. Goal: at most 200 ns and 64 bytes over bare for `RestClient`; for \
							`WebClient` 2 % of the time and 3 % of the memory of a bare call, without a Reactor operator of our own.""");
		Report.Table table = new Report.Table("Client, URI, threads", "Who", "ns/call", "± ns", "over bare",
				"bytes/call", "over bare");
		for (String client : new String[] { "restClient", "webClient" }) {
			for (String form : new String[] { "RELATIVE", "ABSOLUTE" }) {
				for (int threads : THREADS) {
					if (threads == 1 || form.equals("RELATIVE")) {
						rows(table, client, form, threads, run(client, form, threads, quick));
					}
				}
			}
		}
		report.table(table);
		Report.Table turns = new Report.Table("Client, URI", "Who", "processor ns/call", "over bare", "bytes/call",
				"over bare");
		takingTurns(turns, "RELATIVE", quick ? 10 : 100);
		takingTurns(turns, "ABSOLUTE", quick ? 10 : 100);
		report.paragraph("""
				The same in one JVM, whose thread counters give processor time and allocation, medians of batches that \
				take turns: coarser, and indifferent to what else the machine does.""").table(turns);
	}

	private static void takingTurns(Report.Table table, String form, int rounds) {
		Map<Contender, CallBenchmark> benchmarks = new EnumMap<>(Contender.class);
		for (Contender contender : new Contender[] { Contender.BARE, Contender.FILTERED, Contender.STARTER,
				Contender.STOCK_AT_BEST }) {
			benchmarks.put(contender, CallBenchmark.start(contender, form));
		}
		List<Contender> reactive = List.copyOf(benchmarks.keySet());
		List<Contender> blocking = reactive.stream().filter((contender) -> contender != Contender.FILTERED).toList();
		rows(table, "`RestClient`, " + form.toLowerCase(Locale.ROOT), blocking,
				CallCost.measure(rounds, calls(benchmarks, blocking, CallBenchmark::restClient)));
		rows(table, "`WebClient`, " + form.toLowerCase(Locale.ROOT), reactive,
				CallCost.measure(rounds, calls(benchmarks, reactive, CallBenchmark::webClient)));
		benchmarks.values().forEach(CallBenchmark::stop);
	}

	private static Runnable[] calls(Map<Contender, CallBenchmark> benchmarks, List<Contender> contenders,
			Consumer<CallBenchmark> call) {
		return contenders.stream()
			.map(benchmarks::get)
			.map((benchmark) -> (Runnable) () -> call.accept(benchmark))
			.toArray(Runnable[]::new);
	}

	private static void rows(Report.Table table, String name, List<Contender> contenders, CallCost... costs) {
		for (int i = 0; i < costs.length; i++) {
			table.row(name, contenders.get(i), costs[i].nanos(), over(costs[i].nanos(), costs[0].nanos()),
					costs[i].bytes(), over(costs[i].bytes(), costs[0].bytes()));
		}
	}

	private static Map<Contender, Cost> run(String client, String form, int threads, boolean quick)
			throws RunnerException {
		ChainedOptionsBuilder options = new OptionsBuilder().include("\\.CallBenchmark\\." + client + "$")
			.param("form", form)
			.threads(threads)
			.forks(quick ? 1 : 3)
			.warmupIterations(quick ? 2 : 3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(quick ? 2 : 5)
			.measurementTime(TimeValue.seconds(1))
			.jvmArgs("-Xms1g", "-Xmx1g", "-Dlogback.configurationFile=quiet.xml")
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT);
		Collection<RunResult> results = new Runner(options.build()).run();
		Map<Contender, Cost> costs = new EnumMap<>(Contender.class);
		double share = (double) Math.min(threads, Runtime.getRuntime().availableProcessors()) / threads;
		for (RunResult result : results) {
			Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
			Assert.state(allocation != null, "The GC profiler reports what is allocated");
			Statistics seconds = result.getPrimaryResult().getStatistics();
			costs.put(Contender.valueOf(result.getParams().getParam("contender")),
					new Cost(seconds.getPercentile(50) * share,
							(seconds.getPercentile(75) - seconds.getPercentile(25)) / 2 * share,
							allocation.getStatistics().getPercentile(50)));
		}
		return costs;
	}

	private static void rows(Report.Table table, String client, String form, int threads, Map<Contender, Cost> costs) {
		Cost bare = costs.getOrDefault(Contender.BARE, Cost.NONE);
		String name = (client.equals("restClient") ? "`RestClient`" : "`WebClient`") + ", "
				+ form.toLowerCase(Locale.ROOT) + ", " + threads;
		costs.forEach(
				(contender, cost) -> table.row(name, contender, Math.round(cost.nanos()), Math.round(cost.spread()),
						over(cost.nanos(), bare.nanos()), Math.round(cost.bytes()), over(cost.bytes(), bare.bytes())));
	}

	private static String over(double value, double bare) {
		return (value == bare) ? "–" : String.format(Locale.ROOT, "%+,d", Math.round(value - bare));
	}

	private record Cost(double nanos, double spread, double bytes) {

		static final Cost NONE = new Cost(Double.NaN, Double.NaN, Double.NaN);

	}

}
