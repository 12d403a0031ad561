package io.github.salesforcejwt.test.internal.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A query for records, or for the children of records. The ids are found first, and the
 * fields page by page. Compared by identity.
 */
final class RecordQuery implements Query {

	// the time that the database needs grows faster than a list of ids
	private static final int CHUNK = 1000;

	private final QueryScope scope;

	private final RecordColumns columns;

	private final Selection selection;

	private final @Nullable ChildRelationship relationship;

	private final Map<String, RecordQuery> children;

	/**
	 * Creates a query.
	 * @param relationship the way from the parent, if the records are children
	 * @param children the queries for children, by the name of the way to them
	 */
	RecordQuery(QueryScope scope, RecordColumns columns, Selection selection, @Nullable ChildRelationship relationship,
			Map<String, RecordQuery> children) {
		this.scope = scope;
		this.columns = columns;
		this.selection = selection;
		this.relationship = relationship;
		this.children = children;
	}

	@Override
	public SObjectType type() {
		return this.scope.type();
	}

	RecordShape shape() {
		return this.columns.shape();
	}

	/**
	 * The name of the way from the parent, if the records are children.
	 */
	String relationship() {
		return String.valueOf((this.relationship != null) ? this.relationship.reference().childrenName() : null);
	}

	@Override
	public List<Map<String, @Nullable Object>> columns() {
		return shape().columns((name) -> columns(this.children.get(name)));
	}

	private static List<Map<String, @Nullable Object>> columns(@Nullable RecordQuery query) {
		return (query != null) ? query.columns() : List.of();
	}

	Collection<RecordQuery> children() {
		return this.children.values();
	}

	/**
	 * Finds the ids of the records, in their order.
	 */
	List<String> ids(Database database) {
		String sql = "SELECT %s FROM %s WHERE %s ORDER BY %s%s".formatted(this.scope.column(SObjectType.ID),
				this.scope.from(), this.selection.condition, this.selection.order, this.selection.range.sql());
		List<String> ids = new ArrayList<>();
		database.query(sql, this.selection.parameters, (row) -> ids.add(row.getString(1)));
		return ids;
	}

	/**
	 * Finds the ids of the children of each parent, in their order.
	 */
	Map<String, List<String>> idsOfChildren(Database database, Collection<String> parents) {
		Map<String, List<String>> ids = new HashMap<>();
		if (this.relationship == null) {
			return ids;
		}
		String lookup = this.scope.column(this.relationship.field());
		String numbered = "SELECT %1$s p, %2$s c, ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY %3$s) n FROM %4$s WHERE %5$s AND %1$s = ANY(?)"
			.formatted(lookup, this.scope.column(SObjectType.ID), this.selection.order, this.scope.from(),
					this.selection.condition);
		int offset = this.selection.range.offset();
		Integer limit = this.selection.range.limit();
		String range = "n > " + offset + ((limit != null) ? " AND n <= " + (offset + limit) : "");
		List<Object> parameters = new ArrayList<>(this.selection.parameters);
		parameters.add(parents.toArray());
		database.query("SELECT p, c FROM (%s) WHERE %s ORDER BY p, n".formatted(numbered, range), parameters,
				(row) -> ids.computeIfAbsent(row.getString(1), (key) -> new ArrayList<>()).add(row.getString(2)));
		return ids;
	}

	/**
	 * Reads records by their ids, in the order of these; one that is no longer there is
	 * left out.
	 */
	<T> Map<String, T> read(Database database, List<String> ids, Reader<T> reader) {
		String sql = "SELECT %s FROM %s WHERE %s = ANY(?)".formatted(this.columns.sql(), this.scope.from(),
				this.scope.column(SObjectType.ID));
		Map<String, T> found = new HashMap<>();
		for (int start = 0; start < ids.size(); start += CHUNK) {
			Object[] chunk = ids.subList(start, Math.min(ids.size(), start + CHUNK)).toArray();
			database.query(sql, List.of((Object) chunk), (row) -> found.put(shape().id(row), reader.read(row)));
		}
		Map<String, T> ordered = new LinkedHashMap<>();
		for (String id : ids) {
			T record = found.get(id);
			if (record != null) {
				ordered.put(id, record);
			}
		}
		return ordered;
	}

	/**
	 * Which records a query selects.
	 *
	 * @param condition the SQL condition
	 * @param parameters the values of its parameters
	 * @param order the SQL order
	 * @param range which of them are wanted
	 */
	record Selection(String condition, List<Object> parameters, String order, QueryClauses.Range range) {
	}

	/**
	 * Reads a row.
	 *
	 * @param <T> what it returns
	 */
	interface Reader<T> {

		T read(ResultSet row) throws SQLException;

	}

}
