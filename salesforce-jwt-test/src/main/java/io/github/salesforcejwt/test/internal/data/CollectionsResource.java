package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code composite/sobjects}: up to 200 records in a request, with a result for each in
 * the order of the request.
 */
final class CollectionsResource implements Resource {

	private static final int MAX_WRITTEN = 200;

	private static final int MAX_READ = 2000;

	private final OrgSchema schema;

	private final RowWriter writer;

	private final StoredRecords records;

	private final RecordJson json;

	CollectionsResource(OrgSchema schema, RowWriter writer, StoredRecords records, RecordJson json) {
		this.schema = schema;
		this.writer = writer;
		this.records = records;
		this.json = json;
	}

	@Override
	public ApiResponse handle(Call call) {
		return switch (call.size()) {
			case 0 -> all(call);
			case 1 -> read(call, type(call));
			case 2 -> upsert(call, type(call));
			default -> throw ApiException.notFound();
		};
	}

	private SObjectType type(Call call) {
		return this.schema.type(call.segment(0)).orElseThrow(ApiException::notFound);
	}

	private ApiResponse all(Call call) {
		return switch (call.method()) {
			case "POST" -> write(call, RowOperation.Kind.INSERT);
			case "PATCH" -> write(call, RowOperation.Kind.UPDATE);
			case "DELETE" -> delete(call);
			default -> throw call.notAllowed("POST", "PATCH", "DELETE");
		};
	}

	private ApiResponse write(Call call, RowOperation.Kind kind) {
		ObjectNode body = call.json();
		return write(RowOperation.of(kind), rows(body), body.path("allOrNone").asBoolean());
	}

	private ApiResponse upsert(Call call, SObjectType type) {
		call.allow("PATCH");
		String name = call.segment(1);
		Field externalId = type.upsertKey(name).orElseThrow(() -> ApiException.noExternalId(name));
		ObjectNode body = call.json();
		List<RowWriter.Row> rows = rows(body);
		if (!rows.stream().allMatch((row) -> row.type() == type)) {
			throw ApiException.badRequest("INVALID_INPUT",
					"All records must be of the type in the URI: " + type.name());
		}
		return write(RowOperation.upsert(externalId), rows, body.path("allOrNone").asBoolean());
	}

	private ApiResponse delete(Call call) {
		List<RowWriter.Row> rows = ids(call).stream().map(this::row).toList();
		return write(RowOperation.of(RowOperation.Kind.DELETE), rows,
				Boolean.parseBoolean(call.parameter("allOrNone")));
	}

	private RowWriter.Row row(String id) {
		SObjectType type = this.schema.typeOfId(id)
			.orElseThrow(() -> ApiException.badRequest("MALFORMED_ID", "malformed id " + id));
		return new RowWriter.Row(type, JsonNodeFactory.instance.objectNode().put("Id", id));
	}

	private ApiResponse write(RowOperation operation, List<RowWriter.Row> rows, boolean allOrNone) {
		return Json.response(200, this.writer.write(operation, rows, allOrNone).stream().map(RowResult::json).toList());
	}

	private List<RowWriter.Row> rows(ObjectNode body) {
		JsonNode records = body.path("records");
		if (!records.isArray()) {
			throw Json.parserError("The request needs an array of records");
		}
		checkSize(records.size(), MAX_WRITTEN);
		List<RowWriter.Row> rows = new ArrayList<>();
		for (JsonNode node : records) {
			ObjectNode json = Json.object(node);
			String name = json.path("attributes").path("type").asText();
			if (name.isEmpty()) {
				throw ApiException.badRequest("INVALID_INPUT", "Each record needs attributes with its type");
			}
			SObjectType type = this.schema.type(name)
				.orElseThrow(() -> ApiException.badRequest("INVALID_TYPE",
						"sObject type '%s' is not supported.".formatted(name)));
			rows.add(new RowWriter.Row(type, json));
		}
		return rows;
	}

	private ApiResponse read(Call call, SObjectType type) {
		call.allow("GET", "POST");
		boolean listed = call.method().equals("POST");
		ObjectNode body = listed ? call.json() : JsonNodeFactory.instance.objectNode();
		List<String> given = listed ? texts(body, "ids") : call.list("ids");
		List<String> names = listed ? texts(body, "fields") : call.list("fields");
		checkIds(given, MAX_READ);
		if (names.isEmpty()) {
			throw ApiException.badRequest("MISSING_ARGUMENT", "fields not specified");
		}
		List<String> ids = given.stream().map(CollectionsResource::normalized).toList();
		Map<String, @Nullable Map<String, @Nullable Object>> found = new LinkedHashMap<>();
		ids.forEach((id) -> found.put(id, null));
		List<String> live = this.records.ids(type, "\"IsDeleted\" = FALSE AND \"Id\" = ANY(?)",
				List.of((Object) ids.toArray()));
		this.json.read(type, SObjectResource.fields(names, type), live, call.base())
			.forEach((row) -> found.put(String.valueOf(row.get("Id")), row));
		return Json.response(200, ids.stream().map(found::get).toList());
	}

	private static String normalized(String id) {
		String normalized = SalesforceIds.normalize(id);
		if (normalized == null) {
			throw ApiException.badRequest("MALFORMED_ID", "malformed id " + id);
		}
		return normalized;
	}

	private static List<String> ids(Call call) {
		List<String> ids = call.list("ids");
		checkIds(ids, MAX_WRITTEN);
		return ids;
	}

	private static List<String> texts(ObjectNode body, String property) {
		List<String> texts = new ArrayList<>();
		body.path(property).forEach((text) -> texts.add(text.asText()));
		return texts;
	}

	private static void checkIds(List<String> ids, int limit) {
		if (ids.isEmpty()) {
			throw ApiException.badRequest("MISSING_ARGUMENT", "ids not specified");
		}
		checkSize(ids.size(), limit);
	}

	private static void checkSize(int size, int limit) {
		if (size > limit) {
			throw ApiException.badRequest("EXCEEDED_ID_LIMIT",
					"record limit reached. cannot submit more than %d records into this call".formatted(limit));
		}
	}

}
