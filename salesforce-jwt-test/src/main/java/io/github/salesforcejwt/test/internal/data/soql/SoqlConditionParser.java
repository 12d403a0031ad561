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

	private final Supplier<Soql.Query> queries;

	private final Supplier<Soql.Expression> expressions;

	private int depth;

	SoqlConditionParser(SoqlText text, SoqlTokens tokens, Supplier<Soql.Query> queries,
			Supplier<Soql.Expression> expressions) {
		this.text = text;
		this.tokens = tokens;
		this.queries = queries;
		this.expressions = expressions;
	}

	Soql.Condition parse() {
		descend();
		List<Soql.Condition> operands = new ArrayList<>();
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
		return (operands.size() > 1) ? new Soql.Condition.Several(operands, all) : operands.get(0);
	}

	private void descend() {
		if (++this.depth > MAX_DEPTH) {
			throw this.text.malformed(this.tokens.peek(), "the condition is nested too deeply");
		}
	}

	private Soql.Condition operand() {
		if (this.tokens.accept("NOT")) {
			descend();
			Soql.Condition negated = new Soql.Condition.Not(operand());
			this.depth--;
			return negated;
		}
		if (this.tokens.accept("(")) {
			Soql.Condition nested = parse();
			this.tokens.expect(")");
			return nested;
		}
		return comparison(this.expressions.get());
	}

	private Soql.Condition comparison(Soql.Expression left) {
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
			return new Soql.Condition.Membership(left, operator, operator.is("EXCLUDES"), values());
		}
		if (operator.kind() == Kind.END || !OPERATORS.contains(operator.upperCase())) {
			throw this.text.unexpected(operator);
		}
		return new Soql.Condition.Comparison(left, operator, value());
	}

	private Soql.Condition in(Soql.Expression left, SoqlToken operator, boolean negated) {
		this.tokens.expect("(");
		if (!this.tokens.peek().is("SELECT")) {
			return new Soql.Condition.Membership(left, operator, negated, values());
		}
		Soql.Condition semiJoin = new Soql.Condition.SemiJoin(left, operator, negated, this.queries.get());
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
