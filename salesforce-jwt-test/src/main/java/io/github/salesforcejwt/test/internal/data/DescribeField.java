package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.Field.Trait;
import org.jspecify.annotations.Nullable;

/**
 * What the org reports about a field.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm#field">Field</a>
 */
final class DescribeField {

	private DescribeField() {
	}

	static Map<String, @Nullable Object> json(boolean writable, Field field) {
		boolean createable = !field.is(Trait.READ_ONLY) && writable;
		boolean checkbox = field.type() == FieldType.BOOLEAN;
		boolean nillable = createable && !checkbox && !field.is(Trait.REQUIRED);
		boolean filterable = field.isFilterable();
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("aggregatable", filterable && !checkbox);
		json.put("aiPredictionField", false);
		json.put("autoNumber", field.is(Trait.AUTO_NUMBER));
		json.put("byteLength", field.size().length() * 3);
		json.put("calculated", field.isComputed());
		json.put("calculatedFormula", null);
		json.put("cascadeDelete", onDelete(field, Reference.OnDelete.CASCADE));
		json.put("caseSensitive", field.is(Trait.CASE_SENSITIVE));
		json.put("compoundFieldName", null);
		json.put("controllerName", null);
		json.put("createable", createable);
		json.put("custom", field.isCustom());
		json.put("defaultValue", defaultValue(field));
		json.put("defaultedOnCreate", checkbox || !createable || field.defaultValue() != null);
		json.put("dependentPicklist", false);
		json.put("deprecatedAndHidden", false);
		json.put("digits", (field.type() == FieldType.INT) ? field.size().precision() : 0);
		json.put("displayLocationInDecimal", false);
		json.put("encrypted", field.type() == FieldType.ENCRYPTEDSTRING);
		json.put("externalId", field.is(Trait.EXTERNAL_ID) && field.isCustom());
		json.put("extraTypeInfo", (field.type() == FieldType.TEXTAREA) ? "plaintextarea" : null);
		json.put("filterable", filterable);
		json.put("filteredLookupInfo", null);
		json.put("formulaTreatNullNumberAsZero", false);
		json.put("groupable", field.isGroupable());
		json.put("highScaleNumber", false);
		json.put("htmlFormatted", false);
		json.put("idLookup", field.is(Trait.EXTERNAL_ID) || field.type() == FieldType.ID);
		json.put("inlineHelpText", null);
		json.put("label", field.label());
		json.put("length", field.size().length());
		json.put("mask", null);
		json.put("maskType", null);
		json.put("name", field.name());
		json.put("nameField", field.name().equals("Name"));
		json.put("namePointing", field.reference() != null && field.reference().targets().size() > 1);
		json.put("nillable", nillable);
		json.put("permissionable", field.isCustom());
		json.put("picklistValues", picklist(field.picklist()));
		json.put("polymorphicForeignKey", field.reference() != null && field.reference().targets().size() > 1);
		json.put("precision", (field.type() == FieldType.INT) ? 0 : field.size().precision());
		json.put("queryByDistance", false);
		json.put("referenceTargetField", null);
		json.put("referenceTo", (field.reference() != null) ? field.reference().targets() : List.of());
		json.put("relationshipName", (field.reference() != null) ? field.reference().parentName() : null);
		json.put("relationshipOrder", field.isMasterDetail() ? 0 : null);
		json.put("restrictedDelete", onDelete(field, Reference.OnDelete.RESTRICT));
		json.put("restrictedPicklist", field.picklist() != null && field.picklist().restricted());
		json.put("scale", field.size().scale());
		json.put("searchPrefilterable", false);
		json.put("soapType", field.type().soapType());
		json.put("sortable", filterable && field.type() != FieldType.MULTIPICKLIST);
		json.put("type", field.type().describeName());
		json.put("unique", field.is(Trait.UNIQUE));
		json.put("updateable", createable && !field.is(Trait.CREATE_ONLY));
		json.put("writeRequiresMasterRead", false);
		return json;
	}

	// the default of a picklist is part of its values
	private static @Nullable Object defaultValue(Field field) {
		if (field.type() == FieldType.BOOLEAN && field.defaultValue() == null) {
			return false;
		}
		return (field.picklist() != null) ? null : FieldValues.write(field.defaultValue());
	}

	private static boolean onDelete(Field field, Reference.OnDelete rule) {
		return field.reference() != null && field.reference().onDelete() == rule;
	}

	private static List<Map<String, @Nullable Object>> picklist(@Nullable Picklist picklist) {
		return (picklist == null) ? List.of() : picklist.values().stream().map(DescribeField::value).toList();
	}

	private static Map<String, @Nullable Object> value(Picklist.Value value) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("active", value.active());
		json.put("defaultValue", value.isDefault());
		json.put("label", value.label());
		json.put("validFor", null);
		json.put("value", value.value());
		return json;
	}

}
