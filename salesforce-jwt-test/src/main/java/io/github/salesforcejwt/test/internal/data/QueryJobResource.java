package io.github.salesforcejwt.test.internal.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code jobs/query}: queries by Bulk API 2.0, whose results are files.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/platform/api-asynch/guide/query-get-job-results.html">Get
 * Results for a Query Job</a>
 */
final class QueryJobResource implements Resource {

	private static final int DEFAULT_PAGE = 50_000;

	private static final Set<String> OPERATIONS = Set.of("query", "queryAll");

	private final OrgSchema schema;

	private final Database database;

	private final CurrentUser user;

	private final OrgTime time;

	private final Jobs<QueryJob> jobs;

	QueryJobResource(OrgSchema schema, Database database, CurrentUser user, OrgTime time) {
		this.schema = schema;
		this.database = database;
		this.user = user;
		this.time = time;
		this.jobs = new Jobs<>("jobs/query", "V2Query", (number) -> SalesforceIds.create("750", 1_000_000 + number));
	}

	@Override
	public ApiResponse handle(Call call) {
		return switch (call.size()) {
			case 0 -> all(call);
			case 1 -> this.jobs.handle(call, this.jobs.find(call.segment(0)), null);
			case 2 -> results(call, this.jobs.find(call.segment(0)));
			default -> throw ApiException.notFound();
		};
	}

	private ApiResponse all(Call call) {
		return switch (call.method()) {
			case "GET" -> this.jobs.list(call);
			case "POST" -> Json.response(200, create(call).summary());
			default -> throw call.notAllowed("GET", "POST");
		};
	}

	private QueryJob create(Call call) {
		ObjectNode json = call.json();
		String operation = json.path("operation").asText();
		if (!OPERATIONS.contains(operation)) {
			throw CsvFormat.invalid("operation", operation);
		}
		Query query = QueryTranslator.translate(json.path("query").asText(), this.schema.current(), this.time.today(),
				operation.equals("queryAll"));
		if (!(query instanceof RecordQuery records) || !records.children().isEmpty()) {
			throw ApiException.badRequest("API_ERROR", "Aggregate Relationships not supported in Bulk V2 Query");
		}
		QueryJob.Found found = new QueryJob.Found(operation, records, records.ids(this.database));
		CsvFormat format = CsvFormat.read(json);
		return this.jobs.create((id) -> new QueryJob(id, this.user.id(), this.time, call.version(), found, format));
	}

	private ApiResponse results(Call call, QueryJob job) {
		if (!call.segment(1).equals("results")) {
			throw ApiException.notFound();
		}
		call.allow("GET");
		if (!call.version().equals(job.version())) {
			throw new ApiException(409, ApiError.of("INVALIDVERSION",
					"Job %s was created by version %s of the API".formatted(job.id(), job.version())));
		}
		List<String> ids = job.results();
		int start = start(call.parameter("locator"), ids.size());
		int end = Math.min(ids.size(), start + pageSize(call.parameter("maxRecords")));
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Type", "text/csv");
		headers.put("Sforce-Locator", (end < ids.size()) ? locator(end) : "null");
		headers.put("Sforce-NumberOfRecords", String.valueOf(end - start));
		return new ApiResponse(200, headers, file(job, ids.subList(start, end)).getBytes(StandardCharsets.UTF_8));
	}

	private String file(QueryJob job, List<String> ids) {
		RecordShape shape = job.query().shape();
		StringBuilder file = new StringBuilder(job.format().line(shape.names()));
		job.query()
			.read(this.database, ids, (row) -> job.format().line(texts(shape.values(row))))
			.values()
			.forEach(file::append);
		return file.toString();
	}

	private static List<String> texts(List<@Nullable Object> values) {
		List<String> texts = new ArrayList<>(values.size());
		for (Object value : values) {
			// files have times as ISO 8601 writes them, JSON has an offset without a
			// colon
			texts.add((value == null) ? ""
					: value.toString().replaceFirst("(?<=T\\d\\d:\\d\\d:\\d\\d\\.\\d{3})\\+0000$", "Z"));
		}
		return texts;
	}

	private static String locator(int start) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(("r" + start).getBytes(StandardCharsets.US_ASCII));
	}

	private static int start(@Nullable String locator, int size) {
		if (locator == null) {
			return 0;
		}
		try {
			String decoded = new String(Base64.getUrlDecoder().decode(locator), StandardCharsets.US_ASCII);
			int start = decoded.matches("r\\d{1,9}") ? Integer.parseInt(decoded.substring(1)) : size;
			if (start < size) {
				return start;
			}
		}
		catch (IllegalArgumentException ex) {
			// it is not a locator of this stand-in
		}
		throw ApiException.badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
	}

	private static int pageSize(@Nullable String maxRecords) {
		if (maxRecords == null) {
			return DEFAULT_PAGE;
		}
		if (!maxRecords.matches("[1-9]\\d{0,8}")) {
			throw ApiException.badRequest("INVALIDJOB",
					"InvalidJob : '%s' is no valid maxRecords".formatted(maxRecords));
		}
		return Integer.parseInt(maxRecords);
	}

}
