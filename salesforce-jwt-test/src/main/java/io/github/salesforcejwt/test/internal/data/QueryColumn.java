package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What {@code query?columns=true} answers of a column: the keys that Salesforce's own
 * command line reads.
 */
final class QueryColumn {

	private QueryColumn() {
	}

	static Map<String, @Nullable Object> of(String name, QueryOperand operand, String display, boolean aggregated) {
		return of(new Kind(name, display, aggregated, null), operand.type(), operand.field(), List.of());
	}

	/**
	 * A column with columns of its own: those of a parent, or of children.
	 */
	static Map<String, @Nullable Object> joined(String name, @Nullable Field lookup,
			List<Map<String, @Nullable Object>> columns) {
		return of(new Kind(name, name, lookup == null, (lookup != null) ? lookup.name() : null), null, null, columns);
	}

	private static Map<String, @Nullable Object> of(Kind kind, @Nullable FieldType type, @Nullable Field field,
			List<Map<String, @Nullable Object>> joinColumns) {
		boolean insertable = field != null && !field.is(Field.Trait.READ_ONLY);
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("aggregate", kind.aggregate);
		json.put("apexType", (type != null && !kind.aggregate) ? type.apexType() : null);
		json.put("booleanType", type == FieldType.BOOLEAN);
		json.put("columnName", kind.name);
		json.put("custom", field != null && field.isCustom());
		json.put("displayName", kind.display);
		json.put("foreignKeyName", kind.foreignKey);
		json.put("insertable", insertable);
		json.put("joinColumns", joinColumns);
		json.put("numberType", type != null && type.isNumber());
		json.put("textType", type != null && type.isText());
		json.put("updatable", insertable && field != null && !field.is(Field.Trait.CREATE_ONLY));
		return json;
	}

	private record Kind(String name, String display, boolean aggregate, @Nullable String foreignKey) {
	}

}
