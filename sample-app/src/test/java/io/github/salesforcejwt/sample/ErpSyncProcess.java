package io.github.salesforcejwt.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application in a process of its own, which gets all that it knows from the
 * environment and keeps its database below the working directory.
 */
final class ErpSyncProcess implements AutoCloseable {

	private final Process process;

	private final Path output;

	private ErpSyncProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static ErpSyncProcess start(Path directory, Map<String, String> properties, String... arguments)
			throws IOException {
		Path output = Files.createTempFile(directory, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", classPath(), ErpSyncApplication.class.getName());
		builder.command().addAll(List.of(arguments));
		properties.forEach((name, value) -> builder.environment().put(environmentVariable(name), value));
		return new ErpSyncProcess(
				builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
				output);
	}

	/**
	 * Run the application until it ends by itself.
	 */
	static ErpSyncProcess run(Path directory, Map<String, String> properties, String... arguments)
			throws IOException, InterruptedException {
		try (ErpSyncProcess run = start(directory, properties, arguments)) {
			assertThat(run.process.waitFor(2, TimeUnit.MINUTES)).as("the application ends by itself").isTrue();
			return run;
		}
	}

	// absolute, since the working directory is another
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> Path.of(entry).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static String environmentVariable(String property) {
		return property.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
	}

	int exitCode() {
		return this.process.exitValue();
	}

	String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String lastLine() {
		List<String> lines = output().lines().toList();
		return lines.get(lines.size() - 1);
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Kill the process as an operating system does, with no time to clean up.
	 */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		kill();
	}

}
