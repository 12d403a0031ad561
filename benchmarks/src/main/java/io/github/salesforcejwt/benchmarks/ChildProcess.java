package io.github.salesforcejwt.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM, where a measurement needs one of its own.
 */
final class ChildProcess {

	/** What a child prints its results after. */
	static final String RESULT = "RESULT ";

	private ChildProcess() {
	}

	/**
	 * Run a main class.
	 * @param jvmArguments the options of the JVM, its class path among them
	 * @return the numbers that it printed after {@link #RESULT}
	 * @throws IllegalStateException if it fails or prints none
	 */
	static double[] run(List<String> jvmArguments, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		return run(Path.of(System.getProperty("java.home")), jvmArguments, main, arguments);
	}

	/**
	 * Run a main class on another JVM.
	 * @see #run(List, Class, String...)
	 */
	static double[] run(Path home, List<String> jvmArguments, Class<?> main, String... arguments)
			throws IOException, InterruptedException {
		String output = runToEnd(home, jvmArguments, main.getName(), arguments);
		for (String line : output.lines().toList()) {
			if (line.startsWith(RESULT)) {
				String[] numbers = line.substring(RESULT.length()).split(" ");
				double[] results = new double[numbers.length];
				for (int i = 0; i < numbers.length; i++) {
					results[i] = Double.parseDouble(numbers[i]);
				}
				return results;
			}
		}
		throw new IllegalStateException(main.getSimpleName() + " printed no result:\n" + output);
	}

	static String runToEnd(List<String> jvmArguments, String main, String... arguments)
			throws IOException, InterruptedException {
		return runToEnd(Path.of(System.getProperty("java.home")), jvmArguments, main, arguments);
	}

	private static String runToEnd(Path home, List<String> jvmArguments, String main, String... arguments)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(home.resolve("bin").resolve("java").toString());
		command.addAll(jvmArguments);
		command.add(main);
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IllegalStateException(main + " failed:\n" + output);
		}
		return output;
	}

}
