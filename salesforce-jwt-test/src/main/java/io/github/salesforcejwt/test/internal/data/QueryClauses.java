package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlException;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * Translates the clauses that all kinds of queries have.
 */
final class QueryClauses {

	private static final int MAX_OFFSET = 2000;

	private final Schema schema;

	private final SoqlText text;

	private final QueryDates dates;

	private final boolean withDeleted;

	private final AtomicInteger tables = new AtomicInteger();

	/**
	 * Creates a translator.
	 * @param today the day that date literals count from
	 * @param withDeleted whether queries find deleted records as well
	 */
	QueryClauses(Schema schema, SoqlText text, LocalDate today, boolean withDeleted) {
		this.schema = schema;
		this.text = text;
		this.dates = new QueryDates(today);
		this.withDeleted = withDeleted;
	}

	Schema schema() {
		return this.schema;
	}

	SoqlText text() {
		return this.text;
	}

	QueryScope scope(Soql.Query query, SObjectType type) {
		return new QueryScope(this.schema, this.text, type, query.alias(), this.tables);
	}

	SObjectType type(Soql.Query query) {
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
	String where(Soql.Query query, QueryScope scope, QueryConditions.SemiJoins semiJoins, List<Object> parameters) {
		String live = this.withDeleted ? "TRUE" : scope.column(SObjectType.IS_DELETED) + " = FALSE";
		if (query.where() == null) {
			return live;
		}
		return live + " AND "
				+ conditions(new QueryFunctions(scope, this.text)::ofRecord, semiJoins, parameters).sql(query.where());
	}

	QueryConditions conditions(Function<Soql.Expression, QueryOperand> operands, QueryConditions.SemiJoins semiJoins,
			List<Object> parameters) {
		return new QueryConditions(this.text, this.dates, operands, semiJoins, parameters);
	}

	/**
	 * Translates an order, which ends with one of its own so that it is always the same.
	 */
	String order(List<Soql.Order> orderBy, Function<Soql.Expression, QueryOperand> operands, String last) {
		StringBuilder sql = new StringBuilder();
		for (Soql.Order order : orderBy) {
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

	static Range range(Soql.Query query) {
		int offset = (query.offset() != null) ? query.offset().number() : 0;
		if (offset > MAX_OFFSET) {
			throw new SoqlException("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
		}
		return new Range((query.limit() != null) ? query.limit().number() : null, offset);
	}

	/**
	 * Which of the results are wanted.
	 *
	 * @param limit the greatest number of them, {@code null} for all
	 * @param offset the number of those to skip
	 */
	record Range(@Nullable Integer limit, int offset) {

		String sql() {
			return ((this.limit != null) ? " LIMIT " + this.limit : "")
					+ ((this.offset > 0) ? " OFFSET " + this.offset : "");
		}

	}

}
