package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Names the child relationships that a definition leaves unnamed, after the children:
 * {@code Invoices__r}.
 */
final class ChildrenNames {

	private final Map<String, ObjectDefinition.ChildrenName> known;

	private final Taken taken;

	/**
	 * Creates an instance.
	 * @param known the names that descriptions of parents have, by child and field
	 */
	ChildrenNames(Map<String, ObjectDefinition.ChildrenName> known, Taken taken) {
		this.known = known;
		this.taken = taken;
	}

	SObjectType complete(SObjectType type) {
		SObjectType complete = type;
		for (Field field : type.fields()) {
			Reference reference = field.reference();
			if (reference != null && !SObjectType.isSystemField(field.name())) {
				complete = complete.with(field.withReference(complete(complete, field, reference)));
			}
		}
		return complete;
	}

	private Reference complete(SObjectType type, Field field, Reference reference) {
		ObjectDefinition.ChildrenName name = this.known.get(SObjectType.key(type.name() + "." + field.name()));
		if (name != null) {
			return reference.withChildren(name.name(), name.onDelete());
		}
		return (field.isCustom() && reference.childrenName() == null)
				? reference.withChildren(name(type, reference.targets()), reference.onDelete()) : reference;
	}

	private String name(SObjectType type, List<String> targets) {
		String plural = type.plural().replaceAll("[^A-Za-z0-9_]", "_");
		String name = plural + "__r";
		for (int number = 1; isTaken(name, type, targets); number++) {
			name = plural + number + "__r";
		}
		return name;
	}

	private boolean isTaken(String name, SObjectType type, List<String> targets) {
		return targets.stream()
			.anyMatch((target) -> this.taken.isTaken(target, type, name)
					|| type.fields().stream().anyMatch((field) -> leads(field.reference(), name, target)));
	}

	private static boolean leads(@Nullable Reference reference, String name, String target) {
		return reference != null && name.equalsIgnoreCase(reference.childrenName()) && reference.pointsTo(target);
	}

	/**
	 * Whether a parent has children of that name already, of another sObject.
	 */
	interface Taken {

		boolean isTaken(String parent, SObjectType child, String childrenName);

	}

}
