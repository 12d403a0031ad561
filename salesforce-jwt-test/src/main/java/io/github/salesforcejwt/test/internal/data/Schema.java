package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sObjects of an org. Immutable: each change makes a new one.
 */
public final class Schema {

	private final Map<String, SObjectType> types;

	private Schema(Map<String, SObjectType> types) {
		this.types = types;
	}

	/**
	 * Returns the standard sObjects that a synchronization with an ERP meets, with the
	 * external id {@code ERP_Id__c} on each.
	 * @return the schema
	 */
	public static Schema standard() {
		Map<String, SObjectType> types = new LinkedHashMap<>();
		for (SObjectType type : StandardObjects.all()) {
			types.put(SObjectType.key(type.name()), type);
		}
		return new Schema(types);
	}

	/**
	 * Adds a field to an sObject.
	 * @param type the name of the sObject
	 * @param field the field
	 * @return the changed schema
	 * @throws IllegalArgumentException if there is no such sObject, or the field is there
	 */
	public Schema withField(String type, Field field) {
		SObjectType found = type(type)
			.orElseThrow(() -> new IllegalArgumentException("No sObject '%s'; add it with withObject".formatted(type)));
		return with(found.with(field));
	}

	/**
	 * Adds a custom sObject, which gets a {@code Name} of its own.
	 * @param name the name, ending in {@code __c}
	 * @param fields the fields beside the name
	 * @return the changed schema
	 * @throws IllegalArgumentException if the name is taken or not that of a custom
	 * sObject
	 */
	public Schema withObject(String name, Field... fields) {
		if (!name.matches("[A-Za-z][A-Za-z0-9_]*__c")) {
			throw new IllegalArgumentException(
					"The name of a custom sObject ends in __c, '%s' does not".formatted(name));
		}
		if (type(name).isPresent()) {
			throw new IllegalArgumentException("There is an sObject '%s' already".formatted(name));
		}
		List<Field> all = new ArrayList<>();
		all.add(Field.text("Name", 80));
		all.addAll(List.of(fields));
		long custom = this.types.values().stream().filter(SObjectType::isCustom).count();
		return with(new SObjectType(name, "a%02d".formatted(custom), all));
	}

	private Schema with(SObjectType type) {
		Map<String, SObjectType> more = new LinkedHashMap<>(this.types);
		more.put(SObjectType.key(type.name()), type);
		for (Field field : type.fields()) {
			String target = field.target();
			if (target != null && !more.containsKey(SObjectType.key(target))) {
				throw new IllegalArgumentException(
						"%s looks up an sObject '%s' that is not there".formatted(field.name(), target));
			}
		}
		return new Schema(more);
	}

	Optional<SObjectType> type(String name) {
		return Optional.ofNullable(this.types.get(SObjectType.key(name)));
	}

	Optional<SObjectType> typeOfId(String id) {
		return this.types.values().stream().filter((type) -> id.startsWith(type.keyPrefix())).findFirst();
	}

	List<String> names() {
		return this.types.values().stream().map(SObjectType::name).toList();
	}

	Collection<SObjectType> types() {
		return this.types.values();
	}

}
