package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.data.soql.SoqlCondition;
import io.github.salesforcejwt.test.internal.data.soql.SoqlExpression;
import io.github.salesforcejwt.test.internal.data.soql.SoqlItem;
import io.github.salesforcejwt.test.internal.data.soql.SoqlQuery;
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

	private final SoqlText text;

	private final AtomicInteger tables;

	private final QueryTranslator translator;

	private int count;

	QuerySemiJoins(QueryScope outer, SoqlText text, AtomicInteger tables, QueryTranslator translator) {
		this.outer = outer;
		this.text = text;
		this.tables = tables;
		this.translator = translator;
	}

	@Override
	public String sql(SoqlCondition.SemiJoin semiJoin, List<Object> parameters) {
		if (++this.count > MAX_COUNT) {
			throw this.text.malformed(semiJoin.operator(),
					"Maximum %d semi join sub-selects are allowed.".formatted(MAX_COUNT));
		}
		SoqlQuery query = semiJoin.query();
		checkShape(query);
		QueryScope scope = new QueryScope(this.outer.schema(), this.text, this.translator.type(query), query.alias(),
				this.tables);
		Field selected = selected(query, scope);
		checkLeft(semiJoin, selected);
		String condition = this.translator.condition(query, scope, this::refuseNested, parameters);
		return "SELECT %s FROM %s WHERE %s".formatted(scope.column(selected), scope.from(), condition);
	}

	private void checkShape(SoqlQuery query) {
		if (query.items().size() > 1) {
			throw this.text.malformed(query.from(), "Only one field can be selected in a semi join sub-select");
		}
		if (!query.groupBy().isEmpty() || query.having() != null || !query.orderBy().isEmpty() || query.limit() != null
				|| query.offset() != null) {
			throw this.text.malformed(query.from(),
					"A semi join sub-select has neither GROUP BY nor ORDER BY, LIMIT or OFFSET");
		}
	}

	private Field selected(SoqlQuery query, QueryScope scope) {
		if (!(query.items().get(0) instanceof SoqlItem.Selected item)
				|| !(item.expression() instanceof SoqlExpression.Path path)) {
			throw this.text.malformed(query.from(), "A semi join sub-select selects one field");
		}
		QueryScope.Path found = scope.path(path.token());
		if (!found.field().type().isId() || !found.parents().isEmpty()) {
			throw this.text.malformed(path.token(),
					"Semi join sub-selects can only query id fields, cannot use: '%s'".formatted(path.token().text()));
		}
		return found.field();
	}

	private void checkLeft(SoqlCondition.SemiJoin semiJoin, Field selected) {
		QueryScope.Path left = this.outer.path(semiJoin.left().token());
		if (!left.field().type().isId() || semiJoin.left() instanceof SoqlExpression.Call) {
			throw this.text.malformed(semiJoin.left().token(),
					"The left operand field in the where expression for outer query should be an id field, cannot use: '%s'"
						.formatted(semiJoin.left().token().text()));
		}
		Set<String> leftTypes = types(left.field(), ownerOf(left));
		Set<String> rightTypes = types(selected, this.translator.type(semiJoin.query()));
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

	private String refuseNested(SoqlCondition.SemiJoin semiJoin, List<Object> parameters) {
		throw this.text.malformed(semiJoin.operator(), "Nesting of semi join sub-selects is not supported");
	}

}
