package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The records that a lookup points to.
 *
 * @param targets the sObjects whose ids it holds
 * @param parentName the name of the way to the parent, such as {@code Account} or
 * {@code Plant__r}, {@code null} if there is none
 * @param childrenName the name of the way back from the parent, such as {@code Contacts},
 * {@code null} if there is none
 * @param onDelete what happens to the child when its parent is deleted
 */
public record Reference(List<String> targets, @Nullable String parentName, @Nullable String childrenName,
		OnDelete onDelete) {

	public Reference {
		targets = List.copyOf(targets);
	}

	Reference withChildren(String name, OnDelete rule) {
		return new Reference(this.targets, this.parentName, name, rule);
	}

	boolean pointsTo(String type) {
		return this.targets.stream().anyMatch(type::equalsIgnoreCase);
	}

	/**
	 * What happens to a child when its parent is deleted.
	 */
	public enum OnDelete {

		/** The lookup becomes empty. */
		CLEAR,

		/** The child is deleted too. */
		CASCADE,

		/** The parent cannot be deleted. */
		RESTRICT

	}

}
