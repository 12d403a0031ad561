package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of queries that have more than one page, by the locator in the link to the
 * next. A page can be read again; the oldest results are forgotten.
 */
final class QueryCursors {

	private static final int KEPT = 50;

	private final Map<String, Cursor> cursors = new LinkedHashMap<>();

	private long lastNumber;

	synchronized String locator(Cursor cursor, int start) {
		String id = this.cursors.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == cursor)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseGet(() -> add(cursor));
		return id + "-" + start;
	}

	private String add(Cursor cursor) {
		String id = SalesforceIds.create("01g", ++this.lastNumber);
		this.cursors.put(id, cursor);
		if (this.cursors.size() > KEPT) {
			this.cursors.remove(this.cursors.keySet().iterator().next());
		}
		return id;
	}

	synchronized Page find(String locator) {
		String[] parts = locator.split("-", 2);
		Cursor cursor = this.cursors.get(parts[0]);
		if (cursor != null && parts.length == 2 && parts[1].matches("\\d{1,9}")) {
			int start = Integer.parseInt(parts[1]);
			if (start < cursor.ids().size()) {
				return new Page(cursor, start);
			}
		}
		throw ApiException.badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
	}

	/**
	 * What a query found. Compared by identity.
	 */
	static final class Cursor {

		private final RecordQuery query;

		private final List<String> ids;

		private final int batchSize;

		Cursor(RecordQuery query, List<String> ids, int batchSize) {
			this.query = query;
			this.ids = ids;
			this.batchSize = batchSize;
		}

		RecordQuery query() {
			return this.query;
		}

		List<String> ids() {
			return this.ids;
		}

		int batchSize() {
			return this.batchSize;
		}

	}

	/**
	 * A part of it.
	 */
	record Page(Cursor cursor, int start) {
	}

}
