package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A query for values of groups of records.
 *
 * @param type the sObject that is searched
 * @param values what is known of each group
 * @param sql the statement
 * @param parameters the values of its parameters
 */
record GroupQuery(SObjectType type, List<Value> values, String sql, List<Object> parameters) implements Query {

	private static final int MAX_ROWS = 2000;

	List<Map<String, @Nullable Object>> run(Database database) {
		List<Map<String, @Nullable Object>> rows = new ArrayList<>();
		database.query(this.sql, this.parameters, (result) -> {
			Map<String, @Nullable Object> row = new LinkedHashMap<>();
			row.put("attributes", Map.of("type", "AggregateResult"));
			int column = 0;
			for (Value value : this.values) {
				row.put(value.name(), FieldValues.read(result, ++column, value.operand().type()));
			}
			rows.add(row);
		});
		if (rows.size() > MAX_ROWS) {
			throw ApiException.badRequest("EXCEEDED_ID_LIMIT",
					"Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
		}
		return rows;
	}

	@Override
	public List<Map<String, @Nullable Object>> columns() {
		return this.values.stream()
			.map((value) -> QueryColumn.of(value.name(), value.operand(), value.display(), value.aggregated()))
			.toList();
	}

	/**
	 * A value of a group.
	 *
	 * @param name the name in the result
	 * @param operand the value
	 * @param display the value as the query has it
	 * @param aggregated whether it is computed from the group
	 */
	record Value(String name, QueryOperand operand, String display, boolean aggregated) {
	}

}
