package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * {@code composite/tree}: new records with their children, all or none of them.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm">sObject
 * Tree</a>
 */
final class TreeResource implements Resource {

	private final OrgSchema schema;

	private final SObjectStore store;

	private final Database database;

	TreeResource(OrgSchema schema, SObjectStore store, Database database) {
		this.schema = schema;
		this.store = store;
		this.database = database;
	}

	@Override
	public ApiResponse handle(Call call) {
		if (call.size() != 1) {
			throw ApiException.notFound();
		}
		SObjectType type = this.schema.type(call.segment(0)).orElseThrow(ApiException::notFound);
		call.allow("POST");
		List<List<TreeRecord>> levels = TreeRecord.read(call.json(), type, this.schema.current());
		return this.database.transaction((transaction) -> {
			ApiResponse response = create(levels);
			if (response.status() >= 400) {
				transaction.rollBack();
			}
			return response;
		});
	}

	private ApiResponse create(List<List<TreeRecord>> levels) {
		Map<TreeRecord, String> ids = new LinkedHashMap<>();
		for (List<TreeRecord> level : levels) {
			List<Map<String, Object>> errors = new ArrayList<>();
			for (TreeRecord record : level) {
				try {
					ids.put(record, create(record, ids));
				}
				catch (ApiException ex) {
					errors.add(result(record, "errors", List.of(ex.error().inRow())));
				}
			}
			if (!errors.isEmpty()) {
				return response(400, true, errors);
			}
		}
		List<Map<String, Object>> results = new ArrayList<>();
		ids.forEach((record, id) -> results.add(result(record, "id", id)));
		return response(201, false, results);
	}

	private String create(TreeRecord record, Map<TreeRecord, String> ids) {
		return this.database.transaction((transaction) -> {
			Map<Field, @Nullable Object> values = RecordReader.read(record.type(), record.fields(), "Id");
			if (record.lookup() != null) {
				values.put(record.lookup(), ids.get(record.parent()));
			}
			return this.store.insert(record.type(), values);
		});
	}

	private static Map<String, Object> result(TreeRecord record, String name, Object value) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("referenceId", record.referenceId());
		json.put(name, value);
		return json;
	}

	private static ApiResponse response(int status, boolean hasErrors, List<Map<String, Object>> results) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("hasErrors", hasErrors);
		json.put("results", results);
		return Json.response(status, json);
	}

}
