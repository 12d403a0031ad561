package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Names the ways from parents to their children that a definition leaves unnamed, after
 * the children: {@code Invoices__r}.
 */
final class ChildrenNames {

	private final Schema schema;

	ChildrenNames(Schema schema) {
		this.schema = schema;
	}

	SObjectType complete(SObjectType type) {
		List<Field> unnamed = type.fields().stream().filter(ChildrenNames::lacksAName).toList();
		SObjectType complete = type;
		for (Field field : unnamed) {
			Reference reference = field.reference();
			if (reference != null) {
				complete = complete.merged(List.of(field
					.withReference(reference.withChildren(name(complete, reference.targets()), reference.onDelete()))));
			}
		}
		return complete;
	}

	private static boolean lacksAName(Field field) {
		Reference reference = field.reference();
		return field.isCustom() && reference != null && reference.childrenName() == null;
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
		return targets.stream().anyMatch((target) -> isTaken(name, type, target));
	}

	private boolean isTaken(String name, SObjectType type, String target) {
		boolean here = type.fields()
			.stream()
			.map(Field::reference)
			.anyMatch((reference) -> leads(reference, name, target));
		return here || this.schema.type(target)
			.map(this.schema::children)
			.orElse(List.of())
			.stream()
			.anyMatch((other) -> other.isNamed(name) && !other.child().name().equalsIgnoreCase(type.name()));
	}

	private static boolean leads(@Nullable Reference reference, String name, String target) {
		return reference != null && name.equalsIgnoreCase(reference.childrenName())
				&& reference.targets().stream().anyMatch(target::equalsIgnoreCase);
	}

}
