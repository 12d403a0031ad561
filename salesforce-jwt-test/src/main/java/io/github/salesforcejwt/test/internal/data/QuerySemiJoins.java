package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;

/**
 * Queries within a condition, such as {@code Id IN (SELECT AccountId FROM Contact)}, by
 * the rules of Salesforce.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm">Comparison
 * Operators</a>
 */
final class QuerySemiJoins implements QueryConditions.SemiJoins {

	private static final int MAX_COUNT = 2;

	private final QueryScope outer;

	private final QueryClauses clauses;

	private final SoqlText text;

	private int count;

	QuerySemiJoins(QueryScope outer, QueryClauses clauses) {
		this.outer = outer;
		this.clauses = clauses;
		this.text = clauses.text();
	}

	@Override
	public String sql(Soql.Condition.SemiJoin semiJoin, List<Object> parameters) {
		if (++this.count > MAX_COUNT) {
			throw this.text.malformed(semiJoin.operator(),
					"Maximum %d semi join sub-selects are allowed.".formatted(MAX_COUNT));
		}
		Soql.Query query = semiJoin.query();
		checkShape(query);
		QueryScope scope = this.clauses.scope(query, this.clauses.type(query));
		Field selected = selected(query, scope);
		checkLeft(semiJoin, selected);
		String condition = this.clauses.where(query, scope, this::refuseNested, parameters);
		return "SELECT %s FROM %s WHERE %s".formatted(scope.column(selected), scope.from(), condition);
	}

	private void checkShape(Soql.Query query) {
		if (query.items().size() > 1) {
			throw this.text.malformed(query.from(), "Only one field can be selected in a semi join sub-select");
		}
		if (!query.groupBy().isEmpty() || query.having() != null || !query.orderBy().isEmpty() || query.limit() != null
				|| query.offset() != null) {
			throw this.text.malformed(query.from(),
					"A semi join sub-select has neither GROUP BY nor ORDER BY, LIMIT or OFFSET");
		}
	}

	private Field selected(Soql.Query query, QueryScope scope) {
		if (!(query.items().get(0) instanceof Soql.Item.Selected item)
				|| !(item.expression() instanceof Soql.Expression.Path path)) {
			throw this.text.malformed(query.from(), "A semi join sub-select selects one field");
		}
		QueryScope.Path found = scope.path(path.token());
		if (!found.field().type().isId() || !found.parents().isEmpty()) {
			throw this.text.malformed(path.token(),
					"Semi join sub-selects can only query id fields, cannot use: '%s'".formatted(path.token().text()));
		}
		return found.field();
	}

	private void checkLeft(Soql.Condition.SemiJoin semiJoin, Field selected) {
		QueryScope.Path left = this.outer.path(semiJoin.left().token());
		if (!left.field().type().isId() || semiJoin.left() instanceof Soql.Expression.Call) {
			throw this.text.malformed(semiJoin.left().token(),
					"The left operand field in the where expression for outer query should be an id field, cannot use: '%s'"
						.formatted(semiJoin.left().token().text()));
		}
		Set<String> leftTypes = types(left.field(), ownerOf(left));
		Set<String> rightTypes = types(selected, this.clauses.type(semiJoin.query()));
		if (leftTypes.stream().noneMatch(rightTypes::contains)) {
			throw this.text.malformed(semiJoin.left().token(),
					"The inner and outer selects should be on the same sObject type: %s is of %s, the sub-select of %s"
						.formatted(left.field().name(), names(leftTypes), names(rightTypes)));
		}
	}

	private SObjectType ownerOf(QueryScope.Path path) {
		List<QueryScope.Parent> parents = path.parents();
		return parents.isEmpty() ? this.outer.type() : parents.get(parents.size() - 1).type();
	}

	private static Set<String> types(Field field, SObjectType owner) {
		Reference reference = field.reference();
		return (reference != null)
				? reference.targets().stream().map(SObjectType::key).collect(Collectors.toUnmodifiableSet())
				: Set.of(SObjectType.key(owner.name()));
	}

	private static String names(Set<String> types) {
		return types.stream().sorted().collect(Collectors.joining(", "));
	}

	private String refuseNested(Soql.Condition.SemiJoin semiJoin, List<Object> parameters) {
		throw this.text.malformed(semiJoin.operator(), "Nesting of semi join sub-selects is not supported");
	}

}
