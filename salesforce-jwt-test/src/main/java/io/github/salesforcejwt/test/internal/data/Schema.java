package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The sObjects of an org. Immutable: each change makes a new one.
 */
public final class Schema {

	private final Map<String, SObjectType> types;

	private final Map<String, List<ChildRelationship>> children;

	private Schema(Map<String, SObjectType> types) {
		this.types = types;
		this.children = new LinkedHashMap<>();
		for (SObjectType parent : types.values()) {
			this.children.put(SObjectType.key(parent.name()), childrenOf(parent, types.values()));
		}
	}

	private static List<ChildRelationship> childrenOf(SObjectType parent, Collection<SObjectType> types) {
		List<ChildRelationship> children = new ArrayList<>();
		for (SObjectType child : types) {
			for (Field field : child.fields()) {
				Reference reference = field.reference();
				if (reference != null && reference.pointsTo(parent.name())) {
					children.add(new ChildRelationship(child, field, reference));
				}
			}
		}
		return children;
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
		return change(type, (found) -> found.with(checked(found, field)));
	}

	/**
	 * Changes an sObject.
	 * @param type the name of the sObject
	 * @param change returns the changed sObject
	 * @return the changed schema
	 * @throws IllegalArgumentException if there is no such sObject
	 */
	public Schema change(String type, UnaryOperator<SObjectType> change) {
		return with(change.apply(type(type).orElseThrow(() -> new IllegalArgumentException(
				"No sObject '%s' among %s: add it first".formatted(type, names())))));
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
		return withObject(name, Field.text("Name", 80), List.of(fields));
	}

	/**
	 * Adds a custom sObject.
	 * @param name the name, ending in {@code __c}
	 * @param nameField the field {@code Name}
	 * @param fields the fields beside the name
	 * @return the changed schema
	 * @throws IllegalArgumentException if the name is taken or not that of a custom
	 * sObject
	 */
	public Schema withObject(String name, Field nameField, List<Field> fields) {
		if (!name.matches("[A-Za-z][A-Za-z0-9_]*__c")) {
			throw new IllegalArgumentException(
					"The name of a custom sObject ends in __c, '%s' does not".formatted(name));
		}
		if (type(name).isPresent()) {
			throw new IllegalArgumentException("There is an sObject '%s' already".formatted(name));
		}
		List<Field> all = new ArrayList<>();
		all.add(nameField);
		// a detail record belongs to whoever its master belongs to
		if (fields.stream().noneMatch((field) -> field.is(Field.Trait.CREATE_ONLY) && field.reference() != null)) {
			all.add(SObjectType.owner());
		}
		all.addAll(fields);
		SObjectType type = SObjectType.of(name, freeKeyPrefix(), all);
		fields.forEach((field) -> checked(type, field));
		return with(type);
	}

	/**
	 * Returns the prefix for the ids of one more custom sObject.
	 */
	String freeKeyPrefix() {
		for (int number = 0;; number++) {
			String digits = Integer.toString(number, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
			String prefix = "a" + "0".repeat(Math.max(0, 2 - digits.length())) + digits;
			if (typeOfId(prefix).isEmpty()) {
				return prefix;
			}
		}
	}

	private Field checked(SObjectType type, Field field) {
		Reference reference = field.reference();
		if (reference != null) {
			for (String target : reference.targets()) {
				if (!target.equalsIgnoreCase(type.name()) && type(target).isEmpty()) {
					throw new IllegalArgumentException(
							"%s looks up an sObject '%s' that is not there".formatted(field.name(), target));
				}
			}
		}
		return field;
	}

	/**
	 * Adds an sObject, or replaces the one of its name.
	 */
	Schema with(SObjectType type) {
		Map<String, SObjectType> more = new LinkedHashMap<>(this.types);
		more.put(SObjectType.key(type.name()), new ChildrenNames(this::isTaken).complete(type));
		return new Schema(more);
	}

	private boolean isTaken(String parent, SObjectType child, String childrenName) {
		return type(parent).map(this::children)
			.orElse(List.of())
			.stream()
			.anyMatch((other) -> other.isNamed(childrenName) && !other.child().name().equalsIgnoreCase(child.name()));
	}

	Optional<SObjectType> type(String name) {
		return Optional.ofNullable(this.types.get(SObjectType.key(name)));
	}

	Optional<SObjectType> typeOfId(String id) {
		return this.types.values().stream().filter((type) -> id.startsWith(type.keyPrefix())).findFirst();
	}

	/**
	 * Returns the ways to the children of an sObject, those without a name as well.
	 */
	List<ChildRelationship> children(SObjectType parent) {
		return this.children.getOrDefault(SObjectType.key(parent.name()), List.of());
	}

	List<String> names() {
		return this.types.values().stream().map(SObjectType::name).toList();
	}

	Collection<SObjectType> types() {
		return this.types.values();
	}

}
