package io.github.salesforcejwt.test.internal.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The shape of the records that a query answers: fields, parents with fields of their
 * own, and children.
 */
final class RecordShape {

	private final SObjectType type;

	private final int idColumn;

	private final Map<String, Part> parts = new LinkedHashMap<>();

	/**
	 * Creates a shape without parts.
	 * @param idColumn the number of the column with the id of the record
	 */
	RecordShape(SObjectType type, int idColumn) {
		this.type = type;
		this.idColumn = idColumn;
	}

	/**
	 * Adds a part.
	 * @return whether there was none of that name
	 */
	boolean add(String name, Part part) {
		return this.parts.putIfAbsent(name, part) == null;
	}

	/**
	 * Returns a parent, {@code null} if it has not been added.
	 */
	@Nullable RecordShape parent(String relationship) {
		return (this.parts.get(relationship) instanceof Part.Parent parent) ? parent.shape() : null;
	}

	String id(ResultSet row) throws SQLException {
		return row.getString(this.idColumn);
	}

	/**
	 * Returns a record as JSON has it, without its children.
	 * @param row the row, {@code null} values for a parent that is not there
	 * @param base the path of the version
	 */
	@Nullable Map<String, @Nullable Object> json(ResultSet row, String base) throws SQLException {
		String id = id(row);
		if (id == null) {
			return null;
		}
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("attributes", RecordJson.attributes(this.type, RecordJson.url(base, this.type, id)));
		for (Map.Entry<String, Part> part : this.parts.entrySet()) {
			json.put(part.getKey(), json(part.getValue(), row, base));
		}
		return json;
	}

	private static @Nullable Object json(Part part, ResultSet row, String base) throws SQLException {
		if (part instanceof Part.Leaf leaf) {
			return leaf.value(row);
		}
		return (part instanceof Part.Parent parent) ? parent.shape().json(row, base) : null;
	}

	/**
	 * Returns the names of the fields, those of parents as paths.
	 */
	List<String> names() {
		List<String> names = new ArrayList<>();
		this.parts.forEach((name, part) -> {
			if (part instanceof Part.Parent parent) {
				parent.shape().names().forEach((below) -> names.add(name + "." + below));
			}
			else {
				names.add(name);
			}
		});
		return names;
	}

	/**
	 * Returns the values of the fields, in the order of their names.
	 */
	List<@Nullable Object> values(ResultSet row) throws SQLException {
		List<@Nullable Object> values = new ArrayList<>();
		for (Part part : this.parts.values()) {
			if (part instanceof Part.Leaf leaf) {
				values.add(leaf.value(row));
			}
			else if (part instanceof Part.Parent parent) {
				values.addAll(parent.shape().values(row));
			}
		}
		return values;
	}

	/**
	 * Returns what {@code columns=true} answers of the columns.
	 * @param ofChildren what it answers of the columns of children
	 */
	List<Map<String, @Nullable Object>> columns(Function<String, List<Map<String, @Nullable Object>>> ofChildren) {
		List<Map<String, @Nullable Object>> columns = new ArrayList<>();
		this.parts.forEach((name, part) -> {
			if (part instanceof Part.Leaf leaf) {
				columns.add(QueryColumn.of(name, new QueryOperand(name, leaf.field().type(), "", leaf.field()), name,
						false));
			}
			else if (part instanceof Part.Parent parent) {
				columns.add(QueryColumn.joined(name, parent.lookup(), parent.shape().columns(ofChildren)));
			}
			else {
				columns.add(QueryColumn.joined(name, null, ofChildren.apply(name)));
			}
		});
		return columns;
	}

	boolean hasField(Field field) {
		return this.parts.containsKey(field.name());
	}

	/**
	 * A part of a record.
	 */
	sealed interface Part {

		/**
		 * A field.
		 *
		 * @param field the field
		 * @param column the number of its column
		 * @param asLabel whether the label of a picklist's value is wanted
		 */
		record Leaf(Field field, int column, boolean asLabel) implements Part {

			@Nullable Object value(ResultSet row) throws SQLException {
				Object value = FieldValues.read(row, this.column, this.field.type());
				Picklist picklist = this.field.picklist();
				return (this.asLabel && picklist != null && value instanceof String text) ? picklist.label(text)
						: value;
			}

		}

		/**
		 * A parent.
		 *
		 * @param lookup the field that points to it
		 * @param shape its own shape
		 */
		record Parent(Field lookup, RecordShape shape) implements Part {
		}

		/**
		 * The place of children, which are queried separately.
		 */
		record Children() implements Part {
		}

	}

}
