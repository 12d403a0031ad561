package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job that queries, and the ids of what it found.
 */
final class QueryJob extends Job {

	private final String version;

	private final String operation;

	private final CsvFormat format;

	private final RecordQuery query;

	private final List<String> ids;

	QueryJob(String id, String createdBy, OrgTime time, String version, Found found, CsvFormat format) {
		super(id, createdBy, time, State.UPLOAD_COMPLETE);
		this.version = version;
		this.operation = found.operation();
		this.query = found.query();
		this.ids = found.ids();
		this.format = format;
	}

	String version() {
		return this.version;
	}

	CsvFormat format() {
		return this.format;
	}

	RecordQuery query() {
		return this.query;
	}

	/**
	 * Returns the ids of the records.
	 */
	List<String> results() {
		if (state() != State.JOB_COMPLETE) {
			throw wrongState("get results of");
		}
		return this.ids;
	}

	@Override
	Map<String, Object> request() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("operation", this.operation);
		json.put("object", this.query.type().name());
		json.put("concurrencyMode", "Parallel");
		json.put("apiVersion", Double.valueOf(this.version));
		json.putAll(this.format.json());
		return json;
	}

	@Override
	Map<String, Object> progress(boolean ended) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("numberRecordsProcessed", ended ? this.ids.size() : 0);
		json.put("isPkChunkingSupported", true);
		return json;
	}

	/**
	 * What a query found.
	 *
	 * @param operation how it was asked
	 * @param query the query
	 * @param ids the ids of the records, in order
	 */
	record Found(String operation, RecordQuery query, List<String> ids) {
	}

}
