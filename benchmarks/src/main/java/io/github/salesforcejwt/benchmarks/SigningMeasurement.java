package io.github.salesforcejwt.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

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
		Map<String, Double> scores = new HashMap<>();
		for (RunResult result : results) {
			scores.put(result.getParams().getParam("bits") + result.getPrimaryResult().getLabel(),
					result.getPrimaryResult().getScore());
		}
		Report.Table table = new Report.Table("A second and processor", "RSA 2048", "RSA 4096");
		table.row("JDK `Signature`", scores.get("2048signature"), scores.get("4096signature"));
		table.row("assertion of salesforce-jwt", scores.get("2048assertion"), scores.get("4096assertion"));
		table.row("share", scores.get("2048assertion") / scores.get("2048signature"),
				scores.get("4096assertion") / scores.get("4096signature"));
		report.heading(2, "Signing")
			.paragraph(
					"""
							Complete assertions, with their JSON and base64, beside the bare signature of as many bytes, one thread. \
							Goal: at least 0.95 of the bare signature.""")
			.table(table);
	}

}
