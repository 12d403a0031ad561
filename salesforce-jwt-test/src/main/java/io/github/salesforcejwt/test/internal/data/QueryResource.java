package io.github.salesforcejwt.test.internal.data;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code query} and {@code queryAll}: SOQL, page by page.
 */
final class QueryResource implements Resource {

	private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,9})");

	private static final int SMALLEST_BATCH = 200;

	private static final int LARGEST_BATCH = 2000;

	private final String name;

	private final Schema schema;

	private final StoredRecords records;

	private final RecordJson json;

	private final Clock clock;

	private final QueryCursors cursors = new QueryCursors();

	/**
	 * Creates the resource.
	 * @param name the segment of the path, {@code queryAll} to find deleted records too
	 */
	QueryResource(String name, Schema schema, StoredRecords records, RecordJson json, Clock clock) {
		this.name = name;
		this.schema = schema;
		this.records = records;
		this.json = json;
		this.clock = clock;
	}

	@Override
	public ApiResponse handle(Call call) {
		call.allow("GET", "HEAD");
		return switch (call.size()) {
			case 0 -> first(call);
			case 1 -> page(call, this.cursors.find(call.segment(0)));
			default -> throw ApiException.notFound();
		};
	}

	private ApiResponse first(Call call) {
		String soql = call.parameter("q");
		if (soql == null || soql.isBlank()) {
			throw ApiException.badRequest("MALFORMED_QUERY", "A query string has to be specified");
		}
		SoqlQuery query = SoqlParser.parse(soql, this.schema,
				LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC));
		List<String> ids = this.records.ids(query.type(), query.where(this.name.equals("queryAll")),
				query.parameters());
		if (query.fields() == null) {
			return Json.response(200, result(ids.size()));
		}
		return page(call,
				new QueryCursors.Page(new QueryCursors.Cursor(query.type(), query.fields(), ids, batchSize(call)), 0));
	}

	private static int batchSize(Call call) {
		Matcher matcher = BATCH_SIZE.matcher(call.request().headers().getOrDefault("sforce-query-options", ""));
		int wanted = matcher.find() ? Integer.parseInt(matcher.group(1)) : LARGEST_BATCH;
		return Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, wanted));
	}

	private ApiResponse page(Call call, QueryCursors.Page page) {
		QueryCursors.Cursor cursor = page.cursor();
		int total = cursor.ids().size();
		int end = Math.min(total, page.start() + cursor.batchSize());
		Map<String, Object> result = result(total);
		if (end < total) {
			result.put("done", false);
			result.put("nextRecordsUrl",
					"%s/%s/%s".formatted(call.base(), this.name, this.cursors.locator(cursor, end)));
		}
		result.put("records",
				this.json.read(cursor.type(), cursor.fields(), cursor.ids().subList(page.start(), end), call.base()));
		return Json.response(200, result);
	}

	private static Map<String, Object> result(int total) {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("totalSize", total);
		result.put("done", true);
		result.put("records", List.of());
		return result;
	}

}
