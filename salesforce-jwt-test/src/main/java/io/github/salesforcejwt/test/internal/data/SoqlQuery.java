package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A query in terms of the database.
 *
 * @param type the sObject to search
 * @param fields the fields to answer, {@code null} to answer only their number
 * @param condition the SQL condition
 * @param parameters the values of its parameters
 * @param range the SQL order, limit and offset
 */
record SoqlQuery(SObjectType type, @Nullable List<Field> fields, String condition, List<Object> parameters,
		String range) {

	/**
	 * The condition and the range, with deleted records or without.
	 */
	String where(boolean withDeleted) {
		return withDeleted ? this.condition + this.range
				: "\"IsDeleted\" = FALSE AND (" + this.condition + ")" + this.range;
	}

}
