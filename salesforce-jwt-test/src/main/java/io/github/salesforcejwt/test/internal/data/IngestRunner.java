package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Does the work of ingest jobs.
 */
final class IngestRunner {

	private static final int CHUNK = 200;

	private static final String NULL = "#N/A";

	private final RowWriter writer;

	IngestRunner(RowWriter writer) {
		this.writer = writer;
	}

	/**
	 * Writes the rows; one that fails does not affect the others.
	 */
	Outcome run(IngestRequest request, String content) {
		if (!request.format().lineEnding().isOf(content)) {
			return Outcome
				.failed("ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is "
						+ request.format().lineEnding(), List.of(), List.of());
		}
		List<List<String>> lines;
		try {
			lines = Csv.read(content, request.format().delimiter().character());
		}
		catch (IllegalArgumentException ex) {
			return Outcome.failed("InvalidBatch : Failed to parse CSV: " + ex.getMessage(), List.of(), List.of());
		}
		List<String> header = lines.isEmpty() ? List.of() : lines.get(0);
		List<List<String>> rows = lines.isEmpty() ? lines : lines.subList(1, lines.size());
		String problem = problem(request, header, rows);
		return (problem != null) ? Outcome.failed(problem, header, rows) : write(request, header, rows);
	}

	private static @Nullable String problem(IngestRequest request, List<String> header, List<List<String>> rows) {
		if (header.isEmpty()) {
			return "InvalidBatch : The CSV has no header";
		}
		RowOperation.Kind kind = request.operation().kind();
		boolean delete = kind == RowOperation.Kind.DELETE || kind == RowOperation.Kind.HARD_DELETE;
		if (delete && (header.size() > 1 || !header.get(0).equalsIgnoreCase("Id"))) {
			return "InvalidBatch : The '%s' batch must contain only ids".formatted(kind.label());
		}
		for (String column : header) {
			if (!isKnown(column, request.type())) {
				return "InvalidBatch : Field name not found : " + column;
			}
		}
		for (List<String> row : rows) {
			if (row.size() != header.size()) {
				return "InvalidBatch : A row has %d values for %d columns".formatted(row.size(), header.size());
			}
		}
		return null;
	}

	// a column such as Account.ERP_Id__c names the parent by an external id
	private static boolean isKnown(String column, SObjectType type) {
		int dot = column.indexOf('.');
		return (dot < 0) ? type.field(column) != null : type.lookup(column.substring(0, dot)).isPresent();
	}

	private Outcome write(IngestRequest request, List<String> header, List<List<String>> rows) {
		Outcome outcome = Outcome.empty(header);
		for (int start = 0; start < rows.size(); start += CHUNK) {
			List<List<String>> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
			List<RowWriter.Row> records = chunk.stream()
				.map((row) -> new RowWriter.Row(request.type(), json(header, row)))
				.toList();
			List<RowResult> results = this.writer.write(request.operation(), records, false);
			for (int i = 0; i < results.size(); i++) {
				outcome.add(results.get(i), request.operation().kind(), chunk.get(i));
			}
		}
		return outcome;
	}

	// an empty value leaves the field unchanged
	private static ObjectNode json(List<String> header, List<String> row) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		for (int i = 0; i < row.size(); i++) {
			String value = row.get(i);
			String[] path = header.get(i).split("\\.", 2);
			if (value.equals(NULL)) {
				json.putNull(path[0]);
			}
			else if (!value.isEmpty()) {
				((path.length > 1) ? json.putObject(path[0]) : json).put(path[path.length - 1], value);
			}
		}
		return json;
	}

	/**
	 * The results of the rows.
	 *
	 * @param errorMessage why nothing was done, {@code null} if it was
	 * @param header the columns of the upload
	 * @param results the rows by the file that has them
	 */
	record Outcome(@Nullable String errorMessage, List<String> header, Map<IngestResult, List<List<String>>> results) {

		static Outcome empty(List<String> header) {
			Map<IngestResult, List<List<String>>> results = new EnumMap<>(IngestResult.class);
			results.put(IngestResult.SUCCESSFUL, new ArrayList<>());
			results.put(IngestResult.FAILED, new ArrayList<>());
			return new Outcome(null, header, results);
		}

		static Outcome failed(String errorMessage, List<String> header, List<List<String>> rows) {
			return new Outcome(errorMessage, header, Map.of(IngestResult.UNPROCESSED, rows));
		}

		void add(RowResult result, RowOperation.Kind kind, List<String> row) {
			List<String> line = new ArrayList<>();
			line.add((result.id() != null) ? result.id() : "");
			ApiError error = result.error();
			if (error != null) {
				String fields = String.join(",", error.fields());
				line.add("%s:%s:%s--".formatted(error.code(), error.message(), fields.isEmpty() ? "" : fields + " "));
			}
			else {
				boolean created = (result.created() != null) ? result.created() : kind == RowOperation.Kind.INSERT;
				line.add(String.valueOf(created));
			}
			line.addAll(row);
			List<List<String>> lines = this.results
				.get((error != null) ? IngestResult.FAILED : IngestResult.SUCCESSFUL);
			if (lines != null) {
				lines.add(line);
			}
		}

	}

}
