package io.github.salesforcejwt.test.internal.data.soql;

/**
 * What records are ordered by.
 *
 * @param expression the field or function
 * @param descending whether the greatest is first
 * @param nullsLast whether records without a value are last
 */
public record SoqlOrder(SoqlExpression expression, boolean descending, boolean nullsLast) {
}
