package io.github.salesforcejwt.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.test.SalesforceServer;

import org.springframework.util.FileSystemUtils;

/**
 * The sample application: collections with more and more requests at the same time,
 * beside Bulk API 2.0.
 */
final class SyncMeasurement implements Measurement {

	private static final String HEAP = "-Xmx96m";

	private static final Duration DELAY = Duration.ofMillis(100);

	private static final String MAIN = "io.github.salesforcejwt.sample.ErpSyncApplication";

	@Override
	public String name() {
		return "sync";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int customers = quick ? 2_000 : 100_000;
		Path directory = Files.createTempDirectory("benchmarks");
		Report.Table table = new Report.Table("", "requests at once", "seconds", "rows a second", "heap, MB",
				"API calls");
		// fills the ERP, and is not counted
		sync(directory, customers, 1, 1);
		row(table, "Bulk API 2.0", customers, 1, sync(directory, customers, 1, 1));
		for (int parallel : new int[] { 1, 2, 4, 8 }) {
			row(table, "collections of 200", customers, parallel, sync(directory, customers, customers + 1, parallel));
		}
		FileSystemUtils.deleteRecursively(directory);
		report.heading(2, "ERP sync")
			.paragraph(
					"""
							The [sample application](../sample-app/README.md) sends %,d new customers of an H2 database on disk to \
							the stand-in in another JVM, which answers each call %d ms later than it could: without a network between \
							the two, several requests at once would gain nothing. Its own JVM has `%s`, and is started again \
							for each row. From the first look into the database to the last result stored there, once each; heap is the most that a collection left.""",
					customers, DELAY.toMillis(), HEAP)
			.table(table);
	}

	private static void row(Report.Table table, String name, int customers, int parallel, double[] result) {
		table.row(name, parallel, result[0], Math.round(customers / result[0]), Math.round(result[1]),
				Math.round(result[2]));
	}

	private static double[] sync(Path directory, int customers, int bulkFrom, int parallel) throws Exception {
		try (SalesforceServer salesforce = SalesforceServer.start()) {
			salesforce.org().delayCalls(DELAY).apiUsage(0, 1_000_000);
			List<String> lines = new ArrayList<>();
			salesforce.properties().forEach((key, value) -> lines.add(key + "=" + value.replace("\n", "\\n")));
			lines.add("spring.datasource.url=jdbc:h2:" + directory.resolve("erp") + ";MODE=PostgreSQL;CACHE_SIZE=8192");
			lines.add("erp.demo-customers=" + customers);
			lines.add("erp.bulk-from=" + bulkFrom);
			lines.add("erp.parallel-requests=" + parallel);
			Path configuration = Files.write(directory.resolve("benchmark.properties"), lines);
			double[] result = ChildProcess.run(List.of(HEAP, "-cp", classPath()), Sync.class, MAIN,
					"--spring.config.additional-location=" + configuration.toUri());
			int arrived = salesforce.org().records("Account").size();
			if (arrived != customers) {
				throw new IllegalStateException("Of %d customers %d have arrived".formatted(customers, arrived));
			}
			return new double[] { result[0], result[1], salesforce.org().apiCalls() };
		}
	}

	private static String classPath() throws IOException {
		return String.join(File.pathSeparator, "benchmarks/target/classes", "sample-app/target/classes",
				Files.readString(Path.of("sample-app/target/class-path")).strip());
	}

}
