package io.github.salesforcejwt.test.internal.data.soql;

import org.jspecify.annotations.Nullable;

/**
 * One of the things that a query selects.
 */
public sealed interface SoqlItem {

	/**
	 * A field or a function.
	 *
	 * @param expression the field or function
	 * @param alias another name for it in the result, if it has one
	 */
	record Selected(SoqlExpression expression, @Nullable SoqlToken alias) implements SoqlItem {

	}

	/**
	 * The children of each record, such as {@code (SELECT Id FROM Contacts)}.
	 *
	 * @param query the query, from a child relationship
	 */
	record Children(SoqlQuery query) implements SoqlItem {

	}

}
