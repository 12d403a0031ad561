package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * Translates a condition of SOQL into one of SQL, with each value as a parameter. A null
 * is unequal to every value, as in SOQL and unlike in SQL.
 */
final class QueryConditions {

	private final SoqlText text;

	private final QueryDates dates;

	private final QueryLiterals literals;

	private final Function<Soql.Expression, QueryOperand> operands;

	private final SemiJoins semiJoins;

	private final List<Object> parameters;

	/**
	 * Creates a translator.
	 * @param operands finds what an expression stands for
	 * @param semiJoins translates queries within the condition
	 * @param parameters takes the values, in the order of their places
	 */
	QueryConditions(SoqlText text, QueryDates dates, Function<Soql.Expression, QueryOperand> operands,
			SemiJoins semiJoins, List<Object> parameters) {
		this.text = text;
		this.dates = dates;
		this.literals = new QueryLiterals(text);
		this.operands = operands;
		this.semiJoins = semiJoins;
		this.parameters = parameters;
	}

	String sql(Soql.Condition condition) {
		return sql(condition, Place.TOP);
	}

	private String sql(Soql.Condition condition, Place place) {
		if (condition instanceof Soql.Condition.Several several) {
			Place below = (several.all() || place != Place.TOP) ? place : Place.ALTERNATIVE;
			return several.operands()
				.stream()
				.map((operand) -> sql(operand, below))
				.collect(Collectors.joining(several.all() ? " AND " : " OR ", "(", ")"));
		}
		if (condition instanceof Soql.Condition.Not not) {
			return "(" + sql(not.operand(), Place.NESTED) + ") IS NOT TRUE";
		}
		if (condition instanceof Soql.Condition.Comparison comparison) {
			return comparison(operand(comparison.left()), comparison.operator(), comparison.value());
		}
		if (condition instanceof Soql.Condition.Membership membership) {
			String sql = membership(operand(membership.left()), membership);
			return membership.negated() ? "(" + sql + ") IS NOT TRUE" : sql;
		}
		Soql.Condition.SemiJoin semiJoin = (Soql.Condition.SemiJoin) condition;
		if (place != Place.TOP) {
			throw this.text.malformed(semiJoin.operator(), place.message);
		}
		String sql = operand(semiJoin.left()).sql() + " IN (" + this.semiJoins.sql(semiJoin, this.parameters) + ")";
		return semiJoin.negated() ? "(" + sql + ") IS NOT TRUE" : sql;
	}

	private QueryOperand operand(Soql.Expression expression) {
		QueryOperand operand = this.operands.apply(expression);
		Field field = operand.field();
		if (field != null && !field.isFilterable()) {
			throw this.text.error("INVALID_FIELD", expression.token(),
					"field '%s' can not be filtered in a query call".formatted(field.name()));
		}
		return operand;
	}

	private String comparison(QueryOperand operand, SoqlToken operator, SoqlToken token) {
		if (operator.is("LIKE")) {
			return like(operand, operator, token);
		}
		boolean unequal = operator.is("!=") || operator.is("<>");
		boolean equality = unequal || operator.is("=");
		if (!equality && (operand.type() == FieldType.BOOLEAN || operand.type() == FieldType.MULTIPICKLIST)) {
			throw invalidOperator(operand, operator);
		}
		QueryDates.Range range = this.dates.range(token, operand.type());
		if (range != null) {
			return inRange(operand.sql(), operator.text(), range);
		}
		Object value = this.literals.value(token, operand);
		if (value == null) {
			if (!equality) {
				throw this.text.unexpected(token);
			}
			return operand.sql() + (unequal ? " IS NOT NULL" : " IS NULL");
		}
		this.parameters.add(value);
		return operand.sql() + (unequal ? " IS DISTINCT FROM" : " " + operator.text()) + " ?";
	}

	private String inRange(String sql, String operator, QueryDates.Range range) {
		if (operator.equals("<") || operator.equals(">=")) {
			this.parameters.add(range.start());
			return "%s %s ?".formatted(sql, operator);
		}
		if (operator.equals(">") || operator.equals("<=")) {
			this.parameters.add(range.end());
			return sql + (operator.equals(">") ? " >= ?" : " < ?");
		}
		this.parameters.add(range.start());
		this.parameters.add(range.end());
		String within = "(%1$s >= ? AND %1$s < ?)".formatted(sql);
		return operator.equals("=") ? within : within + " IS NOT TRUE";
	}

	private String like(QueryOperand operand, SoqlToken operator, SoqlToken token) {
		if (!operand.type().isText() || operand.type() == FieldType.MULTIPICKLIST) {
			throw invalidOperator(operand, operator);
		}
		this.parameters.add(QueryLiterals.pattern(this.literals.string(token, operand)));
		return operand.sql() + " LIKE ?";
	}

	private String membership(QueryOperand operand, Soql.Condition.Membership membership) {
		if (!membership.operator().is("IN")) {
			return includes(operand, membership);
		}
		List<@Nullable Object> values = new ArrayList<>();
		membership.values().forEach((token) -> values.add(this.literals.value(token, operand)));
		String orNull = values.removeIf((value) -> value == null) ? " OR %s IS NULL".formatted(operand.sql()) : "";
		for (Object value : values) {
			if (value != null) {
				this.parameters.add(value);
			}
		}
		if (values.isEmpty()) {
			return "(%s IS NULL)".formatted(operand.sql());
		}
		String places = String.join(", ", Collections.nCopies(values.size(), "?"));
		return "(%s IN (%s)%s)".formatted(operand.sql(), places, orNull);
	}

	// each text names values that have to be chosen together
	private String includes(QueryOperand operand, Soql.Condition.Membership membership) {
		if (operand.type() != FieldType.MULTIPICKLIST) {
			throw invalidOperator(operand, membership.operator());
		}
		return membership.values()
			.stream()
			.map((token) -> chosen(operand, QueryLiterals.unquote(this.literals.string(token, operand))))
			.collect(Collectors.joining(" OR ", "(", ")"));
	}

	private String chosen(QueryOperand operand, String values) {
		List<String> all = new ArrayList<>();
		for (String value : values.split(";")) {
			this.parameters.add(";" + value.toUpperCase(Locale.ROOT) + ";");
			all.add("POSITION(?, CONCAT(';', UPPER(%s), ';')) > 0".formatted(operand.sql()));
		}
		return String.join(" AND ", all);
	}

	private RuntimeException invalidOperator(QueryOperand operand, SoqlToken operator) {
		return this.text.error("INVALID_QUERY_FILTER_OPERATOR", operator,
				"invalid operator on %s field".formatted(operand.type().describeName()));
	}

	/**
	 * Translates a query within a condition.
	 */
	interface SemiJoins {

		String sql(Soql.Condition.SemiJoin semiJoin, List<Object> parameters);

	}

	/**
	 * The place of a part within the whole condition.
	 */
	private enum Place {

		TOP(""), ALTERNATIVE("Semi join sub-selects are not allowed with the 'OR' operator"),
		NESTED("Semi join sub-selects are only allowed at the top level of WHERE expressions and not in nested WHERE"
				+ " expressions.");

		private final String message;

		Place(String message) {
			this.message = message;
		}

	}

}
