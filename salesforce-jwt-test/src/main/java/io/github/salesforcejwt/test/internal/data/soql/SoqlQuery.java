package io.github.salesforcejwt.test.internal.data.soql;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A query.
 *
 * @param text the whole text, of which a query within another is only a part
 * @param items what it selects
 * @param from the sObject, or the child relationship within another query
 * @param alias another name for the sObject, if it has one
 * @param where the condition on records, if there is one
 * @param groupBy what records are grouped by
 * @param having the condition on groups, if there is one
 * @param orderBy what records are ordered by
 * @param limit the greatest number of records, if there is one
 * @param offset the number of records to skip, if there is one
 */
public record SoqlQuery(SoqlText text, List<SoqlItem> items, SoqlToken from, @Nullable SoqlToken alias,
		@Nullable SoqlCondition where, List<SoqlExpression> groupBy, @Nullable SoqlCondition having,
		List<SoqlOrder> orderBy, @Nullable SoqlLimit limit, @Nullable SoqlLimit offset) {

	private static final int MAX_LENGTH = 100_000;

	/**
	 * Parses a query.
	 * @param soql the text
	 * @return the query
	 * @throws SoqlException if it is not well-formed
	 */
	public static SoqlQuery parse(String soql) {
		if (soql.length() > MAX_LENGTH) {
			throw new SoqlException("MALFORMED_QUERY",
					"SOQL statements cannot be longer than %d characters.".formatted(MAX_LENGTH));
		}
		return new SoqlParser(new SoqlText(soql)).parse();
	}

	/**
	 * A number of records.
	 *
	 * @param token where it is
	 * @param number the number
	 */
	public record SoqlLimit(SoqlToken token, int number) {
	}

}
