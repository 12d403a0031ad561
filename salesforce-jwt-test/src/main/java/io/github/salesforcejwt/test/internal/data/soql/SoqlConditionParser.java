package io.github.salesforcejwt.test.internal.data.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.salesforcejwt.test.internal.data.soql.SoqlToken.Kind;

/**
 * Parses conditions.
 */
final class SoqlConditionParser {

	private static final int MAX_DEPTH = 100;

	private static final Set<String> OPERATORS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=", "LIKE");

	private final SoqlText text;

	private final SoqlTokens tokens;

	private final Supplier<SoqlQuery> queries;

	private final Supplier<SoqlExpression> expressions;

	private int depth;

	SoqlConditionParser(SoqlText text, SoqlTokens tokens, Supplier<SoqlQuery> queries,
			Supplier<SoqlExpression> expressions) {
		this.text = text;
		this.tokens = tokens;
		this.queries = queries;
		this.expressions = expressions;
	}

	SoqlCondition parse() {
		descend();
		List<SoqlCondition> operands = new ArrayList<>();
		operands.add(operand());
		boolean all = !this.tokens.peek().is("OR");
		while (this.tokens.accept(all ? "AND" : "OR")) {
			operands.add(operand());
		}
		// AND beside OR needs parentheses
		if (this.tokens.peek().is("AND") || this.tokens.peek().is("OR")) {
			throw this.tokens.unexpected();
		}
		this.depth--;
		return (operands.size() > 1) ? new SoqlCondition.Several(operands, all) : operands.get(0);
	}

	private void descend() {
		if (++this.depth > MAX_DEPTH) {
			throw this.text.malformed(this.tokens.peek(), "the condition is nested too deeply");
		}
	}

	private SoqlCondition operand() {
		if (this.tokens.accept("NOT")) {
			descend();
			SoqlCondition negated = new SoqlCondition.Not(operand());
			this.depth--;
			return negated;
		}
		if (this.tokens.accept("(")) {
			SoqlCondition nested = parse();
			this.tokens.expect(")");
			return nested;
		}
		return comparison(this.expressions.get());
	}

	private SoqlCondition comparison(SoqlExpression left) {
		if (this.tokens.accept("NOT")) {
			if (!this.tokens.peek().is("IN")) {
				throw this.tokens.unexpected();
			}
			return in(left, this.tokens.take(), true);
		}
		SoqlToken operator = this.tokens.take();
		if (operator.is("IN")) {
			return in(left, operator, false);
		}
		if (operator.is("INCLUDES") || operator.is("EXCLUDES")) {
			this.tokens.expect("(");
			return new SoqlCondition.Membership(left, operator, operator.is("EXCLUDES"), values());
		}
		if (operator.kind() == Kind.END || !OPERATORS.contains(operator.upperCase())) {
			throw this.text.unexpected(operator);
		}
		return new SoqlCondition.Comparison(left, operator, value());
	}

	private SoqlCondition in(SoqlExpression left, SoqlToken operator, boolean negated) {
		this.tokens.expect("(");
		if (!this.tokens.peek().is("SELECT")) {
			return new SoqlCondition.Membership(left, operator, negated, values());
		}
		SoqlCondition semiJoin = new SoqlCondition.SemiJoin(left, operator, negated, this.queries.get());
		this.tokens.expect(")");
		return semiJoin;
	}

	private List<SoqlToken> values() {
		List<SoqlToken> values = new ArrayList<>();
		do {
			values.add(value());
		}
		while (this.tokens.accept(","));
		this.tokens.expect(")");
		return values;
	}

	private SoqlToken value() {
		SoqlToken value = this.tokens.peek();
		if (value.kind() == Kind.SYMBOL || value.kind() == Kind.END) {
			throw this.tokens.unexpected();
		}
		return this.tokens.take();
	}

}
