package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * {@code query} and {@code queryAll}: SOQL, page by page.
 */
final class QueryResource implements Resource {

	private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,9})");

	private static final int MIN_BATCH = 200;

	private static final int MAX_BATCH = 2000;

	private final String name;

	private final OrgSchema schema;

	private final Database database;

	private final QueryPages pages;

	private final OrgTime time;

	/**
	 * Creates the resource.
	 * @param name the segment of the path, {@code queryAll} to find deleted records too
	 */
	QueryResource(String name, OrgSchema schema, Database database, QueryPages pages, OrgTime time) {
		this.name = name;
		this.schema = schema;
		this.database = database;
		this.pages = pages;
		this.time = time;
	}

	@Override
	public ApiResponse handle(Call call) {
		call.allow("GET", "HEAD");
		return switch (call.size()) {
			case 0 -> first(call);
			case 1 -> Json.response(200, this.pages.json(this.pages.find(call.segment(0)), call.base(), this.name));
			default -> throw ApiException.notFound();
		};
	}

	private ApiResponse first(Call call) {
		String soql = call.parameter("q");
		if (soql == null || soql.isBlank()) {
			throw ApiException.badRequest("MALFORMED_QUERY", "A query string has to be specified");
		}
		Query query = QueryTranslator.translate(soql, this.schema.current(), this.time.today(),
				this.name.equals("queryAll"));
		if (Boolean.parseBoolean(call.parameter("columns"))) {
			return Json.response(200, columns(query));
		}
		if (query instanceof CountQuery count) {
			return Json.response(200, QueryPages.result(count.run(this.database), List.of()));
		}
		if (query instanceof GroupQuery groups) {
			List<Map<String, @Nullable Object>> rows = groups.run(this.database);
			return Json.response(200, QueryPages.result(rows.size(), rows));
		}
		RecordQuery records = (RecordQuery) query;
		QueryCursors.Cursor cursor = new QueryCursors.Cursor(records, records.ids(this.database), batchSize(call));
		return Json.response(200, this.pages.json(new QueryCursors.Page(cursor, 0), call.base(), this.name));
	}

	private static int batchSize(Call call) {
		Matcher matcher = BATCH_SIZE.matcher(call.request().headers().getOrDefault("sforce-query-options", ""));
		int wanted = matcher.find() ? Integer.parseInt(matcher.group(1)) : MAX_BATCH;
		return Math.max(MIN_BATCH, Math.min(MAX_BATCH, wanted));
	}

	private static Map<String, Object> columns(Query query) {
		boolean idSelected = query instanceof RecordQuery records && records.shape().hasField(SObjectType.ID);
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("columnMetadata", query.columns());
		json.put("entityName", query.type().name());
		json.put("groupBy", query instanceof GroupQuery);
		json.put("idSelected", idSelected);
		json.put("keyPrefix", query.type().keyPrefix());
		return json;
	}

}
