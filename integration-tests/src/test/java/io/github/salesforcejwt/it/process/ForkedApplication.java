package io.github.salesforcejwt.it.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Application in a process of its own, with only a part of the class path of the tests.
 */
final class ForkedApplication implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private final StringBuffer output = new StringBuffer();

	private final Process process;

	private final Thread reader;

	private ForkedApplication(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "output-of-" + process.pid());
		this.reader.start();
	}

	static Builder of(Class<?> mainClass) {
		return new Builder(mainClass.getName());
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			lines.lines().forEach((line) -> this.output.append(line).append('\n'));
		}
		catch (IOException | UncheckedIOException ex) {
			this.output.append(ex);
		}
	}

	String output() {
		return this.output.toString();
	}

	/**
	 * Wait for a line, and return the first group of the pattern.
	 */
	String await(Pattern pattern) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			boolean running = this.reader.isAlive();
			Matcher matcher = pattern.matcher(this.output);
			if (matcher.find()) {
				return matcher.group(1);
			}
			if (!running || System.nanoTime() > end) {
				throw new AssertionError("No '" + pattern + "' in the output:\n" + this.output);
			}
			joinReader(20);
		}
	}

	private void joinReader(long millis) {
		try {
			this.reader.join(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Wait for the end.
	 * @return the exit code
	 */
	int awaitEnd() {
		joinReader(PATIENCE.toMillis());
		assertThat(this.reader.isAlive()).as(this::output).isFalse();
		return this.process.onExit().join().exitValue();
	}

	HttpResponse<String> get(String path) {
		URI uri = URI.create("http://localhost:" + await(PORT) + path);
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(output(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * Describes an application before it starts.
	 */
	static final class Builder {

		private static final List<String> TESTING = List.of("wiremock", "junit", "assertj", "mockito", "spring-test",
				"spring-boot-test", "salesforce-jwt-test");

		private final String mainClass;

		private final List<Path> classPath = new ArrayList<>();

		private final List<String> options = new ArrayList<>(
				List.of("-XX:TieredStopAtLevel=1", "-Dspring.config.name=forked"));

		private final List<String> arguments = new ArrayList<>();

		private final ProcessBuilder process = new ProcessBuilder();

		private Builder(String mainClass) {
			this.mainClass = mainClass;
			this.process.redirectErrorStream(true);
			this.process.environment().keySet().removeIf((name) -> name.matches("(SALESFORCE|SPRING|SERVER)_.*"));
			String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
			Arrays.stream(tests.split(File.pathSeparator)).map(Path::of).forEach(this.classPath::add);
			without(TESTING);
		}

		/**
		 * Take jars, and modules of this project, from the class path.
		 * @param names what their names begin with; each has to be there
		 */
		Builder without(List<String> names) {
			for (String name : names) {
				assertThat(this.classPath.removeIf((entry) -> isNamed(entry, name))).as("There is no " + name).isTrue();
			}
			return this;
		}

		private static boolean isNamed(Path entry, String name) {
			return entry.getFileName().toString().startsWith(name)
					|| entry.endsWith(Path.of(name, "target", "classes"));
		}

		Builder classPathFirst(Path entry) {
			this.classPath.add(0, entry);
			return this;
		}

		Builder options(String... options) {
			this.options.addAll(List.of(options));
			return this;
		}

		Builder arguments(List<String> arguments) {
			this.arguments.addAll(arguments);
			return this;
		}

		/**
		 * Set properties as environment variables, as a container has them.
		 */
		Builder environment(Map<String, String> properties) {
			properties.forEach((name, value) -> this.process.environment()
				.put(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
			return this;
		}

		List<Path> classPath() {
			return this.classPath;
		}

		ForkedApplication start() {
			List<String> command = this.process.command();
			command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			command.add("-XX:TieredStopAtLevel=1");
			command.addAll(this.options);
			command.add("-cp");
			command.add(String.join(File.pathSeparator, this.classPath.stream().map(Path::toString).toList()));
			command.add(this.mainClass);
			command.addAll(this.arguments);
			try {
				return new ForkedApplication(this.process.start());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
