package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A query in terms of the database.
 */
sealed interface Query permits RecordQuery, GroupQuery, CountQuery {

	/**
	 * Returns the sObject that is searched.
	 */
	SObjectType type();

	/**
	 * Returns what {@code columns=true} answers of the columns.
	 */
	List<Map<String, @Nullable Object>> columns();

}
