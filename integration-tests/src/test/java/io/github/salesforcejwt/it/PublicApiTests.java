package io.github.salesforcejwt.it;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code release/public-api.txt}, which lists what the published jars promise, to
 * the classes.
 */
class PublicApiTests {

	private static final Path EXPECTED = Path.of("..", "release", "public-api.txt");

	private static final Path ACTUAL = Path.of("target", "public-api.txt");

	@Test
	void publicApiIsWhatTheListSays() throws Exception {
		String actual = Stream.of(SalesforceClients.class, SalesforceServer.class)
			.map(PublicApiTests::typesOfJarWith)
			.collect(Collectors.joining("\n"));
		Files.writeString(ACTUAL, actual);
		assertThat(Files.readString(EXPECTED))
			.as("a change of the public API: if it is meant, cp integration-tests/target/public-api.txt release/")
			.isEqualTo(actual);
	}

	private static String typesOfJarWith(Class<?> type) {
		try {
			Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
			Map<String, String> types = new TreeMap<>();
			for (String text : describe(classFiles(classes))) {
				String header = text.lines().findFirst().orElse("");
				types.put(header.replaceFirst(".*(class|interface|enum) ([\\w.$]+).*", "$2"), text);
			}
			return types.entrySet()
				.stream()
				.filter((entry) -> isPublic(entry.getKey(), types))
				.map(Map.Entry::getValue)
				.collect(Collectors.joining("\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isPublic(String name, Map<String, String> types) {
		int nested = name.lastIndexOf('$');
		return types.get(name).startsWith("public ") && (nested == -1 || isPublic(name.substring(0, nested), types));
	}

	/**
	 * Return the class files of a directory or, once it is packaged, of a jar.
	 */
	private static List<String> classFiles(Path classes) throws IOException {
		if (Files.isDirectory(classes)) {
			try (Stream<Path> files = Files.walk(classes)) {
				return files.map(Path::toString).filter(PublicApiTests::isClassFile).toList();
			}
		}
		try (JarFile jar = new JarFile(classes.toFile())) {
			return jar.stream()
				.map((entry) -> "jar:" + classes.toUri() + "!/" + entry.getName())
				.filter(PublicApiTests::isClassFile)
				.toList();
		}
	}

	private static boolean isClassFile(String name) {
		return name.endsWith(".class") && !name.contains("/internal/") && !name.contains("-info");
	}

	/**
	 * Describe classes without loading them: what they refer to need not be here.
	 */
	private static List<String> describe(List<String> classFiles) {
		StringWriter output = new StringWriter();
		List<String> arguments = new ArrayList<>(List.of("-protected"));
		arguments.addAll(classFiles);
		int result = ToolProvider.findFirst("javap")
			.orElseThrow()
			.run(new PrintWriter(output), new PrintWriter(output), arguments.toArray(String[]::new));
		assertThat(result).as(output::toString).isZero();
		return Arrays.stream(output.toString().split("Compiled from \"[^\"]+\"\\R"))
			.filter((text) -> !text.isBlank())
			.map((text) -> text.replace("java.lang.", "").lines().sorted(PublicApiTests::inOrder).toList())
			.map((lines) -> String.join("\n", lines) + "\n")
			.toList();
	}

	/**
	 * Members in alphabetical order, between the two lines that enclose them.
	 */
	private static int inOrder(String one, String other) {
		boolean bothMembers = one.startsWith("  ") && other.startsWith("  ");
		return bothMembers ? one.compareTo(other) : rank(one) - rank(other);
	}

	private static int rank(String line) {
		if (line.startsWith("  ")) {
			return 1;
		}
		return line.startsWith("}") ? 2 : 0;
	}

}
