package io.github.salesforcejwt.test.internal.data.soql;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The tree of a query.
 */
public final class Soql {

	private Soql() {
	}

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
	public record Query(SoqlText text, List<Item> items, SoqlToken from, @Nullable SoqlToken alias,
			@Nullable Condition where, List<Expression> groupBy, @Nullable Condition having, List<Order> orderBy,
			@Nullable Limit limit, @Nullable Limit offset) {
	}

	/**
	 * A number of records.
	 *
	 * @param token where it is
	 * @param number the number
	 */
	public record Limit(SoqlToken token, int number) {
	}

	/**
	 * One of the things that a query selects.
	 */
	public sealed interface Item {

		/**
		 * A field or a function.
		 *
		 * @param expression the field or function
		 * @param alias another name for it in the result, if it has one
		 */
		record Selected(Expression expression, @Nullable SoqlToken alias) implements Item {

		}

		/**
		 * The children of each record, such as {@code (SELECT Id FROM Contacts)}.
		 *
		 * @param query the query, from a child relationship
		 */
		record Children(Query query) implements Item {

		}

	}

	/**
	 * What a query selects, compares, groups or orders by.
	 */
	public sealed interface Expression {

		/**
		 * Returns the token to point at.
		 * @return the first token
		 */
		SoqlToken token();

		/**
		 * A field, or a field of a parent such as {@code Account.Owner.Name}.
		 *
		 * @param token the path
		 */
		record Path(SoqlToken token) implements Expression {

		}

		/**
		 * A call of a function, such as {@code COUNT()} or
		 * {@code CALENDAR_YEAR(CreatedDate)}.
		 *
		 * @param token the name
		 * @param arguments the arguments
		 */
		record Call(SoqlToken token, List<Expression> arguments) implements Expression {

			/**
			 * Whether it calls a function.
			 * @param name the name of the function
			 * @return whether it does
			 */
			public boolean is(String name) {
				return this.token.is(name);
			}

		}

	}

	/**
	 * A condition of a query.
	 */
	public sealed interface Condition {

		/**
		 * All of several conditions, or one of them.
		 *
		 * @param operands the conditions
		 * @param all whether all have to hold
		 */
		record Several(List<Condition> operands, boolean all) implements Condition {

		}

		/**
		 * The opposite of a condition.
		 *
		 * @param operand the condition
		 */
		record Not(Condition operand) implements Condition {

		}

		/**
		 * A comparison with a value.
		 *
		 * @param left what is compared
		 * @param operator one of {@code = != <> < <= > >= LIKE}
		 * @param value the value
		 */
		record Comparison(Expression left, SoqlToken operator, SoqlToken value) implements Condition {

		}

		/**
		 * A comparison with a list of values.
		 *
		 * @param left what is compared
		 * @param operator one of {@code IN INCLUDES EXCLUDES}
		 * @param negated whether it is {@code NOT IN}
		 * @param values the values
		 */
		record Membership(Expression left, SoqlToken operator, boolean negated,
				List<SoqlToken> values) implements Condition {

		}

		/**
		 * A comparison with the ids that another query finds.
		 *
		 * @param left what is compared
		 * @param operator the {@code IN}
		 * @param negated whether it is {@code NOT IN}
		 * @param query the other query
		 */
		record SemiJoin(Expression left, SoqlToken operator, boolean negated, Query query) implements Condition {

		}

	}

	/**
	 * What records are ordered by.
	 *
	 * @param expression the field or function
	 * @param descending whether the greatest is first
	 * @param nullsLast whether records without a value are last
	 */
	public record Order(Expression expression, boolean descending, boolean nullsLast) {
	}

}
