package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the org tells about its sObjects: the keys that synchronizations read.
 */
final class Describe {

	private Describe() {
	}

	static Map<String, Object> global(Schema schema, String base) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("encoding", "UTF-8");
		json.put("maxBatchSize", 200);
		json.put("sobjects", schema.types().stream().map((type) -> brief(type, base)).toList());
		return json;
	}

	static Map<String, Object> brief(SObjectType type, String base) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("name", type.name());
		json.put("label", type.name().replaceFirst("__c$", "").replace('_', ' '));
		json.put("keyPrefix", type.keyPrefix());
		json.put("custom", type.isCustom());
		for (String ability : List.of("createable", "updateable", "deletable", "queryable", "retrieveable")) {
			json.put(ability, true);
		}
		String sObject = base + "/sobjects/" + type.name();
		json.put("urls",
				Map.of("sobject", sObject, "describe", sObject + "/describe", "rowTemplate", sObject + "/{ID}"));
		return json;
	}

	static Map<String, Object> full(SObjectType type, String base) {
		Map<String, Object> json = brief(type, base);
		json.put("fields", type.fields().stream().map(Describe::field).toList());
		return json;
	}

	private static Map<String, Object> field(Field field) {
		boolean writable = !field.is(Field.Trait.READ_ONLY);
		boolean externalId = field.is(Field.Trait.EXTERNAL_ID);
		boolean checkbox = field.type() == FieldType.BOOLEAN;
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("name", field.name());
		json.put("label", field.label());
		json.put("type", field.type().describeName());
		json.put("length", field.length());
		json.put("custom", field.isCustom());
		json.put("createable", writable);
		json.put("updateable", writable);
		json.put("nillable", writable && !checkbox && !field.is(Field.Trait.REQUIRED));
		json.put("defaultedOnCreate", checkbox || !writable);
		json.put("externalId", externalId);
		json.put("unique", field.is(Field.Trait.UNIQUE));
		json.put("idLookup", externalId || field.type() == FieldType.ID);
		json.put("filterable", true);
		json.put("sortable", true);
		json.put("caseSensitive", false);
		json.put("referenceTo", (field.target() != null) ? List.of(field.target()) : List.of());
		return json;
	}

	static String noColumn(String name, SObjectType type) {
		return ("No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the"
				+ " '__c' after the custom field name. Please reference your WSDL or the describe call for the"
				+ " appropriate names.")
			.formatted(name, type.name());
	}

}
