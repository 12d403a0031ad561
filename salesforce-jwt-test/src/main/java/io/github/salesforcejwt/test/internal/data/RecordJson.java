package io.github.salesforcejwt.test.internal.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Records as answers show them.
 */
final class RecordJson {

	private final StoredRecords records;

	RecordJson(StoredRecords records) {
		this.records = records;
	}

	/**
	 * Returns records in the order of the ids, each with its attributes first.
	 */
	List<Map<String, @Nullable Object>> read(SObjectType type, Collection<Field> fields, List<String> ids,
			String base) {
		return this.records.read(type, fields, ids).stream().map((row) -> {
			Map<String, @Nullable Object> json = new LinkedHashMap<>();
			json.put("attributes", attributes(type, url(base, type, String.valueOf(row.get("Id")))));
			fields.forEach((field) -> json.put(field.name(), row.get(field.name())));
			return json;
		}).toList();
	}

	static Map<String, Object> attributes(SObjectType type, String url) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("type", type.name());
		json.put("url", url);
		return json;
	}

	static String url(String base, SObjectType type, String id) {
		return "%s/sobjects/%s/%s".formatted(base, type.name(), id);
	}

	static Map<String, Object> saved(String id) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", id);
		json.put("success", true);
		json.put("errors", List.of());
		return json;
	}

	static Map<String, Object> upserted(String id, boolean created) {
		Map<String, Object> json = saved(id);
		json.put("created", created);
		return json;
	}

}
