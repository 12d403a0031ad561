package io.github.salesforcejwt.test.internal.data;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import org.jspecify.annotations.Nullable;

/**
 * The functions of SOQL: of dates, in UTC, and of groups.
 */
final class QueryFunctions {

	private static final Map<String, String> OF_DATES = Map.ofEntries(
			Map.entry("CALENDAR_MONTH", "EXTRACT(MONTH FROM %s)"), Map.entry("FISCAL_MONTH", "EXTRACT(MONTH FROM %s)"),
			Map.entry("CALENDAR_QUARTER", "EXTRACT(QUARTER FROM %s)"),
			Map.entry("FISCAL_QUARTER", "EXTRACT(QUARTER FROM %s)"),
			Map.entry("CALENDAR_YEAR", "EXTRACT(YEAR FROM %s)"), Map.entry("FISCAL_YEAR", "EXTRACT(YEAR FROM %s)"),
			Map.entry("DAY_IN_MONTH", "EXTRACT(DAY FROM %s)"),
			Map.entry("DAY_IN_WEEK", "(MOD(EXTRACT(ISO_DAY_OF_WEEK FROM %s), 7) + 1)"),
			Map.entry("DAY_IN_YEAR", "EXTRACT(DOY FROM %s)"), Map.entry("DAY_ONLY", "CAST(%s AS DATE)"),
			Map.entry("HOUR_IN_DAY", "EXTRACT(HOUR FROM %s)"),
			Map.entry("WEEK_IN_MONTH", "((EXTRACT(DAY FROM %s) - 1) / 7 + 1)"),
			Map.entry("WEEK_IN_YEAR", "((EXTRACT(DOY FROM %s) - 1) / 7 + 1)"));

	private static final Set<String> OF_TIMES = Set.of("DAY_ONLY", "HOUR_IN_DAY");

	private static final Map<String, String> OF_GROUPS = Map.of("COUNT", "COUNT(%s)", "COUNT_DISTINCT",
			"COUNT(DISTINCT %s)", "SUM", "CAST(SUM(%s) AS DOUBLE PRECISION)", "AVG",
			"CAST(AVG(%s) AS DOUBLE PRECISION)", "MIN", "MIN(%s)", "MAX", "MAX(%s)");

	private static final Set<String> OF_NUMBERS = Set.of("SUM", "AVG");

	private final QueryScope scope;

	private final SoqlText text;

	QueryFunctions(QueryScope scope, SoqlText text) {
		this.scope = scope;
		this.text = text;
	}

	/**
	 * Returns a field or a function of a date, as each record has it.
	 */
	QueryOperand ofRecord(Soql.Expression expression) {
		if (expression instanceof Soql.Expression.Call call) {
			return ofDate(call);
		}
		return this.scope.path(expression.token()).operand();
	}

	private QueryOperand ofDate(Soql.Expression.Call call) {
		String name = call.token().upperCase();
		String sql = OF_DATES.get(name);
		if (sql == null) {
			throw isOfGroup(call) ? this.text.malformed(call.token(), "Aggregate functions are not allowed here")
					: this.text.malformed(call.token(), "the stand-in has no function '%s'".formatted(name));
		}
		QueryOperand operand = this.scope.path(inUtc(only(call)).token()).operand();
		boolean fits = operand.type() == FieldType.DATETIME
				|| (operand.type() == FieldType.DATE && !OF_TIMES.contains(name));
		if (!fits) {
			throw this.text.malformed(call.token(),
					"field %s does not support function %s".formatted(operand.name(), name));
		}
		return QueryOperand.computed(display(call), name.equals("DAY_ONLY") ? FieldType.DATE : FieldType.INT,
				sql.formatted(operand.sql()));
	}

	// the time zone of the stand-in's users is UTC
	private Soql.Expression inUtc(Soql.Expression expression) {
		return (expression instanceof Soql.Expression.Call call && call.is("convertTimezone")) ? field(only(call))
				: field(expression);
	}

	private Soql.Expression field(Soql.Expression expression) {
		if (expression instanceof Soql.Expression.Call call) {
			throw this.text.unexpected(call.token());
		}
		return expression;
	}

	private Soql.Expression only(Soql.Expression.Call call) {
		if (call.arguments().size() != 1) {
			throw this.text.malformed(call.token(), "the function %s takes one field".formatted(call.token().text()));
		}
		return call.arguments().get(0);
	}

	static boolean isOfGroup(Soql.Expression expression) {
		return expression instanceof Soql.Expression.Call call && OF_GROUPS.containsKey(call.token().upperCase());
	}

	/**
	 * Returns an aggregate, as each group has it.
	 */
	QueryOperand ofGroup(Soql.Expression.Call call) {
		String name = call.token().upperCase();
		if (name.equals("COUNT") && call.arguments().isEmpty()) {
			return QueryOperand.computed(display(call), FieldType.INT, "COUNT(*)");
		}
		QueryOperand operand = this.scope.path(field(only(call)).token()).operand();
		FieldType type = resultType(name, operand.type());
		Field field = operand.field();
		if (type == null || (field != null && !field.isFilterable())) {
			throw this.text.malformed(call.token(),
					"field %s does not support aggregate operator %s".formatted(operand.name(), name));
		}
		return QueryOperand.computed(display(call), type, String.valueOf(OF_GROUPS.get(name)).formatted(operand.sql()));
	}

	private static @Nullable FieldType resultType(String name, FieldType type) {
		if (name.startsWith("COUNT")) {
			return FieldType.INT;
		}
		if (OF_NUMBERS.contains(name)) {
			return type.isNumber() ? FieldType.DOUBLE : null;
		}
		return (type == FieldType.BOOLEAN || type == FieldType.MULTIPICKLIST) ? null : type;
	}

	static String display(Soql.Expression expression) {
		if (expression instanceof Soql.Expression.Call call) {
			String arguments = String.join(", ", call.arguments().stream().map(QueryFunctions::display).toList());
			return call.token().text().toLowerCase(Locale.ROOT) + "(" + arguments + ")";
		}
		return expression.token().text();
	}

}
