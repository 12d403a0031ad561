package io.github.salesforcejwt.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The images of a container engine, each looked up once.
 */
final class DockerImages {

	private final String command;

	private final long patience;

	private final Map<String, Optional<String>> problems = new ConcurrentHashMap<>();

	/**
	 * Create images.
	 * @param command the command of the engine
	 * @param patience how long the engine may take to find an image in its registry, in
	 * milliseconds
	 */
	DockerImages(String command, long patience) {
		this.command = command;
		this.patience = patience;
	}

	/**
	 * Return why no container of an image can be started, after an attempt to pull it.
	 */
	Optional<String> problem(String image) {
		return this.problems.computeIfAbsent(image, this::find);
	}

	private Optional<String> find(String image) {
		try {
			Path output = Files.createTempFile("docker", ".log");
			try {
				return find(image, output);
			}
			finally {
				Files.delete(output);
			}
		}
		catch (IOException ex) {
			return Optional.of("Docker is not here: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.of("Interrupted while Docker was asked for " + image);
		}
	}

	private Optional<String> find(String image, Path output) throws IOException, InterruptedException {
		Process list = start(output, "images", "--quiet", image);
		if (!list.waitFor(this.patience, TimeUnit.MILLISECONDS)) {
			list.destroyForcibly();
			return Optional.of("Docker does not answer");
		}
		List<String> lines = Files.readAllLines(output);
		if (list.exitValue() != 0) {
			return Optional.of("Docker is not running: " + last(lines));
		}
		return lines.isEmpty() ? pull(image, output) : Optional.empty();
	}

	/**
	 * Pull an image, however long this takes once the registry has answered.
	 */
	private Optional<String> pull(String image, Path output) throws IOException, InterruptedException {
		Process pull = start(output, "pull", image);
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.patience);
		while (!pull.waitFor(100, TimeUnit.MILLISECONDS)) {
			if (System.nanoTime() - deadline > 0 && Files.size(output) == 0) {
				pull.destroyForcibly();
				return Optional
					.of("The image " + image + " is not here, and no registry answers within " + this.patience + " ms");
			}
		}
		return (pull.exitValue() == 0) ? Optional.empty() : Optional
			.of("The image " + image + " is not here and cannot be pulled: " + last(Files.readAllLines(output)));
	}

	private Process start(Path output, String... arguments) throws IOException {
		String[] words = new String[arguments.length + 1];
		words[0] = this.command;
		System.arraycopy(arguments, 0, words, 1, arguments.length);
		return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
	}

	private static String last(List<String> lines) {
		return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
	}

}
