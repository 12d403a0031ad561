package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * Translates queries with {@code GROUP BY} or aggregates.
 */
final class QueryGroups {

	private final QueryClauses clauses;

	private final QueryScope scope;

	private final SoqlText text;

	private final QueryFunctions functions;

	private final List<String> grouped = new ArrayList<>();

	QueryGroups(QueryClauses clauses, QueryScope scope) {
		this.clauses = clauses;
		this.scope = scope;
		this.text = clauses.text();
		this.functions = new QueryFunctions(scope, this.text);
	}

	static boolean isGrouped(Soql.Query query) {
		return !query.groupBy().isEmpty() || query.items()
			.stream()
			.anyMatch((item) -> item instanceof Soql.Item.Selected selected
					&& QueryFunctions.isOfGroup(selected.expression()));
	}

	private static boolean isCount(Soql.Query query) {
		return query.items().size() == 1 && query.items().get(0) instanceof Soql.Item.Selected item
				&& item.alias() == null && item.expression() instanceof Soql.Expression.Call call && call.is("COUNT")
				&& call.arguments().isEmpty() && query.groupBy().isEmpty();
	}

	Query translate(Soql.Query query, String condition, List<Object> parameters) {
		if (isCount(query)) {
			return count(query, condition, parameters);
		}
		query.groupBy().forEach((expression) -> this.grouped.add(groupable(expression).sql()));
		List<GroupQuery.Value> values = values(query);
		String having = "";
		if (query.having() != null) {
			having = " HAVING " + this.clauses.conditions(this::having, this::refuse, parameters).sql(query.having());
		}
		String last = this.grouped.isEmpty() ? "1" : String.join(", ", this.grouped);
		String order = this.clauses.order(query.orderBy(), this::ordered, last);
		String select = values.stream().map((value) -> value.operand().sql()).collect(Collectors.joining(", "));
		String groupBy = this.grouped.isEmpty() ? "" : " GROUP BY " + String.join(", ", this.grouped);
		String sql = "SELECT %s FROM %s WHERE %s%s%s ORDER BY %s%s".formatted(select, this.scope.from(), condition,
				groupBy, having, order, QueryClauses.range(query).sql());
		return new GroupQuery(this.scope.type(), values, sql, parameters);
	}

	private Query count(Soql.Query query, String condition, List<Object> parameters) {
		if (!query.orderBy().isEmpty() || query.having() != null) {
			throw this.text.malformed(query.from(), "COUNT() alone has neither ORDER BY nor HAVING");
		}
		return new CountQuery(this.scope.type(), "SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE %s%s)"
			.formatted(this.scope.from(), condition, QueryClauses.range(query).sql()), parameters);
	}

	private QueryOperand groupable(Soql.Expression expression) {
		if (expression instanceof Soql.Expression.Call call && (call.is("ROLLUP") || call.is("CUBE"))) {
			throw this.text.malformed(call.token(), "the stand-in has no GROUP BY " + call.token().upperCase());
		}
		QueryOperand operand = this.functions.ofRecord(expression);
		Field field = operand.field();
		if (field != null && !field.isGroupable()) {
			throw this.text.malformed(expression.token(),
					"field '%s' can not be grouped in a query call".formatted(field.name()));
		}
		return operand;
	}

	private List<GroupQuery.Value> values(Soql.Query query) {
		List<GroupQuery.Value> values = new ArrayList<>();
		Set<String> names = new HashSet<>();
		int unnamed = 0;
		for (Soql.Item item : query.items()) {
			if (!(item instanceof Soql.Item.Selected selected)) {
				throw this.text.malformed(query.from(), "Aggregate queries have no inner queries");
			}
			Soql.Expression expression = selected.expression();
			boolean function = expression instanceof Soql.Expression.Call;
			QueryOperand operand = operand(expression, "Field must be grouped or aggregated: %s");
			SoqlToken alias = selected.alias();
			String name = (alias != null) ? alias.text() : function ? "expr" + unnamed++ : operand.name();
			if (!names.add(name.toLowerCase(Locale.ROOT))) {
				throw this.text.malformed((alias != null) ? alias : expression.token(), "duplicate alias: " + name);
			}
			values.add(new GroupQuery.Value(name, operand, QueryFunctions.display(expression), function));
		}
		return values;
	}

	private QueryOperand having(Soql.Expression expression) {
		return operand(expression, "Field must be grouped or aggregated: %s");
	}

	private QueryOperand ordered(Soql.Expression expression) {
		return operand(expression, "Ordered field must be grouped or aggregated: %s");
	}

	private QueryOperand operand(Soql.Expression expression, String message) {
		if (expression instanceof Soql.Expression.Call call && QueryFunctions.isOfGroup(call)) {
			return this.functions.ofGroup(call);
		}
		QueryOperand operand = this.functions.ofRecord(expression);
		if (!this.grouped.contains(operand.sql())) {
			throw this.text.malformed(expression.token(), message.formatted(QueryFunctions.display(expression)));
		}
		return operand;
	}

	private String refuse(Soql.Condition.SemiJoin semiJoin, @Nullable List<Object> parameters) {
		throw this.text.malformed(semiJoin.operator(), "Semi join sub-selects are only allowed in WHERE");
	}

}
