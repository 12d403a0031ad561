package io.github.salesforcejwt.test.internal.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.Field.Trait;
import io.github.salesforcejwt.test.internal.data.Reference.OnDelete;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the answer of an org to {@code sobjects/<name>/describe}.
 */
public final class DescribeReader {

	private static final int MAX_STRING = 255;

	// parts of compound fields are fields of their own
	private static final Set<String> WITHOUT_COLUMN = Set.of("address", "location", "complexvalue", "json");

	private static final Map<String, FieldType> STORED_AS = Map.of("long", FieldType.DOUBLE, "base64",
			FieldType.TEXTAREA, "anytype", FieldType.STRING, "datacategorygroupreference", FieldType.STRING);

	private DescribeReader() {
	}

	/**
	 * Reads a description.
	 * @param describe the JSON
	 * @return the definition of the sObject
	 * @throws IllegalArgumentException if it is not JSON, or describes no sObject
	 */
	public static ObjectDefinition read(String describe) {
		try {
			return read(Json.read(describe.getBytes(StandardCharsets.UTF_8)));
		}
		catch (ApiException ex) {
			throw new IllegalArgumentException("The description is no JSON: " + ex.error().message(), ex);
		}
	}

	/**
	 * Reads a description.
	 * @param describe the JSON, as maps and lists
	 * @return the definition of the sObject
	 * @throws IllegalArgumentException if it describes no sObject
	 */
	public static ObjectDefinition read(Map<String, Object> describe) {
		return read(Json.read(Json.write(describe)));
	}

	private static ObjectDefinition read(JsonNode json) {
		String name = json.path("name").asText();
		if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || !json.path("fields").isArray()) {
			throw new IllegalArgumentException(
					"The description needs a name and fields, as GET /services/data/v68.0/sobjects/Account/describe answers them");
		}
		String label = json.path("label").textValue();
		ObjectDefinition.Labels labels = (label != null)
				? new ObjectDefinition.Labels(label, json.path("labelPlural").asText(label)) : null;
		List<Field> fields = new ArrayList<>();
		json.path("fields").forEach((field) -> field(field).ifPresent(fields::add));
		return new ObjectDefinition(name, labels, ObjectDefinition.Source.ORG, fields,
				recordTypes(json.path("recordTypeInfos")), children(json.path("childRelationships")), List.of());
	}

	private static Optional<Field> field(JsonNode json) {
		String name = json.path("name").asText();
		String typeName = json.path("type").asText().toLowerCase(Locale.ROOT);
		if (WITHOUT_COLUMN.contains(typeName) || SObjectType.isSystemField(name)) {
			return Optional.empty();
		}
		FieldType type = type(name, typeName);
		Field field = Field.of(name, type, size(json, type)).labelled(json.path("label").asText(Field.labelOf(name)));
		if (type == FieldType.REFERENCE) {
			field = field.withReference(reference(name, json));
		}
		if (type.isPicklist()) {
			field = field.withPicklist(picklist(json));
		}
		if (json.path("autoNumber").asBoolean()) {
			field = field.withPattern(json.path("displayFormat").asText("{0000000}"));
		}
		for (Trait trait : traits(json, type)) {
			field = field.with(trait);
		}
		return Optional.of(field.withDefault(defaultValue(field, json)));
	}

	private static FieldType type(String field, String name) {
		FieldType stored = STORED_AS.get(name);
		if (stored != null) {
			return stored;
		}
		try {
			return FieldType.valueOf(name.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Field %s has a type '%s' that is not known".formatted(field, name), ex);
		}
	}

	private static Field.Size size(JsonNode json, FieldType type) {
		int length = json.path("length").asInt();
		if (length == 0 && type.isText()) {
			length = MAX_STRING;
		}
		int precision = (type == FieldType.INT) ? json.path("digits").asInt() : json.path("precision").asInt();
		return new Field.Size(length, type.isNumber() ? precision : 0, json.path("scale").asInt());
	}

	private static Reference reference(String name, JsonNode json) {
		List<String> targets = new ArrayList<>();
		json.path("referenceTo").forEach((target) -> targets.add(target.asText()));
		OnDelete onDelete = json.path("cascadeDelete").asBoolean() ? OnDelete.CASCADE
				: json.path("restrictedDelete").asBoolean() ? OnDelete.RESTRICT : OnDelete.CLEAR;
		return new Reference(targets, json.path("relationshipName").textValue(),
				json.path("childRelationshipName").textValue(), onDelete);
	}

	private static Picklist picklist(JsonNode json) {
		List<Picklist.Value> values = new ArrayList<>();
		for (JsonNode value : json.path("picklistValues")) {
			String text = value.path("value").asText();
			values.add(new Picklist.Value(text, value.path("label").asText(text), value.path("active").asBoolean(true),
					value.path("defaultValue").asBoolean()));
		}
		return new Picklist(values, json.path("restrictedPicklist").asBoolean());
	}

	private static List<Trait> traits(JsonNode json, FieldType type) {
		boolean createable = json.path("createable").asBoolean();
		boolean updateable = json.path("updateable").asBoolean();
		List<Trait> traits = new ArrayList<>();
		if (!createable && !updateable) {
			traits.add(Trait.READ_ONLY);
		}
		else if (!updateable) {
			traits.add(Trait.CREATE_ONLY);
		}
		if (createable && !json.path("nillable").asBoolean() && !json.path("defaultedOnCreate").asBoolean()
				&& type != FieldType.BOOLEAN) {
			traits.add(Trait.REQUIRED);
		}
		if (json.path("unique").asBoolean()) {
			traits.add(Trait.UNIQUE);
		}
		if (json.path("caseSensitive").asBoolean() && type.isText()) {
			traits.add(Trait.CASE_SENSITIVE);
		}
		if (json.path("externalId").asBoolean()) {
			traits.add(Trait.EXTERNAL_ID);
		}
		return traits;
	}

	private static @Nullable Object defaultValue(Field field, JsonNode json) {
		Picklist picklist = field.picklist();
		if (picklist != null) {
			return picklist.defaultValue();
		}
		JsonNode value = json.path("defaultValue");
		if (value.isNull() || value.isMissingNode() || field.is(Trait.READ_ONLY)) {
			return null;
		}
		try {
			return FieldValues.read(field, value);
		}
		catch (ApiException ex) {
			// a formula, which only the org can evaluate
			return null;
		}
	}

	private static List<RecordType> recordTypes(JsonNode infos) {
		List<RecordType> recordTypes = new ArrayList<>();
		for (JsonNode info : infos) {
			if (!info.path("master").asBoolean() && info.path("active").asBoolean(true)) {
				recordTypes.add(new RecordType(info.path("developerName").asText(), info.path("name").asText()));
			}
		}
		return recordTypes;
	}

	private static List<ObjectDefinition.ChildrenName> children(JsonNode relationships) {
		List<ObjectDefinition.ChildrenName> children = new ArrayList<>();
		for (JsonNode relationship : relationships) {
			String name = relationship.path("relationshipName").textValue();
			if (name != null) {
				OnDelete onDelete = relationship.path("cascadeDelete").asBoolean() ? OnDelete.CASCADE
						: relationship.path("restrictedDelete").asBoolean() ? OnDelete.RESTRICT : OnDelete.CLEAR;
				children.add(new ObjectDefinition.ChildrenName(relationship.path("childSObject").asText(),
						relationship.path("field").asText(), name, onDelete));
			}
		}
		return children;
	}

}
