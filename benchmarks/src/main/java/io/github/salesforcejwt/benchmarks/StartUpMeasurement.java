package io.github.salesforcejwt.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.util.FileSystemUtils;

/**
 * Time to a refreshed context, heap and classes, each in a JVM of its own.
 */
final class StartUpMeasurement implements Measurement {

	private static final Path CLASSES = Path.of("benchmarks/target/classes").toAbsolutePath();

	@Override
	public String name() {
		return "start-up";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		String without = Files.readString(Path.of("benchmarks/src/without-starter/target/class-path")).trim();
		String with = starterClassPath();
		Path directory = Files.createTempDirectory("benchmarks");
		List<Variant> variants = new ArrayList<>();
		variants.add(new Variant("without the starter", without, orgs(directory, 0)));
		variants.add(new Variant("with it, no org", with, orgs(directory, 0)));
		variants.add(new Variant("with it, 1 org", with, orgs(directory, 1)));
		variants.add(new Variant("with it, 200 orgs", with, orgs(directory, 200)));
		for (Variant variant : List.copyOf(variants)) {
			variants.add(variant.processed(Files.createTempDirectory(directory, "aot")));
		}
		for (int round = 0; round < (quick ? 1 : 11); round++) {
			for (Variant variant : variants) {
				variant.start();
			}
		}
		FileSystemUtils.deleteRecursively(directory);
		report(report, variants, without, with);
	}

	private static void report(Report report, List<Variant> variants, String without, String with) {
		List<String> added = new ArrayList<>(List.of(with.split(File.pathSeparator)));
		added.removeAll(List.of(without.split(File.pathSeparator)));
		long kilobytes = added.stream().mapToLong(StartUpMeasurement::size).sum() / 1_000;
		report.heading(2, "Start-up")
			.paragraph(
					"""
							An application with `spring-boot-starter-restclient` and one bean that takes a `RestClient`: the starter's \
							where there is an org, else that of Boot's builder. Each start is in a JVM of its own; medians of %d. Time \
							of `SpringApplication.run` by the clock and on the processor, heap after a collection. AOT is Spring's \
							processing ahead of time, on the JVM. The starter adds %d jars, %,d kB. Goal: 40 ms of processor time for one org, and 1 ms for each further one.""",
					variants.get(0).results().size(), added.size(), kilobytes);
		Report.Table table = new Report.Table("", "ms", "added", "of the main thread's processor time, ms", "added",
				"heap, MB", "classes loaded", "added");
		for (Variant variant : variants) {
			Variant base = variants.get((variant.processed() != null) ? variants.size() / 2 : 0);
			table.row(variant.name(), Math.round(variant.median(0)), variant.added(0, base),
					Math.round(variant.median(1)), variant.added(1, base),
					String.format(Locale.ROOT, "%.1f", variant.median(2)), Math.round(variant.median(3)),
					variant.added(3, base));
		}
		report.table(table);
	}

	/**
	 * Return the class path of an application with the starter, without the application.
	 */
	private static String starterClassPath() throws IOException {
		return Files.readString(Path.of("salesforce-jwt-starter/target/class-path")).trim();
	}

	static String classPath() throws IOException {
		return CLASSES + File.pathSeparator + starterClassPath();
	}

	private static long size(String entry) {
		try (Stream<Path> files = Files.walk(Path.of(entry))) {
			return files.mapToLong((file) -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path orgs(Path directory, int count) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		Path key = directory.resolve("key.pem");
		Files.writeString(key,
				"-----BEGIN PRIVATE KEY-----\n"
						+ Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
						+ "\n-----END PRIVATE KEY-----\n");
		StringBuilder properties = new StringBuilder();
		for (int i = 0; i < count; i++) {
			String prefix = (i == 0) ? "salesforce.jwt." : "salesforce.jwt.orgs.org" + i + ".";
			properties.append(prefix).append("client-id=3MVG9.benchmark\n");
			properties.append(prefix).append("username=sync@org").append(i).append(".example\n");
			properties.append(prefix).append("private-key=").append(key.toUri()).append('\n');
			properties.append(prefix).append("login-url=https://org").append(i).append(".my.salesforce.com\n");
		}
		return Files.writeString(directory.resolve(count + ".properties"), properties);
	}

	/**
	 * An application to start.
	 *
	 * @param classPath the class path of its libraries
	 * @param configuration its properties
	 * @param processed the directory of what processing ahead of time made, if any
	 * @param results what each start reported
	 */
	private record Variant(String name, String classPath, Path configuration, @Nullable Path processed,
			List<double[]> results) {

		Variant(String name, String classPath, Path configuration) {
			this(name, classPath, configuration, null, new ArrayList<>());
		}

		void start() throws Exception {
			this.results.add(ChildProcess.run(jvmArguments(), StartUp.class, argument()));
		}

		double median(int index) {
			double[] values = this.results.stream().mapToDouble((result) -> result[index]).sorted().toArray();
			return values[values.length / 2];
		}

		long added(int index, Variant base) {
			return Math.round(median(index) - base.median(index));
		}

		String argument() {
			return "--spring.config.location=" + this.configuration.toUri();
		}

		List<String> jvmArguments() {
			String path = CLASSES + File.pathSeparator + this.classPath;
			return (this.processed != null)
					? List.of("-Dspring.aot.enabled=true", "-cp", this.processed + File.pathSeparator + path)
					: List.of("-cp", path);
		}

		Variant processed(Path output) throws Exception {
			Path sources = output.resolve("sources");
			Path classes = output.resolve("classes");
			ChildProcess.runToEnd(jvmArguments(), SpringApplicationAotProcessor.class.getName(),
					StartUp.class.getName(), sources.toString(), classes.toString(), classes.toString(), "benchmarks",
					"benchmarks", argument());
			List<String> command = new ArrayList<>(Arrays.asList("-nowarn", "-proc:none", "-d", classes.toString(),
					"-cp", CLASSES + File.pathSeparator + this.classPath + File.pathSeparator + classes));
			try (Stream<Path> files = Files.walk(sources)) {
				files.filter((file) -> file.toString().endsWith(".java")).map(Path::toString).forEach(command::add);
			}
			int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
			if (result != 0) {
				throw new IllegalStateException("What was processed ahead of time does not compile");
			}
			return new Variant(this.name + ", AOT", this.classPath, this.configuration, classes, new ArrayList<>());
		}

	}

}
