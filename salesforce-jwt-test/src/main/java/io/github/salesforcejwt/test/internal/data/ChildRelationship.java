package io.github.salesforcejwt.test.internal.data;

/**
 * The relationship from a parent to its children.
 *
 * @param child the sObject of the children
 * @param field the lookup that points to the parent
 * @param reference where that lookup points to
 */
record ChildRelationship(SObjectType child, Field field, Reference reference) {

	boolean isNamed(String name) {
		return name.equalsIgnoreCase(this.reference.childrenName());
	}

}
