package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks what a test defines, and completes a new sObject.
 */
final class DefinitionRules {

	private static final String NAME = "Name";

	private final ObjectDefinition definition;

	private final Map<String, SObjectType> types;

	/**
	 * Creates the rules.
	 * @param types the sObjects that are there, by the keys of their names
	 */
	DefinitionRules(ObjectDefinition definition, Map<String, SObjectType> types) {
		this.definition = definition;
		this.types = types;
	}

	/**
	 * Checks the definition.
	 * @throws IllegalArgumentException if an org would refuse it
	 */
	void check() {
		if (this.definition.source() == ObjectDefinition.Source.ORG) {
			return;
		}
		String name = this.definition.name();
		SObjectType type = this.types.get(SObjectType.key(name));
		if (type == null && !name.matches("[A-Za-z][A-Za-z0-9_]*__c")) {
			throw new IllegalArgumentException(
					"There is no standard sObject '%s' among %s, and the name of a custom sObject ends in __c"
						.formatted(name, this.types.values()));
		}
		for (Field field : this.definition.fields()) {
			boolean known = field.name().equals(NAME) || (type != null && type.field(field.name()) != null);
			if (!known && !field.isCustom()) {
				throw new IllegalArgumentException(
						"%s has no standard field '%s', and the name of a custom field ends in __c".formatted(name,
								field.name()));
			}
			checkTargets(field);
		}
	}

	private void checkTargets(Field field) {
		Reference reference = field.reference();
		if (reference != null) {
			for (String target : reference.targets()) {
				if (!target.equalsIgnoreCase(this.definition.name())
						&& !this.types.containsKey(SObjectType.key(target))) {
					throw new IllegalArgumentException(
							"%s looks up an sObject '%s' that is not there: define that first".formatted(field.name(),
									target));
				}
			}
		}
	}

	/**
	 * Returns the fields of a new sObject beside those of its definition: a name, and an
	 * owner unless a master has one.
	 */
	static List<Field> ownFields(ObjectDefinition definition) {
		List<Field> fields = new ArrayList<>();
		if (definition.source() == ObjectDefinition.Source.TEST) {
			if (!definition.declares(NAME)) {
				fields.add(Field.text(NAME, 80));
			}
			if (definition.fields().stream().noneMatch(Field::isMasterDetail)) {
				fields.add(SObjectType.owner());
			}
		}
		return fields;
	}

}
