package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The ids of the record types of each sObject.
 */
final class RecordTypes {

	private final Map<String, Map<String, String>> ids = new ConcurrentHashMap<>();

	/**
	 * Returns the record types that have no id yet.
	 */
	List<RecordType> withoutId(SObjectType type) {
		Map<String, String> known = ids(type);
		return type.recordTypes()
			.stream()
			.filter((recordType) -> !known.containsKey(recordType.developerName()))
			.toList();
	}

	synchronized void add(SObjectType type, RecordType recordType, String id) {
		Map<String, String> more = new LinkedHashMap<>(ids(type));
		more.put(recordType.developerName(), id);
		this.ids.put(SObjectType.key(type.name()), more);
	}

	/**
	 * Returns the ids by the names of the record types.
	 */
	Map<String, String> ids(SObjectType type) {
		return this.ids.getOrDefault(SObjectType.key(type.name()), Map.of());
	}

	/**
	 * Returns the id that new records get, {@code null} if there are no record types.
	 */
	@Nullable String defaultId(SObjectType type) {
		return ids(type).values().stream().findFirst().orElse(null);
	}

}
