package io.github.salesforcejwt.test.internal.data;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job that ingests rows, and what became of them. Guarded by its own lock.
 */
final class IngestJob {

	private final String id;

	private final IngestRequest request;

	private final Clock clock;

	private final Instant created;

	private final Map<IngestResult, List<List<String>>> results = new LinkedHashMap<>();

	private Instant modified;

	private State state = State.OPEN;

	private State outcome = State.OPEN;

	private @Nullable String content;

	private List<String> header = List.of();

	private @Nullable String errorMessage;

	IngestJob(String id, IngestRequest request, Clock clock) {
		this.id = id;
		this.request = request;
		this.clock = clock;
		this.created = clock.instant();
		this.modified = this.created;
	}

	synchronized void upload(String csv) {
		if (this.state != State.OPEN || this.content != null) {
			throw wrongState("upload data to");
		}
		this.content = csv;
	}

	/**
	 * Ends the upload and does the work. The work is done when this returns, but the job
	 * looks to those who poll it as one that takes its time.
	 */
	synchronized void complete(IngestRunner runner) {
		if (this.state != State.OPEN) {
			throw wrongState("complete");
		}
		become(State.UPLOAD_COMPLETE);
		IngestRunner.Outcome done = runner.run(this.request, (this.content != null) ? this.content : "");
		this.outcome = (done.errorMessage() == null) ? State.JOB_COMPLETE : State.FAILED;
		this.errorMessage = done.errorMessage();
		this.header = done.header();
		this.results.putAll(done.results());
		this.content = null;
	}

	synchronized void abort() {
		if (this.state.isFinal()) {
			throw wrongState("abort");
		}
		become(State.ABORTED);
	}

	/**
	 * Lets a moment pass: the job takes its next step.
	 */
	synchronized void proceed() {
		if (this.state == State.UPLOAD_COMPLETE) {
			become(State.IN_PROGRESS);
		}
		else if (this.state == State.IN_PROGRESS) {
			become(this.outcome);
		}
	}

	private void become(State next) {
		this.state = next;
		this.modified = this.clock.instant();
	}

	synchronized void checkCanBeDeleted() {
		if (!this.state.isFinal() && this.state != State.UPLOAD_COMPLETE) {
			throw wrongState("delete");
		}
	}

	/**
	 * Returns a file of results.
	 */
	synchronized String file(IngestResult result) {
		if (!this.state.isFinal()) {
			throw wrongState("get results of");
		}
		List<String> columns = new ArrayList<>(result.columns());
		columns.addAll(this.header);
		if (columns.isEmpty()) {
			return "";
		}
		StringBuilder file = new StringBuilder(line(columns));
		this.results.getOrDefault(result, List.of()).forEach((row) -> file.append(line(row)));
		return file.toString();
	}

	private String line(List<String> values) {
		return Csv.write(values, this.request.delimiter().character()) + this.request.lineEnding().characters();
	}

	private ApiException wrongState(String action) {
		return ApiException.badRequest("INVALIDJOBSTATE",
				"Cannot %s job %s in state %s".formatted(action, this.id, this.state.label()));
	}

	/**
	 * The job without its progress, as those who create or change it get it.
	 */
	synchronized Map<String, Object> summary() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", this.id);
		json.putAll(this.request.json());
		json.put("createdDate", time(this.created));
		json.put("systemModstamp", time(this.modified));
		json.put("state", this.state.label());
		if (this.state == State.OPEN) {
			json.put("contentUrl",
					"services/data/v%s/jobs/ingest/%s/batches".formatted(this.request.version(), this.id));
		}
		return json;
	}

	synchronized Map<String, Object> info() {
		Map<String, Object> json = summary();
		boolean worked = this.state.isFinal();
		int succeeded = worked ? count(IngestResult.SUCCESSFUL) : 0;
		int failed = worked ? count(IngestResult.FAILED) : 0;
		json.put("jobType", "V2Ingest");
		json.put("retries", 0);
		json.put("totalProcessingTime", 0);
		json.put("apiActiveProcessingTime", 0);
		json.put("apexProcessingTime", 0);
		json.put("numberRecordsProcessed", succeeded + failed);
		json.put("numberRecordsFailed", failed);
		if (worked && this.errorMessage != null) {
			json.put("errorMessage", this.errorMessage);
		}
		return json;
	}

	private int count(IngestResult result) {
		return this.results.getOrDefault(result, List.of()).size();
	}

	private static String time(Instant instant) {
		return String.valueOf(FieldValues.write(instant.atOffset(ZoneOffset.UTC)));
	}

	/**
	 * The states of a job.
	 */
	enum State {

		OPEN("Open"), UPLOAD_COMPLETE("UploadComplete"), IN_PROGRESS("InProgress"), JOB_COMPLETE("JobComplete"),
		FAILED("Failed"), ABORTED("Aborted");

		private final String label;

		State(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

		boolean isFinal() {
			return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
		}

	}

}
