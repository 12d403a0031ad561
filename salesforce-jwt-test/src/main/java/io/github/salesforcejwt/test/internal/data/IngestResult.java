package io.github.salesforcejwt.test.internal.data;

import java.util.List;

/**
 * The files of results, with the columns that come before those of the upload.
 */
enum IngestResult {

	SUCCESSFUL("successfulResults", "sf__Id", "sf__Created"), FAILED("failedResults", "sf__Id", "sf__Error"),
	UNPROCESSED("unprocessedrecords");

	private final String path;

	private final List<String> columns;

	IngestResult(String path, String... columns) {
		this.path = path;
		this.columns = List.of(columns);
	}

	List<String> columns() {
		return this.columns;
	}

	String path() {
		return this.path;
	}

}
