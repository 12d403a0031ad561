package io.github.salesforcejwt;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link SalesforceSessionStress}: each test in one JVM of its own, and in more of
 * them with {@code -Djcstress.mode=default}.
 */
@Tag("long")
class SalesforceSessionStressTests {

	@Test
	void onlyAcceptableResultsAreSeen(@TempDir Path reports) throws Exception {
		String mode = System.getProperty("jcstress.mode", "");
		Options options = mode.isEmpty()
				? options("-m", "quick", "-sc", "false", "-jvmArgs", "-Xmx256m", "-r", reports + "/")
				: options("-m", mode, "-r", reports + "/");
		try {
			new JCStress(options).run();
			assertThat(reports.resolve("index.html")).content()
				.contains("FirstCalls", "OneInvalidation", "TwoInvalidations", "InvalidationDuringARenewal");
		}
		finally {
			Files.deleteIfExists(Path.of(options.getResultFile()));
		}
	}

	private static Options options(String... arguments) throws Exception {
		Options options = new Options(arguments);
		assertThat(options.parse()).isTrue();
		return options;
	}

}
