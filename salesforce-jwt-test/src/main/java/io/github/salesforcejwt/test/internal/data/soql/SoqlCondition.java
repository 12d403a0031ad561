package io.github.salesforcejwt.test.internal.data.soql;

import java.util.List;

/**
 * A condition of a query.
 */
public sealed interface SoqlCondition {

	/**
	 * All of several conditions, or one of them.
	 *
	 * @param operands the conditions
	 * @param all whether all have to hold
	 */
	record Several(List<SoqlCondition> operands, boolean all) implements SoqlCondition {

	}

	/**
	 * The opposite of a condition.
	 *
	 * @param operand the condition
	 */
	record Not(SoqlCondition operand) implements SoqlCondition {

	}

	/**
	 * A comparison with a value.
	 *
	 * @param left what is compared
	 * @param operator one of {@code = != <> < <= > >= LIKE}
	 * @param value the value
	 */
	record Comparison(SoqlExpression left, SoqlToken operator, SoqlToken value) implements SoqlCondition {

	}

	/**
	 * A comparison with a list of values.
	 *
	 * @param left what is compared
	 * @param operator one of {@code IN INCLUDES EXCLUDES}
	 * @param negated whether it is {@code NOT IN}
	 * @param values the values
	 */
	record Membership(SoqlExpression left, SoqlToken operator, boolean negated,
			List<SoqlToken> values) implements SoqlCondition {

	}

	/**
	 * A comparison with the ids that another query finds.
	 *
	 * @param left what is compared
	 * @param operator the {@code IN}
	 * @param negated whether it is {@code NOT IN}
	 * @param query the other query
	 */
	record SemiJoin(SoqlExpression left, SoqlToken operator, boolean negated,
			SoqlQuery query) implements SoqlCondition {

	}

}
