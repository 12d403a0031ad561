package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Reads records. Names of tables and columns come from the schema, values go in as
 * parameters.
 */
final class StoredRecords {

	private final Database database;

	StoredRecords(Database database) {
		this.database = database;
	}

	RecordState state(SObjectType type, String id) {
		List<@Nullable Object> deleted = selectColumn(type, SObjectType.IS_DELETED, "\"Id\" = ?", List.of(id));
		if (deleted.isEmpty()) {
			return RecordState.MISSING;
		}
		return Boolean.TRUE.equals(deleted.get(0)) ? RecordState.DELETED : RecordState.LIVE;
	}

	List<String> ids(SObjectType type, Field field, Object value) {
		return ids(type, "\"IsDeleted\" = FALSE AND " + field.column() + " = ?", List.of(value));
	}

	/**
	 * Checks that a record is there that a row or a lookup names.
	 * @throws ApiException if it is not
	 */
	void checkLive(SObjectType type, String id) {
		switch (state(type, id)) {
			case DELETED -> throw ApiException.badRequest("ENTITY_IS_DELETED", "entity is deleted");
			case MISSING -> throw ApiException.badRequest("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
			case LIVE -> {
			}
		}
	}

	/**
	 * Returns the ids of the records that meet a condition of columns and parameters.
	 */
	List<String> ids(SObjectType type, String condition, List<?> parameters) {
		return selectColumn(type, SObjectType.ID, condition, parameters).stream().map(String::valueOf).toList();
	}

	private List<@Nullable Object> selectColumn(SObjectType type, Field column, String condition, List<?> parameters) {
		List<@Nullable Object> found = new ArrayList<>();
		select(type, List.of(column), condition, parameters, (row) -> found.add(row.get(column.name())));
		return found;
	}

	/**
	 * Returns the fields of records in the order of the ids; a record that is not there
	 * is left out.
	 */
	List<Map<String, @Nullable Object>> read(SObjectType type, Collection<Field> fields, List<String> ids) {
		Map<String, Map<String, @Nullable Object>> found = new LinkedHashMap<>();
		ids.forEach((id) -> found.put(id, Map.of()));
		List<Field> columns = new ArrayList<>(fields);
		columns.add(SObjectType.ID);
		Object[] wanted = ids.toArray();
		select(type, columns, "\"Id\" = ANY(?)", List.of((Object) wanted),
				(row) -> found.put(String.valueOf(row.get("Id")), row));
		return found.values().stream().filter((row) -> !row.isEmpty()).toList();
	}

	/**
	 * Returns records that are not deleted, in order of creation.
	 */
	List<Map<String, @Nullable Object>> readPage(SObjectType type, long offset, long limit) {
		List<Map<String, @Nullable Object>> records = new ArrayList<>();
		select(type, type.fields(), "\"IsDeleted\" = FALSE ORDER BY \"Id\" LIMIT ? OFFSET ?", List.of(limit, offset),
				records::add);
		return records;
	}

	int count(SObjectType type) {
		int[] count = new int[1];
		this.database.query("SELECT COUNT(*) FROM %s WHERE \"IsDeleted\" = FALSE".formatted(type.table()), List.of(),
				(results) -> count[0] = results.getInt(1));
		return count[0];
	}

	void select(SObjectType type, Collection<Field> fields, String condition, List<?> parameters,
			Consumer<Map<String, @Nullable Object>> rows) {
		String columns = fields.stream().map(Field::column).collect(Collectors.joining(", "));
		String sql = "SELECT %s FROM %s WHERE %s".formatted(columns, type.table(), condition);
		this.database.query(sql, parameters, (results) -> {
			Map<String, @Nullable Object> row = new LinkedHashMap<>();
			int column = 0;
			for (Field field : fields) {
				row.put(field.name(), FieldValues.read(results, ++column, field.type()));
			}
			rows.accept(row);
		});
	}

	/**
	 * Whether a record is live, deleted or missing.
	 */
	enum RecordState {

		LIVE, DELETED, MISSING

	}

}
