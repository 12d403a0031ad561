package io.github.salesforcejwt.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.salesforcejwt.sample.RowResult.Outcome;
import io.github.salesforcejwt.sample.SalesforceApi.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * Sends rows by Bulk API 2.0, with as much memory for a million rows as for a thousand:
 * they are written page by page to a file, and the results are read line by line. The
 * rows are claimed in the name of the job, so if this instance is killed, the next one
 * knows which job has their results.
 */
@Component
class BulkSync {

	private static final Logger logger = LoggerFactory.getLogger(BulkSync.class);

	private static final int PAGE = 1000;

	private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

	private final SyncRepository repository;

	private final SalesforceApi salesforce;

	private final RestClient restClient;

	private final int jobRows;

	private final CsvMapper csv = new CsvMapper();

	BulkSync(SyncRepository repository, SalesforceApi salesforce, RestClient restClient, ErpProperties properties) {
		this.repository = repository;
		this.salesforce = salesforce;
		this.restClient = restClient;
		this.jobRows = properties.bulkJobRows();
	}

	Tally upsert(SyncedTable table, Progress progress) {
		Tally tally = Tally.EMPTY;
		String afterId = "";
		while (true) {
			Job job = this.salesforce.createJob(
					Map.of("object", table.object(), "operation", "upsert", "externalIdFieldName", Row.ID_FIELD));
			Upload upload = upload(table, job, afterId);
			if (upload.rows() == 0) {
				this.salesforce.changeJob(job.id(), Map.of("state", "Aborted"));
				return tally;
			}
			this.salesforce.changeJob(job.id(), Map.of("state", "UploadComplete"));
			tally = tally.plus(finish(table, job.id(), progress));
			if (upload.rows() < this.jobRows) {
				return tally;
			}
			afterId = upload.lastId();
		}
	}

	/**
	 * Finish the jobs that another instance has left behind.
	 */
	Tally finishAbandoned(SyncedTable table, Progress progress) {
		Tally tally = Tally.EMPTY;
		for (String job : this.repository.abandonedJobs(table)) {
			if (this.repository.takeOver(table, job)) {
				logger.info("Taking over bulk job {}", job);
				try {
					tally = tally.plus(finish(table, job, progress));
				}
				catch (HttpClientErrorException.NotFound ex) {
					// Salesforce has deleted it, after seven days at the earliest
					this.repository.release(table, job);
				}
			}
		}
		return tally;
	}

	private Upload upload(SyncedTable table, Job job, String afterId) {
		try {
			Path file = Files.createTempFile("erp-sync-", ".csv");
			try {
				Upload upload = write(table, job, afterId, file);
				if (upload.rows() > 0) {
					this.repository.renew(table, job.id());
					this.salesforce.upload(job.id(), new FileSystemResource(file));
				}
				return upload;
			}
			finally {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Upload write(SyncedTable table, Job job, String afterId, Path file) throws IOException {
		Upload upload = new Upload(0, afterId);
		SequenceWriter writer = null;
		try {
			List<Row> rows = claim(table, job, upload);
			while (!rows.isEmpty()) {
				if (writer == null) {
					writer = this.csv.writer(schema(rows.get(0))).writeValues(file.toFile());
				}
				for (Row row : rows) {
					writer.write(row.fields());
				}
				upload = new Upload(upload.rows() + rows.size(), rows.get(rows.size() - 1).id());
				rows = claim(table, job, upload);
			}
		}
		finally {
			if (writer != null) {
				writer.close();
			}
		}
		return upload;
	}

	private List<Row> claim(SyncedTable table, Job job, Upload upload) {
		int limit = Math.min(PAGE, this.jobRows - upload.rows());
		return (limit > 0) ? this.repository.claim(table, false, upload.lastId(), limit, job.id()) : List.of();
	}

	// #N/A empties a field, an empty value would leave it unchanged
	private static CsvSchema schema(Row row) {
		CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setNullValue("#N/A").setLineSeparator('\n');
		row.fields().keySet().forEach(schema::addColumn);
		return schema.build();
	}

	private Tally finish(SyncedTable table, String id, Progress progress) {
		Job job = waitFor(table, id, progress);
		if (job.isOver()) {
			Tally tally = store(table, id, "successfulResults", BulkSync::success)
				.plus(store(table, id, "failedResults", BulkSync::refusal));
			this.repository.release(table, id);
			if (job.state().equals("JobComplete")) {
				return tally;
			}
			throw new IllegalStateException("Bulk job %s is %s: %s".formatted(id, job.state(), job.errorMessage()));
		}
		// its upload was never completed
		this.salesforce.changeJob(id, Map.of("state", "Aborted"));
		this.repository.release(table, id);
		return Tally.EMPTY;
	}

	private Job waitFor(SyncedTable table, String id, Progress progress) {
		Job job = this.salesforce.job(id);
		int processed = 0;
		Duration pause = Duration.ofMillis(100);
		while (!job.isOver() && !job.state().equals("Open")) {
			sleep(pause);
			pause = (pause.compareTo(MAX_PAUSE) < 0) ? pause.multipliedBy(2) : MAX_PAUSE;
			this.repository.renew(table, id);
			job = this.salesforce.job(id);
			progress.step(job.processed() - processed);
			processed = job.processed();
		}
		return job;
	}

	private static void sleep(Duration pause) {
		try {
			Thread.sleep(pause.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a bulk job runs", ex);
		}
	}

	private Tally store(SyncedTable table, String id, String file, Function<Map<String, String>, RowResult> result) {
		return this.restClient.get()
			.uri("/services/data/v68.0/jobs/ingest/{id}/{file}", id, file)
			.exchangeForRequiredValue((request, response) -> {
				if (response.getStatusCode().isError()) {
					throw response.createException();
				}
				Tally tally = Tally.EMPTY;
				try (MappingIterator<Map<String, String>> lines = this.csv.readerForMapOf(String.class)
					.with(CsvSchema.emptySchema().withHeader())
					.readValues(response.getBody())) {
					List<RowResult> page = new ArrayList<>();
					while (lines.hasNext()) {
						page.add(result.apply(lines.next()));
						if (page.size() == PAGE || !lines.hasNext()) {
							this.repository.store(table, id, page);
							tally = tally.plus(Tally.of(page));
							page.clear();
						}
					}
				}
				return tally;
			});
	}

	private static RowResult success(Map<String, String> line) {
		Outcome outcome = Boolean.parseBoolean(line.get("sf__Created")) ? Outcome.CREATED : Outcome.UPDATED;
		return RowResult.success(column(line, Row.ID_FIELD), outcome, line.get("sf__Id"));
	}

	private static RowResult refusal(Map<String, String> line) {
		return RowResult.refused(column(line, Row.ID_FIELD), column(line, "sf__Error"));
	}

	/**
	 * How far an upload has come.
	 */
	private record Upload(int rows, String lastId) {

	}

	private static String column(Map<String, String> line, String name) {
		String value = line.get(name);
		Assert.state(value != null, () -> "A result of a Bulk API job has no column '" + name + "'");
		return value;
	}

}
