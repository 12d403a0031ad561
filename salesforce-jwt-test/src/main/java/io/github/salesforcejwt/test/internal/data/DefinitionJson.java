package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes definitions as {@link DescribeReader} reads them, to define an sObject in
 * another process. In addition to the keys of Salesforce, there are
 * {@code childRelationshipName} and {@code displayFormat} of a field.
 */
public final class DefinitionJson {

	private DefinitionJson() {
	}

	/**
	 * Writes a definition.
	 * @param definition the definition
	 * @return the JSON, as maps and lists
	 * @throws IllegalArgumentException if it has rules, which are code
	 */
	public static Map<String, Object> write(ObjectDefinition definition) {
		if (!definition.rules().isEmpty()) {
			throw new IllegalArgumentException(
					"Validation rules are code and cannot be sent to a stand-in in another process: define %s there without its rule '%s'"
						.formatted(definition.name(), definition.rules().get(0).name()));
		}
		List<Field> fields = new ArrayList<>(definition.fields());
		if (definition.source() == ObjectDefinition.Source.TEST && definition.name().endsWith("__c")) {
			fields.addAll(0, DefinitionRules.ownFields(definition));
		}
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("name", definition.name());
		ObjectDefinition.Labels labels = definition.labels();
		if (labels != null) {
			json.put("label", labels.label());
			json.put("labelPlural", labels.plural());
		}
		json.put("fields", fields.stream().map(DefinitionJson::field).toList());
		json.put("recordTypeInfos",
				definition.recordTypes()
					.stream()
					.map((type) -> Map.of("developerName", type.developerName(), "name", type.label()))
					.toList());
		json.put("childRelationships", definition.children().stream().map(DefinitionJson::children).toList());
		return json;
	}

	private static Map<String, @Nullable Object> field(Field field) {
		Map<String, @Nullable Object> json = DescribeField.json(true, field);
		Reference reference = field.reference();
		if (reference != null) {
			json.put("childRelationshipName", reference.childrenName());
		}
		if (field.is(Field.Trait.AUTO_NUMBER)) {
			json.put("displayFormat", field.formula());
		}
		return json;
	}

	private static Map<String, Object> children(ObjectDefinition.ChildrenName children) {
		return Map.of("childSObject", children.child(), "field", children.field(), "relationshipName", children.name(),
				"cascadeDelete", children.onDelete() == Reference.OnDelete.CASCADE, "restrictedDelete",
				children.onDelete() == Reference.OnDelete.RESTRICT);
	}

}
