package io.github.salesforcejwt.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A finished run of the application in a process of its own, which gets all that it knows
 * from the environment and keeps its database below the working directory.
 */
record ErpSyncProcess(int exitCode, String output) {

	static ErpSyncProcess run(Path directory, Map<String, String> properties) throws IOException, InterruptedException {
		Path output = directory.resolve("output.txt");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), ErpSyncApplication.class.getName());
		properties.forEach((name, value) -> builder.environment().put(environmentVariable(name), value));
		Process process = builder.directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the application ends by itself").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return new ErpSyncProcess(process.exitValue(), Files.readString(output));
	}

	private static String environmentVariable(String property) {
		return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
	}

	String lastLine() {
		List<String> lines = this.output.lines().toList();
		return lines.get(lines.size() - 1);
	}

}
