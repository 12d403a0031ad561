package io.github.salesforcejwt.test.internal.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of a schema.
 */
final class Tables {

	// null for a deleted record, whose values may be used again: nulls are distinct
	private static final String LIVE = "\"$live\"";

	private final Database database;

	Tables(Database database) {
		this.database = database;
	}

	/**
	 * Changes the tables to those of another schema.
	 * @throws IllegalStateException if a column would change that has values
	 */
	void change(Schema from, Schema to) {
		for (SObjectType type : to.types()) {
			SObjectType before = from.type(type.name()).orElse(null);
			if (before == null) {
				create(type);
			}
			else if (before != type) {
				change(before, type);
			}
		}
	}

	void create(SObjectType type) {
		execute((statement) -> create(type, statement));
	}

	private void change(SObjectType from, SObjectType to) {
		execute((statement) -> {
			if (isEmpty(from, statement)) {
				statement.execute("DROP TABLE " + from.table());
				create(to, statement);
				return;
			}
			for (Field field : to.fields()) {
				Field before = from.field(field.name());
				if (before == null) {
					statement.execute("ALTER TABLE %s ADD COLUMN %s".formatted(to.table(), column(field)));
					index(to, field, statement);
				}
				else if (isStoredOtherwise(before, field)) {
					throw new IllegalStateException("%s has records: change its field %s before they are created"
						.formatted(to.name(), field.name()));
				}
			}
		});
	}

	private static boolean isEmpty(SObjectType type, Statement statement) throws SQLException {
		try (ResultSet first = statement.executeQuery("SELECT 1 FROM %s LIMIT 1".formatted(type.table()))) {
			return !first.next();
		}
	}

	private static boolean isStoredOtherwise(Field before, Field after) {
		return !column(before).equals(column(after)) || !index(before).equals(index(after));
	}

	private static void create(SObjectType type, Statement statement) throws SQLException {
		String columns = type.fields().stream().map(Tables::column).collect(Collectors.joining(", "));
		statement.execute("CREATE TABLE %s (%s, %s BOOLEAN GENERATED ALWAYS AS (NULLIF(NOT \"IsDeleted\", FALSE)))"
			.formatted(type.table(), columns, LIVE));
		for (Field field : type.fields()) {
			index(type, field, statement);
		}
	}

	private static void index(SObjectType type, Field field, Statement statement) throws SQLException {
		String columns = index(field);
		if (!columns.isEmpty()) {
			statement.execute("CREATE %s INDEX \"%s.%s\" ON %s (%s)".formatted(
					field.is(Field.Trait.UNIQUE) ? "UNIQUE" : "", type.name(), field.name(), type.table(), columns));
		}
	}

	// everything points to users, but records are not searched by them
	private static String index(Field field) {
		if (field.is(Field.Trait.UNIQUE)) {
			return field.column() + ", " + LIVE;
		}
		boolean leadsToParents = field.reference() != null && !field.reference().targets().contains("User");
		return (field.is(Field.Trait.EXTERNAL_ID) || leadsToParents) ? field.column() : "";
	}

	private static String column(Field field) {
		String column = field.column() + " " + field.columnType();
		if (field.isComputed()) {
			return column + " GENERATED ALWAYS AS (" + field.formula() + ")";
		}
		return field.name().equals(SObjectType.ID.name()) ? column + " PRIMARY KEY" : column;
	}

	private void execute(Definition definition) {
		this.database.write((connection) -> {
			try (Statement statement = connection.createStatement()) {
				definition.run(statement);
			}
			return List.of();
		});
	}

	/**
	 * A change of tables.
	 */
	private interface Definition {

		void run(Statement statement) throws SQLException;

	}

}
