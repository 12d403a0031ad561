package io.github.salesforcejwt.test.internal.data.soql;

import java.util.List;

/**
 * What a query selects, compares, groups or orders by.
 */
public sealed interface SoqlExpression {

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
	record Path(SoqlToken token) implements SoqlExpression {

	}

	/**
	 * A call of a function, such as {@code COUNT()} or
	 * {@code CALENDAR_YEAR(CreatedDate)}.
	 *
	 * @param token the name
	 * @param arguments the arguments
	 */
	record Call(SoqlToken token, List<SoqlExpression> arguments) implements SoqlExpression {

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
