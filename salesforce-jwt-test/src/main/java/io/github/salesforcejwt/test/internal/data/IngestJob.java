package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job that ingests rows, and its results.
 */
final class IngestJob extends Job {

	private final IngestRequest request;

	private final Map<IngestResult, List<List<String>>> results = new LinkedHashMap<>();

	private @Nullable String content;

	private List<String> header = List.of();

	private @Nullable String errorMessage;

	IngestJob(String id, String createdBy, IngestRequest request, OrgTime time) {
		super(id, createdBy, time, State.OPEN);
		this.request = request;
	}

	synchronized void upload(String csv) {
		if (state() != State.OPEN || this.content != null) {
			throw wrongState("upload data to");
		}
		this.content = csv;
	}

	/**
	 * Ends the upload and does the work.
	 */
	synchronized void complete(IngestRunner runner) {
		if (state() != State.OPEN) {
			throw wrongState("complete");
		}
		IngestRunner.Outcome done = runner.run(this.request, (this.content != null) ? this.content : "");
		this.errorMessage = done.errorMessage();
		this.header = done.header();
		this.results.putAll(done.results());
		this.content = null;
		start((done.errorMessage() == null) ? State.JOB_COMPLETE : State.FAILED);
	}

	/**
	 * Returns a file of results.
	 */
	synchronized String file(IngestResult result) {
		if (!state().isFinal()) {
			throw wrongState("get results of");
		}
		List<String> columns = new ArrayList<>(result.columns());
		columns.addAll(this.header);
		if (columns.isEmpty()) {
			return "";
		}
		StringBuilder file = new StringBuilder(this.request.format().line(columns));
		this.results.getOrDefault(result, List.of()).forEach((row) -> file.append(this.request.format().line(row)));
		return file.toString();
	}

	@Override
	Map<String, Object> request() {
		Map<String, Object> json = this.request.json();
		if (state() == State.OPEN) {
			json.put("contentUrl", "services/data/v%s/jobs/ingest/%s/batches".formatted(this.request.version(), id()));
		}
		return json;
	}

	@Override
	Map<String, Object> progress(boolean ended) {
		int succeeded = ended ? count(IngestResult.SUCCESSFUL) : 0;
		int failed = ended ? count(IngestResult.FAILED) : 0;
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("apiActiveProcessingTime", 0);
		json.put("apexProcessingTime", 0);
		json.put("numberRecordsProcessed", succeeded + failed);
		json.put("numberRecordsFailed", failed);
		if (ended && this.errorMessage != null) {
			json.put("errorMessage", this.errorMessage);
		}
		return json;
	}

	private int count(IngestResult result) {
		return this.results.getOrDefault(result, List.of()).size();
	}

}
