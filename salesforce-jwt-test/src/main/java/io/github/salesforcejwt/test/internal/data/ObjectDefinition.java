package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The definition of an sObject, which may already be in the schema.
 *
 * @param name the API name
 * @param labels what people call it, {@code null} for names made from the API name
 * @param source where the definition comes from
 * @param fields the fields, added or in place of those of the same names
 * @param recordTypes the record types
 * @param children names of ways to children, for children of whatever schema
 * @param rules the validation rules
 */
public record ObjectDefinition(String name, @Nullable Labels labels, Source source, List<Field> fields,
		List<RecordType> recordTypes, List<ChildrenName> children, List<RecordRule> rules) {

	public ObjectDefinition {
		fields = List.copyOf(fields);
		recordTypes = List.copyOf(recordTypes);
		children = List.copyOf(children);
		rules = List.copyOf(rules);
	}

	/**
	 * Returns a definition that says nothing but the name.
	 * @param name the API name
	 * @return the definition
	 */
	public static ObjectDefinition of(String name) {
		return new ObjectDefinition(name, null, Source.TEST, List.of(), List.of(), List.of(), List.of());
	}

	/**
	 * Returns the definition with labels.
	 * @param label one record
	 * @param plural several records
	 * @return the changed definition
	 */
	public ObjectDefinition labelled(String label, String plural) {
		return new ObjectDefinition(this.name, new Labels(label, plural), this.source, this.fields, this.recordTypes,
				this.children, this.rules);
	}

	/**
	 * Returns the definition with more fields.
	 * @param more the fields
	 * @return the changed definition
	 */
	public ObjectDefinition withFields(List<Field> more) {
		return new ObjectDefinition(this.name, this.labels, this.source, concat(this.fields, more), this.recordTypes,
				this.children, this.rules);
	}

	/**
	 * Returns the definition with more record types.
	 * @param more the record types
	 * @return the changed definition
	 */
	public ObjectDefinition withRecordTypes(List<RecordType> more) {
		return new ObjectDefinition(this.name, this.labels, this.source, this.fields, concat(this.recordTypes, more),
				this.children, this.rules);
	}

	/**
	 * Returns the definition with one more rule.
	 * @param rule the rule
	 * @return the changed definition
	 */
	public ObjectDefinition withRule(RecordRule rule) {
		return new ObjectDefinition(this.name, this.labels, this.source, this.fields, this.recordTypes, this.children,
				concat(this.rules, List.of(rule)));
	}

	private static <T> List<T> concat(List<T> first, List<T> second) {
		List<T> all = new ArrayList<>(first);
		all.addAll(second);
		return all;
	}

	boolean declares(String fieldName) {
		return this.fields.stream().anyMatch((field) -> field.name().equalsIgnoreCase(fieldName));
	}

	/**
	 * The labels of an sObject.
	 *
	 * @param label one record
	 * @param plural several records
	 */
	public record Labels(String label, String plural) {
	}

	/**
	 * The name of the way to children, as the describe of their parent has it.
	 *
	 * @param child the sObject of the children
	 * @param field the lookup that points to the parent
	 * @param name the name
	 * @param onDelete what happens to the child when its parent is deleted
	 */
	public record ChildrenName(String child, String field, String name, Reference.OnDelete onDelete) {
	}

	/**
	 * Where a definition comes from.
	 */
	public enum Source {

		/** A test, whose mistakes are refused. */
		TEST,

		/** An org, which may point to sObjects that the stand-in does not know. */
		ORG

	}

}
