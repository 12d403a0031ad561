package io.github.salesforcejwt.test.internal.data;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import wiremock.com.fasterxml.jackson.databind.node.TextNode;

/**
 * Single records, by id or by external id.
 */
final class SObjectResource {

	private final SObjectStore store;

	private final RecordDeletion deletion;

	private final StoredRecords records;

	private final RecordJson json;

	SObjectResource(SObjectStore store, RecordDeletion deletion, StoredRecords records, RecordJson json) {
		this.store = store;
		this.deletion = deletion;
		this.records = records;
		this.json = json;
	}

	ApiResponse create(Call call, SObjectType type) {
		return created(call, type,
				RecordJson.saved(this.store.insert(type, RecordReader.read(type, call.json(), "Id"))));
	}

	/**
	 * Creates a record as an upsert by the id that it does not have yet.
	 */
	ApiResponse createAsUpsert(Call call, SObjectType type) {
		call.allow("POST");
		String id = this.store.insert(type, RecordReader.read(type, call.json(), "Id"));
		return created(call, type, RecordJson.upserted(id, true));
	}

	ApiResponse record(Call call, SObjectType type, String givenId) {
		String id = SalesforceIds.normalize(givenId);
		if (id == null) {
			throw ApiException.notFound();
		}
		call.allow("GET", "HEAD", "PATCH", "DELETE");
		return switch (this.records.state(type, id)) {
			case MISSING -> throw ApiException.notFound();
			case DELETED -> throw new ApiException(404, ApiError.of("ENTITY_IS_DELETED", "entity is deleted"));
			case LIVE -> live(call, type, id);
		};
	}

	private ApiResponse live(Call call, SObjectType type, String id) {
		switch (call.method()) {
			case "PATCH" -> this.store.update(type, id, RecordReader.read(type, call.json(), "Id"));
			case "DELETE" -> this.deletion.delete(type, id);
			default -> {
				return this.json.read(type, fields(call, type), List.of(id), call.base())
					.stream()
					.findFirst()
					.map((found) -> Json.response(200, found))
					.orElseThrow(ApiException::notFound);
			}
		}
		return Json.noContent();
	}

	ApiResponse external(Call call, SObjectType type, String fieldName, String text) {
		call.allow("GET", "HEAD", "PATCH", "DELETE");
		if (fieldName.equalsIgnoreCase(SObjectType.ID.name())) {
			return byId(call, type, text);
		}
		Field field = type.externalId(fieldName).orElseThrow(() -> ApiException.noExternalId(fieldName));
		Object value = FieldValues.read(field, TextNode.valueOf(text));
		if (value == null) {
			throw ApiException.notFound();
		}
		if (call.method().equals("PATCH")) {
			return upsert(call, type, field, value);
		}
		List<String> ids = this.records.ids(type, field, value);
		if (ids.isEmpty()) {
			throw ApiException.notFound();
		}
		return (ids.size() > 1) ? several(call, type, ids) : live(call, type, ids.get(0));
	}

	private ApiResponse byId(Call call, SObjectType type, String id) {
		ApiResponse response = record(call, type, id);
		return call.method().equals("PATCH")
				? Json.response(200, RecordJson.upserted(String.valueOf(SalesforceIds.normalize(id)), false))
				: response;
	}

	private ApiResponse upsert(Call call, SObjectType type, Field field, Object value) {
		try {
			SObjectStore.Upserted upserted = this.store.upsert(type, field, value,
					RecordReader.read(type, call.json(), field.name()),
					!Boolean.parseBoolean(call.parameter("updateOnly")));
			Map<String, Object> result = RecordJson.upserted(upserted.id(), upserted.created());
			return upserted.created() ? created(call, type, result) : Json.response(200, result);
		}
		catch (SObjectStore.SeveralRecordsException ex) {
			return several(call, type, ex.ids());
		}
	}

	private static ApiResponse created(Call call, SObjectType type, Map<String, Object> result) {
		String id = String.valueOf(result.get("id"));
		return Json.response(201, result, Map.of("Location", RecordJson.url(call.base(), type, id)));
	}

	private static ApiResponse several(Call call, SObjectType type, List<String> ids) {
		return Json.response(300, ids.stream().map((id) -> RecordJson.url(call.base(), type, id)).toList());
	}

	private static Collection<Field> fields(Call call, SObjectType type) {
		return fields(call.list("fields"), type);
	}

	/**
	 * Returns the fields of these names, and always the id; all fields without names.
	 */
	static Collection<Field> fields(List<String> names, SObjectType type) {
		if (names.isEmpty()) {
			return type.fields();
		}
		Set<Field> fields = new LinkedHashSet<>();
		for (String name : names) {
			Field field = type.field(name);
			if (field == null) {
				throw ApiException.badRequest("INVALID_FIELD", Describe.noColumn(name, type));
			}
			fields.add(field);
		}
		fields.add(SObjectType.ID);
		return fields;
	}

}
