package io.github.salesforcejwt.test.internal.data;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The current schema of an org, and its tables.
 */
final class OrgSchema {

	private final Tables tables;

	private volatile Schema current;

	OrgSchema(Schema schema, Tables tables) {
		this.current = schema;
		this.tables = tables;
		schema.types().forEach(tables::create);
	}

	/**
	 * Changes the schema and the tables, both or neither.
	 * @throws RuntimeException if the change is refused
	 */
	synchronized void change(UnaryOperator<Schema> change) {
		Schema changed = change.apply(this.current);
		this.tables.change(this.current, changed);
		this.current = changed;
	}

	Schema current() {
		return this.current;
	}

	Optional<SObjectType> type(String name) {
		return this.current.type(name);
	}

	Optional<SObjectType> typeOfId(String id) {
		return this.current.typeOfId(id);
	}

}
