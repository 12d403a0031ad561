package io.github.salesforcejwt.test.internal.data;

import org.jspecify.annotations.Nullable;

/**
 * What a query compares, selects, groups or orders by, in terms of the database.
 *
 * @param name the name that error messages use
 * @param type the type of its values
 * @param sql the expression
 * @param field the field whose values it has, {@code null} for those of a function
 */
record QueryOperand(String name, FieldType type, String sql, @Nullable Field field) {

	static QueryOperand computed(String name, FieldType type, String sql) {
		return new QueryOperand(name, type, sql, null);
	}

}
