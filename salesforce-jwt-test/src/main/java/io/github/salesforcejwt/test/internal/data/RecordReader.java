package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a record that a client sends.
 */
final class RecordReader {

	private RecordReader() {
	}

	/**
	 * Returns the values by field, of a record that the request identifies by the path.
	 * @throws ApiException if the field that identifies it is in the record too
	 */
	static Map<Field, @Nullable Object> read(SObjectType type, ObjectNode json, String identifiedBy) {
		if (property(json, identifiedBy) != null) {
			throw ApiException.badRequest("INVALID_FIELD",
					"The %s field should not be specified in the sobject data.".formatted(identifiedBy));
		}
		return readRow(type, json, identifiedBy);
	}

	/**
	 * Returns the values by field, without the one that identifies the record.
	 */
	static Map<Field, @Nullable Object> readRow(SObjectType type, ObjectNode json, String identifiedBy) {
		Map<Field, @Nullable Object> values = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> property : json.properties()) {
			String name = property.getKey();
			if (name.equals("attributes") || name.equalsIgnoreCase(identifiedBy)) {
				continue;
			}
			Field lookup = (type.field(name) == null) ? type.lookup(name).orElse(null) : null;
			if (lookup != null) {
				values.put(lookup, ParentKey.read(property.getValue()));
			}
			else {
				Field field = writable(type, name);
				values.put(field, FieldValues.read(field, property.getValue()));
			}
		}
		return values;
	}

	/**
	 * Finds a property without regard to case.
	 */
	static @Nullable JsonNode property(ObjectNode json, String name) {
		JsonNode exact = json.get(name);
		if (exact != null) {
			return exact;
		}
		return json.properties()
			.stream()
			.filter((property) -> property.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static Field writable(SObjectType type, String name) {
		Field field = type.field(name);
		if (field == null) {
			throw ApiException.noField(name, type);
		}
		if (field.is(Field.Trait.READ_ONLY)) {
			throw ApiException.notWritable(field);
		}
		return field;
	}

}
