package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.test.internal.data.soql.SoqlException;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a query can name: those of its sObject and of its parents, each parent
 * joined once.
 */
final class QueryScope {

	private static final int MAX_PARENTS = 5;

	private final Schema schema;

	private final SoqlText text;

	private final SObjectType type;

	private final @Nullable String alias;

	private final AtomicInteger tables;

	private final String table;

	private final Map<String, Parent> parents = new LinkedHashMap<>();

	/**
	 * Creates a scope.
	 * @param tables the number of tables so far, of queries around this one as well
	 */
	QueryScope(Schema schema, SoqlText text, SObjectType type, @Nullable SoqlToken alias, AtomicInteger tables) {
		this.schema = schema;
		this.text = text;
		this.type = type;
		this.alias = (alias != null) ? alias.text() : null;
		this.tables = tables;
		this.table = nextTable();
	}

	private String nextTable() {
		return "t" + this.tables.getAndIncrement();
	}

	SObjectType type() {
		return this.type;
	}

	String column(Field field) {
		return this.table + "." + field.column();
	}

	/**
	 * Finds the field that a path names.
	 */
	Path path(SoqlToken token) {
		List<String> names = new ArrayList<>(List.of(token.text().split("\\.", -1)));
		if (names.size() > 1 && isRoot(names.get(0))) {
			names.remove(0);
		}
		if (names.size() > MAX_PARENTS + 1) {
			throw this.text.malformed(token, "a path has at most %d relationships".formatted(MAX_PARENTS));
		}
		List<Parent> path = new ArrayList<>();
		SObjectType current = this.type;
		String currentTable = this.table;
		for (String relationship : names.subList(0, names.size() - 1)) {
			Parent parent = parent(token, current, currentTable, relationship);
			path.add(parent);
			current = parent.type();
			currentTable = parent.table();
		}
		Field field = field(token, current, names.get(names.size() - 1));
		return new Path(path, field, currentTable + "." + field.column());
	}

	private boolean isRoot(String name) {
		return name.equalsIgnoreCase(this.alias)
				|| (name.equalsIgnoreCase(this.type.name()) && this.type.lookup(name).isEmpty());
	}

	private Parent parent(SoqlToken token, SObjectType child, String childTable, String relationship) {
		Field lookup = child.lookup(relationship).orElseThrow(() -> noRelationship(token, relationship));
		String column = childTable + "." + lookup.column();
		Parent known = this.parents.get(column);
		if (known != null) {
			return known;
		}
		Parent parent = new Parent(lookup, target(token, lookup, relationship), column, nextTable());
		this.parents.put(column, parent);
		return parent;
	}

	private SObjectType target(SoqlToken token, Field lookup, String relationship) {
		Reference reference = lookup.reference();
		List<SObjectType> known = (reference != null)
				? reference.targets().stream().map(this.schema::type).flatMap(Optional::stream).toList() : List.of();
		if (known.size() > 1) {
			throw this.text.malformed(token,
					"the stand-in does not follow '%s', which can lead to %s".formatted(relationship, known));
		}
		return known.stream().findFirst().orElseThrow(() -> noRelationship(token, relationship));
	}

	private SoqlException noRelationship(SoqlToken token, String relationship) {
		return this.text.error("INVALID_FIELD", token,
				("Didn't understand relationship '%s' in field path. If you are attempting to use a custom"
						+ " relationship, be sure to append the '__r' after the custom relationship name. Please"
						+ " reference your WSDL or the describe call for the appropriate names.")
					.formatted(relationship));
	}

	private Field field(SoqlToken token, SObjectType owner, String name) {
		Field field = owner.field(name);
		if (field == null) {
			throw this.text.error("INVALID_FIELD", token, Describe.noColumn(name, owner));
		}
		return field;
	}

	/**
	 * The tables: the sObject's, and one for each parent.
	 */
	String from() {
		StringBuilder from = new StringBuilder(this.type.table()).append(' ').append(this.table);
		for (Parent parent : this.parents.values()) {
			from.append(" LEFT JOIN %s %s ON %2$s.\"Id\" = %s".formatted(parent.type().table(), parent.table(),
					parent.column()));
		}
		return from.toString();
	}

	/**
	 * A parent of the records.
	 *
	 * @param lookup the field that points to it
	 * @param type its sObject
	 * @param column the column of that field
	 * @param table the name of its table in the query
	 */
	record Parent(Field lookup, SObjectType type, String column, String table) {

		String relationship() {
			Reference reference = this.lookup.reference();
			return String.valueOf((reference != null) ? reference.parentName() : null);
		}

	}

	/**
	 * A field, and the parents that lead to it.
	 */
	record Path(List<Parent> parents, Field field, String sql) {

		QueryOperand operand() {
			return new QueryOperand(this.field.name(), this.field.type(), this.sql, this.field);
		}

	}

}
