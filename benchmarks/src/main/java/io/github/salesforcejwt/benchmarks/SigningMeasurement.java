package io.github.salesforcejwt.benchmarks;

import java.util.Collection;

import io.github.salesforcejwt.SigningBenchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Assertions a second, by JMH.
 */
final class SigningMeasurement implements Measurement {

	@Override
	public String name() {
		return "signing";
	}

	@Override
	public void run(Report report, boolean quick) throws RunnerException {
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(SigningBenchmark.class.getName())
			.forks(quick ? 1 : 2)
			.warmupIterations(quick ? 1 : 3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(quick ? 1 : 5)
			.measurementTime(TimeValue.seconds(1))
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT)
			.build()).run();
		double signature2048 = score(results, "2048", "signature");
		double signature4096 = score(results, "4096", "signature");
		double assertion2048 = score(results, "2048", "assertion");
		double assertion4096 = score(results, "4096", "assertion");
		Report.Table table = new Report.Table("A second and processor", "RSA 2048", "RSA 4096")
			.row("JDK `Signature`", signature2048, signature4096)
			.row("assertion of salesforce-jwt", assertion2048, assertion4096)
			.row("share", assertion2048 / signature2048, assertion4096 / signature4096);
		report.heading(2, "Signing")
			.paragraph(
					"""
							Complete assertions, with their JSON and base64, beside the bare signature of as many bytes, one thread. \
							Goal: at least 0.95 of the bare signature.""")
			.table(table);
	}

	private static double score(Collection<RunResult> results, String bits, String method) {
		return results.stream()
			.filter((result) -> bits.equals(result.getParams().getParam("bits"))
					&& result.getPrimaryResult().getLabel().equals(method))
			.mapToDouble((result) -> result.getPrimaryResult().getScore())
			.findFirst()
			.orElseThrow();
	}

}
