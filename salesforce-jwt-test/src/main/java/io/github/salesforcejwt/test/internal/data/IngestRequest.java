package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.Map;

import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a client asks a job to do with the rows of an upload.
 *
 * @param version the version of the API, such as {@code 68.0}
 * @param type the sObject
 * @param operation what to do with each row
 * @param format the format of the upload and of the results
 */
record IngestRequest(String version, SObjectType type, RowOperation operation, CsvFormat format) {

	static IngestRequest read(ObjectNode json, OrgSchema schema, Permissions permissions, String version) {
		String object = json.path("object").asText();
		SObjectType type = schema.type(object)
			.orElseThrow(() -> ApiException.badRequest("INVALIDENTITY",
					"InvalidEntity : Entity '%s' is not supported by the Bulk API.".formatted(object)));
		RowOperation operation = operation(json, type);
		if (operation.kind() == RowOperation.Kind.HARD_DELETE && !permissions.hardDelete()) {
			throw ApiException.badRequest("FEATURENOTENABLED",
					"FeatureNotEnabled : hardDelete operation requires special user profile permission, please contact"
							+ " your system administrator");
		}
		return new IngestRequest(version, type, operation, CsvFormat.read(json));
	}

	private static RowOperation operation(ObjectNode json, SObjectType type) {
		String label = json.path("operation").asText();
		RowOperation.Kind kind = RowOperation.Kind.of(label).orElseThrow(() -> CsvFormat.invalid("operation", label));
		if (kind != RowOperation.Kind.UPSERT) {
			return RowOperation.of(kind);
		}
		String name = json.path("externalIdFieldName").asText();
		return RowOperation
			.upsert(type.upsertKey(name).orElseThrow(() -> CsvFormat.invalid("externalIdFieldName", name)));
	}

	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("operation", this.operation.kind().label());
		json.put("object", this.type.name());
		if (this.operation.externalId() != null) {
			json.put("externalIdFieldName", this.operation.externalId().name());
		}
		json.put("concurrencyMode", "Parallel");
		json.put("apiVersion", Double.valueOf(this.version));
		json.putAll(this.format.json());
		return json;
	}

}
