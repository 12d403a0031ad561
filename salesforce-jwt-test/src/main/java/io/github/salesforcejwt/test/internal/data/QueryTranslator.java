package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlException;
import io.github.salesforcejwt.test.internal.data.soql.SoqlParser;
import org.jspecify.annotations.Nullable;

/**
 * Translates one query, with the queries within it.
 */
final class QueryTranslator {

	private final QueryClauses clauses;

	private QueryTranslator(QueryClauses clauses) {
		this.clauses = clauses;
	}

	/**
	 * Translates a query.
	 * @param soql the query
	 * @param schema the sObjects that it may name
	 * @param today the day that date literals count from
	 * @param withDeleted whether it finds deleted records as well
	 * @throws ApiException if the query is malformed, or asks for something that does not
	 * exist
	 */
	static Query translate(String soql, Schema schema, LocalDate today, boolean withDeleted) {
		try {
			Soql.Query query = SoqlParser.parse(soql);
			return new QueryTranslator(new QueryClauses(schema, query.text(), today, withDeleted)).translate(query);
		}
		catch (SoqlException ex) {
			throw ApiException.badRequest(ex.code(), String.valueOf(ex.getMessage()));
		}
	}

	private Query translate(Soql.Query query) {
		QueryScope scope = this.clauses.scope(query, this.clauses.type(query));
		if (!QueryGroups.isGrouped(query)) {
			return records(query, scope, null);
		}
		List<Object> parameters = new ArrayList<>();
		String condition = this.clauses.where(query, scope, new QuerySemiJoins(scope, this.clauses), parameters);
		return new QueryGroups(this.clauses, scope).translate(query, condition, parameters);
	}

	private RecordQuery children(SObjectType parent, Soql.Query query) {
		String name = query.from().text().replaceFirst("(?i)^" + parent.name() + "\\.", "");
		ChildRelationship relationship = this.clauses.schema()
			.children(parent)
			.stream()
			.filter((candidate) -> candidate.isNamed(name))
			.findFirst()
			.orElseThrow(() -> this.clauses.text()
				.error("INVALID_TYPE", query.from(),
						("Didn't understand relationship '%s' in FROM part of query call. If you are attempting to use"
								+ " a custom relationship, be sure to append the '__r' after the custom relationship"
								+ " name. Please reference your WSDL or the describe call for the appropriate names.")
							.formatted(name)));
		if (QueryGroups.isGrouped(query)) {
			throw this.clauses.text().malformed(query.from(), "Aggregate functions are not supported in inner queries");
		}
		return records(query, this.clauses.scope(query, relationship.child()), relationship);
	}

	private RecordQuery records(Soql.Query query, QueryScope scope, @Nullable ChildRelationship relationship) {
		if (query.having() != null) {
			throw this.clauses.text().malformed(query.from(), "HAVING needs a GROUP BY");
		}
		Map<String, RecordQuery> children = new LinkedHashMap<>();
		RecordColumns columns = new RecordColumns(scope, this.clauses.text(), (inner) -> {
			RecordQuery found = children(scope.type(), inner);
			children.put(found.relationship(), found);
			return found.relationship();
		});
		columns.select(query);
		List<Object> parameters = new ArrayList<>();
		String condition = this.clauses.where(query, scope, new QuerySemiJoins(scope, this.clauses), parameters);
		String order = this.clauses.order(query.orderBy(), new QueryFunctions(scope, this.clauses.text())::ofRecord,
				scope.column(SObjectType.ID));
		RecordQuery.Selection selection = new RecordQuery.Selection(condition, parameters, order,
				QueryClauses.range(query));
		return new RecordQuery(scope, columns, selection, relationship, children);
	}

}
