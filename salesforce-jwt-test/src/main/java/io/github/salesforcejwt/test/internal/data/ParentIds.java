package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The ids of the parents that a record names, by their ids or by external ids.
 */
final class ParentIds {

	private final OrgSchema schema;

	private final StoredRecords records;

	ParentIds(OrgSchema schema, StoredRecords records) {
		this.schema = schema;
		this.records = records;
	}

	Map<Field, @Nullable Object> resolve(SObjectType type, Map<Field, @Nullable Object> values) {
		Map<Field, @Nullable Object> resolved = new LinkedHashMap<>(values);
		resolved.replaceAll((field, value) -> (field.reference() != null && value != null)
				? id(type, field, field.reference().targets(), value) : value);
		return resolved;
	}

	private String id(SObjectType type, Field field, List<String> targets, Object key) {
		List<SObjectType> known = targets.stream().map(this.schema::type).flatMap(Optional::stream).toList();
		if (key instanceof ParentKey parent) {
			if (known.size() != 1) {
				throw ApiException.badRequest("INVALID_FIELD",
						"%s can point to %s: name the record by its id".formatted(field.name(), targets));
			}
			return parent.find(known.get(0), this.records);
		}
		return checked(type, field, known, known.size() < targets.size(), key.toString());
	}

	private String checked(SObjectType type, Field field, List<SObjectType> known, boolean alsoUnknown, String value) {
		String id = SalesforceIds.normalize(value);
		SObjectType target = (id == null) ? null
				: known.stream().filter((candidate) -> id.startsWith(candidate.keyPrefix())).findFirst().orElse(null);
		if (id == null || (target == null && !alsoUnknown)) {
			throw ApiException.badRequest("MALFORMED_ID",
					"%s: id value of incorrect type: %s".formatted(field.label(), value), field.name());
		}
		if (target != null) {
			this.records.checkLive(target, id);
			if (target.name().equals("RecordType")) {
				checkRecordType(type, target, field, id);
			}
		}
		return id;
	}

	private void checkRecordType(SObjectType type, SObjectType recordType, Field field, String id) {
		List<Map<String, @Nullable Object>> found = this.records.read(recordType, recordType.fields(), List.of(id));
		if (!found.get(0).containsValue(type.name())) {
			throw ApiException.badRequest("INVALID_CROSS_REFERENCE_KEY",
					"%s: this ID value isn't valid for the user: %s".formatted(field.label(), id), field.name());
		}
	}

}
