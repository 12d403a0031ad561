package io.github.salesforcejwt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;

/**
 * Runs all measurements or those that are named, prints the report and writes it.
 */
public final class Benchmarks {

	private static final List<Measurement> ALL = List.of(new CallMeasurement(), new LoopbackMeasurement(),
			new LoginMeasurement(), new RenewalMeasurement(), new StartUpMeasurement(), new AotCacheMeasurement(),
			new SigningMeasurement(), new UploadMeasurement(), new StandInMeasurement(), new SyncMeasurement(),
			new SessionsMeasurement(), new ReplicaMeasurement());

	private Benchmarks() {
	}

	/**
	 * Run the measurements.
	 * @param arguments {@code --quick}, {@code --report=FILE} and names of measurements
	 */
	public static void main(String[] arguments) throws Exception {
		List<String> names = new ArrayList<>(List.of(arguments));
		boolean quick = names.remove("--quick");
		Path file = null;
		for (String argument : arguments) {
			if (argument.startsWith("--report=")) {
				file = Path.of(argument.substring("--report=".length()));
				names.remove(argument);
			}
		}
		List<String> known = ALL.stream().map(Measurement::name).toList();
		if (!known.containsAll(names)) {
			System.err.println("Usage: benchmarks/run [--quick] " + known);
			System.exit(1);
		}
		Report report = new Report();
		introduce(report, quick, arguments);
		long start = System.nanoTime();
		for (Measurement measurement : ALL) {
			if (names.isEmpty() || names.contains(measurement.name())) {
				System.out.println("Measuring: " + measurement.name());
				int from = report.toString().length();
				measurement.run(report, quick);
				System.out.println(report.toString().substring(from));
			}
		}
		report.paragraph("All of this took %d s.", Duration.ofNanos(System.nanoTime() - start).toSeconds());
		if (file != null) {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.writeString(file, report.toString().stripTrailing() + "\n");
			System.out.println("Written to " + file);
		}
		// HTTP clients leave threads behind
		System.exit(0);
	}

	private static void introduce(Report report, boolean quick, String... arguments) throws IOException {
		report.heading(1, "Benchmarks")
			.paragraph(
					"""
							`./benchmarks/run%s` wrote this page. All figures that are compared were measured in one run, side by side.%s""",
					(arguments.length > 1) ? " " + String.join(" ", List.of(arguments).subList(1, arguments.length))
							: "",
					quick ? " **A quick run: it shows that all works, and measures nothing well.**" : "")
			.table(new Report.Table("", "").row("Date", LocalDate.now(ZoneOffset.UTC))
				.row("Machine",
						processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
								+ System.getProperty("os.name") + " " + System.getProperty("os.arch"))
				.row("Java", System.getProperty("java.vm.name") + " " + Runtime.version())
				.row("Spring Boot, Framework, Security",
						SpringBootVersion.getVersion() + ", " + SpringVersion.getVersion() + ", "
								+ SpringSecurityCoreVersion.getVersion())
				.row("Apache Camel", version(CamelContext.class)));
	}

	private static String version(Class<?> type) {
		String version = type.getPackage().getImplementationVersion();
		return (version != null) ? version : "unknown";
	}

	private static String processor() throws IOException {
		Path cpuinfo = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(cpuinfo)) {
			return System.getProperty("os.arch");
		}
		try (var lines = Files.lines(cpuinfo)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
	}

}
