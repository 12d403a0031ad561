package io.github.salesforcejwt.test.internal.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The description of the control API, derived from its operations.
 */
final class OpenApiDocument {

	private OpenApiDocument() {
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> of(List<Operation> operations, String url) {
		Map<String, Object> paths = new LinkedHashMap<>();
		for (Operation operation : operations) {
			((Map<String, Object>) paths.computeIfAbsent(operation.path(), (path) -> new LinkedHashMap<>()))
				.put(operation.method().toLowerCase(Locale.ROOT), describe(operation));
		}
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("openapi", "3.1.0");
		document.put("info", Map.of("title", "Control API of the stand-in Salesforce", "version", "1", "description",
				"Scripts and watches the orgs of a stand-in. Times are written as " + "200ms, 2s, 5m or 1h."));
		document.put("servers", List.of(Map.of("url", url)));
		document.put("paths", paths);
		document.put("components", Map.of("schemas", Map.of("Fault", FaultJson.schema(), "Problem", problem())));
		return document;
	}

	private static Map<String, Object> describe(Operation operation) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("operationId", operationId(operation));
		description.put("summary", operation.summary());
		List<Map<String, Object>> parameters = parameters(operation);
		if (!parameters.isEmpty()) {
			description.put("parameters", parameters);
		}
		if (!operation.request().isEmpty()) {
			description.put("requestBody", Map.of("required", true, "content", json(operation.request())));
		}
		Map<String, Object> responses = new LinkedHashMap<>();
		responses.put(operation.response().isEmpty() ? "204" : "200",
				operation.response().isEmpty() ? Map.of("description", "Done")
						: Map.of("description", "The answer", "content", json(operation.response())));
		responses.put("default", Map.of("description", "What was wrong", "content",
				json(Map.of("$ref", "#/components/schemas/Problem"))));
		description.put("responses", responses);
		return description;
	}

	private static String operationId(Operation operation) {
		return operation.method().toLowerCase(Locale.ROOT)
				+ operation.path().replaceAll("[{}]", "").replaceAll("[^\\w]+", "_").replaceAll("_$", "");
	}

	private static List<Map<String, Object>> parameters(Operation operation) {
		List<Map<String, Object>> parameters = new ArrayList<>();
		operation.variables()
			.forEach((name) -> parameters
				.add(Map.of("name", name, "in", "path", "required", true, "schema", Map.of("type", "string"))));
		operation.query()
			.forEach((name, text) -> parameters.add(Map.of("name", name, "in", "query", "required", false,
					"description", text, "schema", Map.of("type", "string"))));
		return parameters;
	}

	private static Map<String, Object> json(Map<String, Object> schema) {
		return Map.of("application/json", Map.of("schema", schema));
	}

	private static Map<String, Object> problem() {
		return Map.of("type", "object", "properties",
				Map.of("message", Map.of("type", "string", "description", "What was found, and what to write")));
	}

}
