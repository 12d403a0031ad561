package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A query for the number of records.
 *
 * @param type the sObject that is searched
 * @param sql the statement
 * @param parameters the values of its parameters
 */
record CountQuery(SObjectType type, String sql, List<Object> parameters) implements Query {

	int run(Database database) {
		int[] count = new int[1];
		database.query(this.sql, this.parameters, (row) -> count[0] = row.getInt(1));
		return count[0];
	}

	@Override
	public List<Map<String, @Nullable Object>> columns() {
		return List.of();
	}

}
