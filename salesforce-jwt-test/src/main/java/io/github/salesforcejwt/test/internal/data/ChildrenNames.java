package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Names the ways from parents to their children that a definition leaves unnamed, after
 * the children: {@code Invoices__r}.
 */
final class ChildrenNames {

	private final Taken taken;

	ChildrenNames(Taken taken) {
		this.taken = taken;
	}

	SObjectType complete(SObjectType type) {
		SObjectType complete = type;
		for (Field field : type.fields()) {
			Reference reference = field.reference();
			if (field.isCustom() && reference != null && reference.childrenName() == null) {
				String name = name(complete, reference.targets());
				complete = complete
					.merged(List.of(field.withReference(reference.withChildren(name, reference.onDelete()))));
			}
		}
		return complete;
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
