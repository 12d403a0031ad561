package io.github.salesforcejwt.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.salesforcejwt.test.SalesforceServer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * The stand-in: its start, and its Data API with many records.
 */
final class StandInMeasurement implements Measurement {

	private static final String DATA = "/services/data/v62.0";

	private static final String JOBS = DATA + "/jobs/ingest";

	@Override
	public String name() {
		return "stand-in";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int rows = quick ? 2_000 : 100_000;
		int rounds = quick ? 1 : 3;
		int queries = quick ? 100 : 2_000;
		List<double[]> starts = starts(quick ? 1 : 11);
		List<double[]> upserts = new ArrayList<>();
		Map<String, Histogram> one = Map.of();
		Map<String, Histogram> all = Map.of();
		for (int round = 0; round < rounds; round++) {
			try (SalesforceServer server = SalesforceServer.start();
					StarterApplication application = StarterApplication.of(server.org()).start()) {
				RestClient client = application.restClient();
				upsert(client, 1, "A");
				one = query(client, queries, 1);
				double created = upsert(client, rows, "A");
				double updated = upsert(client, rows, "B");
				upserts.add(new double[] { created, updated });
				all = query(client, queries, rows);
			}
		}
		report.heading(2, "Stand-in")
			.paragraph(
					"""
							`SalesforceServer.start()` to the first answer of `/services/data`, median of %d JVMs of their own. A \
							job of Bulk API 2.0 with %,d rows of three columns, from its creation to its completion, median of %d \
							new orgs. %,d queries each by `RestClient`, over loopback and one after the other, each for one \
							record: `ERP_Id__c` is an external id, and indexed; `Name` is not.""",
					starts.size(), rows, rounds, queries);
		report.table(new Report.Table("Start", "ms").row("first in a JVM", Math.round(median(starts, 0)))
			.row("second in the same JVM", Math.round(median(starts, 1))));
		report.table(new Report.Table("Bulk upsert of %,d rows".formatted(rows), "seconds", "rows a second")
			.row("that creates all", median(upserts, 0), Math.round(rows / median(upserts, 0)))
			.row("that updates all", median(upserts, 1), Math.round(rows / median(upserts, 1))));
		Report.Table table = new Report.Table("Query, ms", "50 %", "99 %");
		row(table, "by `ERP_Id__c`, of 1 record", one.get("ERP_Id__c"));
		row(table, "by `ERP_Id__c`, of %,d records".formatted(rows), all.get("ERP_Id__c"));
		row(table, "by `Name`, of %,d records".formatted(rows), all.get("Name"));
		report.table(table);
	}

	private static List<double[]> starts(int count) throws Exception {
		List<double[]> results = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			results.add(ChildProcess.run(List.of("-cp", System.getProperty("java.class.path")), StandInStart.class));
		}
		return results;
	}

	private static double median(List<double[]> results, int index) {
		double[] values = results.stream().mapToDouble((result) -> result[index]).sorted().toArray();
		return values[values.length / 2];
	}

	private static void row(Report.Table table, String name, @Nullable Histogram latency) {
		Objects.requireNonNull(latency);
		table.row(name, latency.getValueAtPercentile(50) / 1e6, latency.getValueAtPercentile(99) / 1e6);
	}

	private static byte[] csv(int rows, String prefix) {
		StringBuilder csv = new StringBuilder("ERP_Id__c,Name,NumberOfEmployees\n");
		for (int i = 0; i < rows; i++) {
			csv.append("E").append(i).append(',').append(prefix).append(i).append(',').append(i % 100).append('\n');
		}
		return csv.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Upsert rows.
	 * @return the seconds that it took
	 */
	private static double upsert(RestClient client, int rows, String prefix) throws InterruptedException {
		byte[] csv = csv(rows, prefix);
		long start = System.nanoTime();
		String id = send(client, HttpMethod.POST, JOBS,
				Map.of("object", "Account", "operation", "upsert", "externalIdFieldName", "ERP_Id__c"))
			.id();
		client.put()
			.uri(JOBS + "/{id}/batches", id)
			.contentType(MediaType.valueOf("text/csv"))
			.body(csv)
			.retrieve()
			.toBodilessEntity();
		Job job = send(client, HttpMethod.PATCH, JOBS + "/" + id, Map.of("state", "UploadComplete"));
		while (!job.isOver()) {
			Thread.sleep(1);
			job = Objects.requireNonNull(client.get().uri(JOBS + "/{id}", id).retrieve().body(Job.class));
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		if (!job.hasWritten(rows)) {
			throw new IllegalStateException("Of " + rows + " rows not all were written: " + job);
		}
		return seconds;
	}

	private static Job send(RestClient client, HttpMethod method, String uri, Map<String, String> body) {
		return Objects.requireNonNull(client.method(method)
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.body(Job.class));
	}

	/**
	 * Query one record after the other, by each field in turn.
	 * @return the latencies by field
	 */
	private static Map<String, Histogram> query(RestClient client, int queries, int records) {
		Map<String, Histogram> latencies = Map.of("ERP_Id__c", new Histogram(3), "Name", new Histogram(3));
		String prefix = (records > 1) ? "B" : "A";
		for (int i = -queries / 10; i < queries; i++) {
			int number = Math.floorMod(i * 7919, records);
			for (Map.Entry<String, Histogram> latency : latencies.entrySet()) {
				String value = (latency.getKey().equals("Name") ? prefix : "E") + number;
				long start = System.nanoTime();
				Page page = client.get()
					.uri(DATA + "/query?q={soql}",
							"SELECT Id, Name FROM Account WHERE " + latency.getKey() + " = '" + value + "'")
					.retrieve()
					.body(Page.class);
				long nanos = System.nanoTime() - start;
				if (page == null || page.totalSize() != 1) {
					throw new IllegalStateException("Not one record is " + value + ": " + page);
				}
				if (i >= 0) {
					latency.getValue().recordValue(nanos);
				}
			}
		}
		return latencies;
	}

	/**
	 * An ingest job, as far as it is read.
	 */
	record Job(String id, String state, @Nullable Integer numberRecordsProcessed,
			@Nullable Integer numberRecordsFailed) {

		boolean hasWritten(int rows) {
			return Objects.equals(this.numberRecordsProcessed, rows) && Objects.equals(this.numberRecordsFailed, 0);
		}

		boolean isOver() {
			return this.state.equals("JobComplete") || this.state.equals("Failed");
		}

	}

	/**
	 * A page of a query, as far as it is read.
	 */
	record Page(int totalSize) {

	}

}
