package io.github.salesforcejwt.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * The start of an application with the AOT cache of Java 25.
 */
final class AotCacheMeasurement implements Measurement {

	private static final int RUNS = 11;

	@Override
	public String name() {
		return "aot-cache";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		String home = System.getProperty("java25.home", "");
		report.heading(2, "Start-up with the AOT cache of Java 25");
		if (home.isEmpty()) {
			report.paragraph("Not measured: no JDK 25 was found.");
			return;
		}
		Path directory = Files.createTempDirectory("benchmarks");
		Application application = new Application(Path.of(home), jars(directory));
		Path noOrg = StartUpMeasurement.orgs(directory, 0);
		Path oneOrg = StartUpMeasurement.orgs(directory, 1);
		Path cacheOfNone = directory.resolve("none.aot");
		Path cacheOfOne = directory.resolve("one.aot");
		application.train(cacheOfNone, noOrg);
		application.train(cacheOfOne, oneOrg);
		int runs = quick ? 1 : RUNS;
		report
			.paragraph(
					"""
							The same application on Java %s, all in jars: processor time of the main thread until it has started, medians \
							of %d JVMs. The cache holds the classes that its training run loaded. Goal: less time with the starter's own \
							classes in the cache than without.""",
					application.version(), runs)
			.table(new Report.Table("Milliseconds", "no org", "1 org")
				.row("no cache", application.start(null, noOrg, runs), application.start(null, oneOrg, runs))
				.row("cache of a run without an org, and so without the starter's classes",
						application.start(cacheOfNone, noOrg, runs), application.start(cacheOfNone, oneOrg, runs))
				.row("cache of a run with an org", "–", application.start(cacheOfOne, oneOrg, runs)));
		FileSystemUtils.deleteRecursively(directory);
	}

	/**
	 * The class path, with a jar in place of each directory: the cache takes nothing
	 * else.
	 */
	private static String jars(Path directory) throws Exception {
		List<String> jars = new ArrayList<>();
		ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
		for (String entry : StartUpMeasurement.classPath().split(File.pathSeparator)) {
			String path = entry;
			if (Files.isDirectory(Path.of(entry))) {
				path = directory.resolve(jars.size() + ".jar").toString();
				jar.run(System.out, System.err, "--create", "--file", path, "-C", entry, ".");
			}
			jars.add(path);
		}
		return String.join(File.pathSeparator, jars);
	}

	/**
	 * The application that starts.
	 */
	private record Application(Path home, String classPath) {

		void train(Path cache, Path configuration) throws Exception {
			ChildProcess.run(this.home, arguments("-XX:AOTCacheOutput=" + cache), StartUp.class,
					argument(configuration));
		}

		double start(@Nullable Path cache, Path configuration, int runs) throws Exception {
			List<Double> times = new ArrayList<>();
			for (int i = 0; i < runs; i++) {
				String option = (cache != null) ? "-XX:AOTCache=" + cache : "-XX:AOTMode=off";
				times.add(ChildProcess.run(this.home, arguments(option), StartUp.class, argument(configuration))[1]);
			}
			return times.stream().sorted().toList().get(runs / 2);
		}

		String version() throws Exception {
			return Files.readAllLines(this.home.resolve("release"))
				.stream()
				.filter((line) -> line.startsWith("JAVA_VERSION="))
				.map((line) -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
				.findFirst()
				.orElseThrow();
		}

		private List<String> arguments(String option) {
			return List.of(option, "-cp", this.classPath);
		}

		private static String argument(Path configuration) {
			return "--spring.config.location=" + configuration.toUri();
		}

	}

}
