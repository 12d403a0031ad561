package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the org reports about its sObjects: the keys that synchronizations read.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm">DescribeSObjectResult</a>
 */
final class Describe {

	private static final String MASTER_RECORD_TYPE = "012000000000000AAA";

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
		json.put("activateable", false);
		json.put("createable", type.isWritable());
		json.put("custom", type.isCustom());
		json.put("customSetting", false);
		json.put("deletable", type.isWritable());
		json.put("deprecatedAndHidden", false);
		json.put("feedEnabled", false);
		json.put("hasSubtypes", false);
		json.put("isInterface", false);
		json.put("isSubtype", false);
		json.put("keyPrefix", type.keyPrefix());
		json.put("label", type.label());
		json.put("labelPlural", type.plural());
		json.put("layoutable", true);
		json.put("mergeable", false);
		json.put("mruEnabled", false);
		json.put("name", type.name());
		json.put("queryable", true);
		json.put("replicateable", type.isWritable());
		json.put("retrieveable", true);
		json.put("searchable", false);
		json.put("triggerable", false);
		json.put("undeletable", false);
		json.put("updateable", type.isWritable());
		String sObject = base + "/sobjects/" + type.name();
		json.put("urls",
				Map.of("sobject", sObject, "describe", sObject + "/describe", "rowTemplate", sObject + "/{ID}"));
		return json;
	}

	static Map<String, Object> full(Schema schema, SObjectType type, Map<String, String> recordTypes, String base) {
		Map<String, Object> json = brief(type, base);
		json.put("childRelationships", schema.children(type).stream().map(Describe::child).toList());
		json.put("fields",
				type.fields().stream().map((field) -> DescribeField.json(type.isWritable(), field)).toList());
		json.put("recordTypeInfos", recordTypes(type, recordTypes));
		json.put("supportedScopes", List.of(Map.of("name", "everything", "label", "All " + type.plural())));
		return json;
	}

	private static Map<String, @Nullable Object> child(ChildRelationship relationship) {
		Reference reference = relationship.reference();
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("cascadeDelete", reference.onDelete() == Reference.OnDelete.CASCADE);
		json.put("childSObject", relationship.child().name());
		json.put("deprecatedAndHidden", false);
		json.put("field", relationship.field().name());
		json.put("junctionIdListNames", List.of());
		json.put("junctionReferenceTo", List.of());
		json.put("relationshipName", reference.childrenName());
		json.put("restrictedDelete", reference.onDelete() == Reference.OnDelete.RESTRICT);
		return json;
	}

	private static List<Map<String, Object>> recordTypes(SObjectType type, Map<String, String> ids) {
		List<Map<String, Object>> infos = new ArrayList<>();
		for (RecordType recordType : type.recordTypes()) {
			infos.add(recordType(recordType, ids.getOrDefault(recordType.developerName(), ""), infos.isEmpty(), false));
		}
		infos.add(recordType(new RecordType("Master", "Master"), MASTER_RECORD_TYPE, infos.isEmpty(), true));
		return infos;
	}

	private static Map<String, Object> recordType(RecordType recordType, String id, boolean isDefault, boolean master) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("active", true);
		json.put("available", true);
		json.put("defaultRecordTypeMapping", isDefault);
		json.put("developerName", recordType.developerName());
		json.put("master", master);
		json.put("name", recordType.label());
		json.put("recordTypeId", id);
		json.put("urls", Map.of());
		return json;
	}

	static String noColumn(String name, SObjectType type) {
		return ("No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the"
				+ " '__c' after the custom field name. Please reference your WSDL or the describe call for the"
				+ " appropriate names.")
			.formatted(name, type.name());
	}

}
