package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Parses a condition of SOQL into one of SQL, with each value as a parameter. A null is
 * unequal to every value, as in SOQL and unlike in SQL.
 */
final class SoqlConditionParser {

	private static final int MAX_DEPTH = 100;

	private final SoqlTokens tokens;

	private final SoqlFields columns;

	private final SoqlLiterals literals;

	private final SoqlDates dates;

	private final List<Object> parameters = new ArrayList<>();

	private int depth;

	SoqlConditionParser(SoqlTokens tokens, SoqlFields columns, LocalDate today) {
		this.tokens = tokens;
		this.columns = columns;
		this.literals = new SoqlLiterals(tokens);
		this.dates = new SoqlDates(today);
	}

	List<Object> parameters() {
		return this.parameters;
	}

	String parse() {
		if (++this.depth > MAX_DEPTH) {
			throw this.tokens.malformed(this.tokens.peek().position(), "the condition is nested too deeply");
		}
		StringBuilder condition = new StringBuilder(operand());
		String operator = this.tokens.peek().is("OR") ? "OR" : "AND";
		while (this.tokens.accept(operator)) {
			condition.append(' ').append(operator).append(' ').append(operand());
		}
		// AND beside OR needs parentheses
		if (this.tokens.peek().is("AND") || this.tokens.peek().is("OR")) {
			throw this.tokens.unexpected(this.tokens.peek());
		}
		this.depth--;
		return condition.toString();
	}

	private String operand() {
		if (this.tokens.accept("NOT")) {
			if (++this.depth > MAX_DEPTH) {
				throw this.tokens.malformed(this.tokens.peek().position(), "the condition is nested too deeply");
			}
			String negated = "(" + operand() + ") IS NOT TRUE";
			this.depth--;
			return negated;
		}
		if (this.tokens.accept("(")) {
			String nested = "(" + parse() + ")";
			this.tokens.expect(")");
			return nested;
		}
		return comparison(this.columns.find(this.tokens.expect(SoqlTokens.Kind.WORD)));
	}

	private String comparison(Field field) {
		SoqlTokens.Token operator = this.tokens.take();
		if (operator.is("IN")) {
			return in(field);
		}
		if (operator.is("NOT")) {
			this.tokens.expect("IN");
			return "(" + in(field) + ") IS NOT TRUE";
		}
		if (operator.is("LIKE")) {
			return like(field, operator);
		}
		return switch (operator.text()) {
			case "=", "!=", "<>", "<", "<=", ">", ">=" -> compare(field, operator);
			default -> throw this.tokens.unexpected(operator);
		};
	}

	private String compare(Field field, SoqlTokens.Token operator) {
		SoqlTokens.Token token = this.tokens.take();
		SoqlDates.Range range = this.dates.range(token, field);
		if (range != null) {
			return inRange(field, operator.text(), range);
		}
		Object value = this.literals.value(token, field);
		boolean unequal = operator.is("!=") || operator.is("<>");
		if (value == null) {
			if (!unequal && !operator.is("=")) {
				throw this.tokens.unexpected(token);
			}
			return field.column() + (unequal ? " IS NOT NULL" : " IS NULL");
		}
		this.parameters.add(value);
		return field.column() + (unequal ? " IS DISTINCT FROM" : " " + operator.text()) + " ?";
	}

	private String inRange(Field field, String operator, SoqlDates.Range range) {
		String column = field.column();
		if (operator.equals("<") || operator.equals(">=")) {
			this.parameters.add(range.start());
			return column + operator + " ?";
		}
		if (operator.equals(">") || operator.equals("<=")) {
			this.parameters.add(range.end());
			return column + (operator.equals(">") ? " >= ?" : " < ?");
		}
		this.parameters.add(range.start());
		this.parameters.add(range.end());
		String within = "(%1$s >= ? AND %1$s < ?)".formatted(column);
		return operator.equals("=") ? within : within + " IS NOT TRUE";
	}

	private String in(Field field) {
		this.tokens.expect("(");
		List<@Nullable Object> values = new ArrayList<>();
		do {
			values.add(this.literals.value(this.tokens.take(), field));
		}
		while (this.tokens.accept(","));
		this.tokens.expect(")");
		String orNull = values.removeIf((value) -> value == null) ? " OR %s IS NULL".formatted(field.column()) : "";
		values.forEach((value) -> {
			if (value != null) {
				this.parameters.add(value);
			}
		});
		if (values.isEmpty()) {
			return "(%s IS NULL)".formatted(field.column());
		}
		String places = String.join(", ", Collections.nCopies(values.size(), "?"));
		return "(%s IN (%s)%s)".formatted(field.column(), places, orNull);
	}

	private String like(Field field, SoqlTokens.Token operator) {
		if (!field.type().isText()) {
			throw this.tokens.error("INVALID_QUERY_FILTER_OPERATOR", operator.position(),
					"invalid operator on %s field".formatted(field.type().describeName()));
		}
		this.parameters.add(SoqlLiterals.pattern(this.tokens.expect(SoqlTokens.Kind.STRING).text()));
		return field.column() + " LIKE ?";
	}

}
