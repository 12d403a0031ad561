package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * A record that a lookup names by an external id, such as {@code "Account": {"ERP_Id__c":
 * "4711"}}.
 *
 * @param field the name of the external id
 * @param value its value
 */
record ParentKey(String field, JsonNode value) {

	/**
	 * Returns the key, {@code null} for no parent.
	 */
	static @Nullable ParentKey read(JsonNode json) {
		if (json.isNull()) {
			return null;
		}
		return Json.object(json)
			.properties()
			.stream()
			.filter((property) -> !property.getKey().equals("attributes"))
			.map((property) -> new ParentKey(property.getKey(), property.getValue()))
			.findFirst()
			.orElseThrow(() -> Json.parserError("A relationship needs an external id of the parent"));
	}

	String find(SObjectType type, StoredRecords records) {
		Field externalId = type.externalId(this.field).orElseThrow(() -> ApiException.noField(this.field, type));
		Object key = FieldValues.read(externalId, this.value);
		return ((key != null) ? records.ids(type, externalId, key) : List.<String>of()).stream()
			.findFirst()
			.orElseThrow(() -> ApiException.badRequest("INVALID_FIELD",
					"Foreign key external ID: %s not found for field %s in entity %s".formatted(this.value.asText(),
							externalId.name(), type.name())));
	}

}
