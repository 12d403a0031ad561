package io.github.salesforcejwt.test.internal.data;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * The tables of a schema.
 */
final class Tables {

	// null for a deleted record, whose values may be used again: nulls are distinct
	private static final String LIVE = "\"$live\"";

	private Tables() {
	}

	static void create(Schema schema, Database database) {
		database.write((connection) -> {
			try (Statement statement = connection.createStatement()) {
				for (SObjectType type : schema.types()) {
					create(type, statement);
				}
			}
			return true;
		});
	}

	private static void create(SObjectType type, Statement statement) throws SQLException {
		String columns = type.fields().stream().map(Tables::column).collect(Collectors.joining(", "));
		statement.execute("CREATE TABLE %s (%s, %s BOOLEAN GENERATED ALWAYS AS (NULLIF(NOT \"IsDeleted\", FALSE)))"
			.formatted(type.table(), columns, LIVE));
		for (Field field : type.fields()) {
			if (field.is(Field.Trait.UNIQUE)) {
				statement.execute("CREATE UNIQUE INDEX \"%s.%s\" ON %s (%s, %s)".formatted(type.name(), field.name(),
						type.table(), field.column(), LIVE));
			}
			else if (field.is(Field.Trait.EXTERNAL_ID)) {
				statement.execute("CREATE INDEX \"%s.%s\" ON %s (%s)".formatted(type.name(), field.name(), type.table(),
						field.column()));
			}
		}
	}

	private static String column(Field field) {
		String column = field.column() + " " + field.type().columnType();
		if (field.formula() != null) {
			return column + " GENERATED ALWAYS AS (" + field.formula() + ")";
		}
		return field.equals(SObjectType.ID) ? column + " PRIMARY KEY" : column;
	}

}
