package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.salesforcejwt.test.internal.data.soql.SoqlException;
import io.github.salesforcejwt.test.internal.data.soql.SoqlExpression;
import io.github.salesforcejwt.test.internal.data.soql.SoqlItem;
import io.github.salesforcejwt.test.internal.data.soql.SoqlOrder;
import io.github.salesforcejwt.test.internal.data.soql.SoqlQuery;
import io.github.salesforcejwt.test.internal.data.soql.SoqlQuery.SoqlLimit;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * Translates one query, with the queries within it.
 */
final class QueryTranslator {

	private static final int MAX_OFFSET = 2000;

	private final Schema schema;

	private final SoqlText text;

	private final QueryDates dates;

	private final boolean withDeleted;

	private final AtomicInteger tables = new AtomicInteger();

	private QueryTranslator(Schema schema, SoqlText text, LocalDate today, boolean withDeleted) {
		this.schema = schema;
		this.text = text;
		this.dates = new QueryDates(today);
		this.withDeleted = withDeleted;
	}

	/**
	 * Translates a query.
	 * @param soql the query
	 * @param schema the sObjects that it may name
	 * @param today the day that date literals count from
	 * @param withDeleted whether it finds deleted records as well
	 * @throws ApiException if the query is not one, or asks for what is not there
	 */
	static Query translate(String soql, Schema schema, LocalDate today, boolean withDeleted) {
		try {
			SoqlQuery query = SoqlQuery.parse(soql);
			return new QueryTranslator(schema, query.text(), today, withDeleted).translate(query);
		}
		catch (SoqlException ex) {
			throw ApiException.badRequest(ex.code(), String.valueOf(ex.getMessage()));
		}
	}

	private Query translate(SoqlQuery query) {
		QueryScope scope = scope(query, type(query));
		if (!QueryGroups.isGrouped(query)) {
			return records(query, scope, null);
		}
		List<Object> parameters = new ArrayList<>();
		String condition = condition(query, scope, semiJoins(scope), parameters);
		return new QueryGroups(this, scope, this.text).translate(query, condition, parameters);
	}

	private QueryScope scope(SoqlQuery query, SObjectType type) {
		return new QueryScope(this.schema, this.text, type, query.alias(), this.tables);
	}

	private QuerySemiJoins semiJoins(QueryScope scope) {
		return new QuerySemiJoins(scope, this.text, this.tables, this);
	}

	/**
	 * Translates the children of the records of another query.
	 */
	RecordQuery children(SObjectType parent, SoqlQuery query) {
		String name = query.from().text().replaceFirst("(?i)^" + parent.name() + "\\.", "");
		ChildRelationship relationship = this.schema.children(parent)
			.stream()
			.filter((candidate) -> candidate.isNamed(name))
			.findFirst()
			.orElseThrow(() -> this.text.error("INVALID_TYPE", query.from(),
					("Didn't understand relationship '%s' in FROM part of query call. If you are attempting to use a"
							+ " custom relationship, be sure to append the '__r' after the custom relationship name."
							+ " Please reference your WSDL or the describe call for the appropriate names.")
						.formatted(name)));
		if (QueryGroups.isGrouped(query)) {
			throw this.text.malformed(query.from(), "Aggregate functions are not supported in inner queries");
		}
		return records(query, scope(query, relationship.child()), relationship);
	}

	private RecordQuery records(SoqlQuery query, QueryScope scope, @Nullable ChildRelationship relationship) {
		if (query.having() != null) {
			throw this.text.malformed(query.from(), "HAVING needs a GROUP BY");
		}
		RecordShapes shapes = new RecordShapes(this, scope, this.text);
		RecordShape shape = shapes.of(query);
		List<Object> parameters = new ArrayList<>();
		String condition = condition(query, scope, semiJoins(scope), parameters);
		String order = order(query.orderBy(), new QueryFunctions(scope, this.text)::ofRecord,
				scope.column(SObjectType.ID));
		RecordQuery.Selection selection = new RecordQuery.Selection(condition, parameters, order, number(query.limit()),
				offset(query.offset()));
		return new RecordQuery(scope, shape, shapes.columns(), selection, relationship);
	}

	SObjectType type(SoqlQuery query) {
		SoqlToken name = query.from();
		return this.schema.type(name.text())
			.orElseThrow(() -> this.text.error("INVALID_TYPE", name,
					("sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to"
							+ " append the '__c' after the entity name. Please reference your WSDL or the describe call"
							+ " for the appropriate names.")
						.formatted(name.text())));
	}

	/**
	 * Translates the condition on records, and leaves out those that are deleted.
	 */
	String condition(SoqlQuery query, QueryScope scope, QueryConditions.SemiJoins semiJoins, List<Object> parameters) {
		String live = this.withDeleted ? "TRUE" : scope.column(SObjectType.IS_DELETED) + " = FALSE";
		if (query.where() == null) {
			return live;
		}
		return live + " AND "
				+ conditions(new QueryFunctions(scope, this.text)::ofRecord, semiJoins, parameters).sql(query.where());
	}

	QueryConditions conditions(Function<SoqlExpression, QueryOperand> operands, QueryConditions.SemiJoins semiJoins,
			List<Object> parameters) {
		return new QueryConditions(this.text, this.dates, operands, semiJoins, parameters);
	}

	/**
	 * Translates an order, which ends with one of its own so that it is always the same.
	 */
	String order(List<SoqlOrder> orderBy, Function<SoqlExpression, QueryOperand> operands, String last) {
		StringBuilder sql = new StringBuilder();
		for (SoqlOrder order : orderBy) {
			QueryOperand operand = operands.apply(order.expression());
			Field field = operand.field();
			if (operand.type() == FieldType.MULTIPICKLIST || (field != null && !field.isFilterable())) {
				throw this.text.error("INVALID_FIELD", order.expression().token(),
						"field '%s' can not be sorted in a query call".formatted(operand.name()));
			}
			sql.append(operand.sql())
				.append(order.descending() ? " DESC" : " ASC")
				.append(order.nullsLast() ? " NULLS LAST, " : " NULLS FIRST, ");
		}
		return sql.append(last).toString();
	}

	static @Nullable Integer number(@Nullable SoqlLimit limit) {
		return (limit != null) ? limit.number() : null;
	}

	static int offset(@Nullable SoqlLimit offset) {
		if (offset != null && offset.number() > MAX_OFFSET) {
			throw new SoqlException("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
		}
		return (offset != null) ? offset.number() : 0;
	}

	static boolean isCount(SoqlQuery query) {
		return query.items().size() == 1 && query.items().get(0) instanceof SoqlItem.Selected item
				&& item.alias() == null && item.expression() instanceof SoqlExpression.Call call && call.is("COUNT")
				&& call.arguments().isEmpty() && query.groupBy().isEmpty();
	}

}
