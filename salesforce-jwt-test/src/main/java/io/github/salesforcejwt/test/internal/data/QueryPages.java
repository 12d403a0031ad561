package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Answers the results of queries page by page, with the first page of each record's
 * children.
 */
final class QueryPages {

	private final Database database;

	private final QueryCursors cursors = new QueryCursors();

	QueryPages(Database database) {
		this.database = database;
	}

	QueryCursors.Page find(String locator) {
		return this.cursors.find(locator);
	}

	/**
	 * Returns a page.
	 * @param page the page
	 * @param base the path of the version
	 * @param resource the name of the resource that has the next page
	 */
	Map<String, @Nullable Object> json(QueryCursors.Page page, String base, String resource) {
		QueryCursors.Cursor cursor = page.cursor();
		Paths paths = new Paths(base, resource, cursor.batchSize());
		List<String> ids = cursor.ids().subList(page.start(), end(cursor, page.start()));
		return result(cursor, page.start(), List.copyOf(records(cursor.query(), ids, paths).values()), paths);
	}

	static Map<String, @Nullable Object> result(int total, List<?> records) {
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		result.put("totalSize", total);
		result.put("done", true);
		result.put("records", records);
		return result;
	}

	private Map<String, @Nullable Object> result(QueryCursors.Cursor cursor, int start, List<?> records, Paths paths) {
		int total = cursor.ids().size();
		int end = end(cursor, start);
		Map<String, @Nullable Object> result = result(total, records);
		if (end < total) {
			result.remove("records");
			result.put("done", false);
			result.put("nextRecordsUrl",
					"%s/%s/%s".formatted(paths.base(), paths.resource(), this.cursors.locator(cursor, end)));
			result.put("records", records);
		}
		return result;
	}

	private static int end(QueryCursors.Cursor cursor, int start) {
		return Math.min(cursor.ids().size(), start + cursor.batchSize());
	}

	private Map<String, Map<String, @Nullable Object>> records(RecordQuery query, List<String> ids, Paths paths) {
		Map<String, Map<String, @Nullable Object>> records = query.read(this.database, ids,
				(row) -> Objects.requireNonNull(query.shape().json(row, paths.base())));
		for (RecordQuery children : query.children()) {
			addChildren(children, records, paths);
		}
		return records;
	}

	private void addChildren(RecordQuery query, Map<String, Map<String, @Nullable Object>> parents, Paths paths) {
		Map<String, List<String>> idsOfChildren = query.idsOfChildren(this.database, parents.keySet());
		List<String> first = new ArrayList<>();
		idsOfChildren.values().forEach((ids) -> first.addAll(ids.subList(0, Math.min(ids.size(), paths.batchSize()))));
		Map<String, Map<String, @Nullable Object>> children = records(query, first, paths);
		idsOfChildren.forEach((parent, ids) -> {
			QueryCursors.Cursor cursor = new QueryCursors.Cursor(query, ids, paths.batchSize());
			List<?> page = ids.subList(0, end(cursor, 0)).stream().map(children::get).toList();
			Map<String, @Nullable Object> json = parents.get(parent);
			if (json != null) {
				json.put(query.relationship(), result(cursor, 0, page, paths));
			}
		});
	}

	/**
	 * Where the next page is, and how much it holds.
	 */
	private record Paths(String base, String resource, int batchSize) {
	}

}
