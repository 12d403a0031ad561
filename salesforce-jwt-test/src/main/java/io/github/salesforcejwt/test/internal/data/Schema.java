package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sObjects of an org. Immutable: each change creates a new one.
 */
public final class Schema {

	private final Map<String, SObjectType> types;

	private final Map<String, ObjectDefinition.ChildrenName> childrenNames;

	private final Map<String, List<ChildRelationship>> children;

	private Schema(Map<String, SObjectType> types, Map<String, ObjectDefinition.ChildrenName> childrenNames) {
		this.types = types;
		this.childrenNames = childrenNames;
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
	 * Returns the standard sObjects that a synchronization with an ERP uses, with the
	 * external id {@code ERP_Id__c} on each.
	 * @return the schema
	 */
	public static Schema standard() {
		Map<String, SObjectType> types = new LinkedHashMap<>();
		for (SObjectType type : StandardObjects.all()) {
			types.put(SObjectType.key(type.name()), type);
		}
		return new Schema(types, Map.of());
	}

	/**
	 * Adds an sObject, or changes the one of that name.
	 * @param definition what is to be known of it
	 * @return the changed schema
	 * @throws IllegalArgumentException if an org would refuse the definition
	 */
	public Schema define(ObjectDefinition definition) {
		new DefinitionRules(definition, this.types).check();
		SObjectType type = type(definition.name())
			.orElseGet(() -> SObjectType.of(definition.name(), freeKeyPrefix(), DefinitionRules.ownFields(definition)));
		Schema changed = with(type.merged(definition));
		for (ObjectDefinition.ChildrenName children : definition.children()) {
			changed = changed.withChildrenName(children);
		}
		return changed;
	}

	private Schema withChildrenName(ObjectDefinition.ChildrenName children) {
		Map<String, ObjectDefinition.ChildrenName> more = new LinkedHashMap<>(this.childrenNames);
		more.put(SObjectType.key(children.child() + "." + children.field()), children);
		Schema changed = new Schema(this.types, more);
		return type(children.child()).map(changed::with).orElse(changed);
	}

	/**
	 * Returns the prefix for the ids of one more custom sObject.
	 */
	private String freeKeyPrefix() {
		for (int number = 0;; number++) {
			String digits = Integer.toString(number, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
			String prefix = "a" + "0".repeat(Math.max(0, 2 - digits.length())) + digits;
			if (typeOfId(prefix).isEmpty()) {
				return prefix;
			}
		}
	}

	/**
	 * Adds an sObject, or replaces the one of its name.
	 */
	private Schema with(SObjectType type) {
		Map<String, SObjectType> more = new LinkedHashMap<>(this.types);
		more.put(SObjectType.key(type.name()), new ChildrenNames(this.childrenNames, this::isTaken).complete(type));
		return new Schema(more, this.childrenNames);
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
	 * Returns the child relationships of an sObject, including those without a name.
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
