package io.github.salesforcejwt.test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.salesforcejwt.test.internal.data.DescribeReader;
import io.github.salesforcejwt.test.internal.data.ObjectDefinition;
import io.github.salesforcejwt.test.internal.data.RecordRule;
import io.github.salesforcejwt.test.internal.data.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an sObject of an org, standard or custom:
 * {@code org.defineObject(SalesforceObject.named("Invoice__c").fields(…))}. Immutable:
 * methods that change it return a new instance.
 */
public final class SalesforceObject {

	private final ObjectDefinition definition;

	private SalesforceObject(ObjectDefinition definition) {
		this.definition = definition;
	}

	ObjectDefinition definition() {
		return this.definition;
	}

	/**
	 * Define an sObject.
	 * @param name the API name: that of a standard sObject which the stand-in has, or one
	 * that ends in {@code __c}
	 * @return the sObject
	 */
	public static SalesforceObject named(String name) {
		return new SalesforceObject(ObjectDefinition.of(name));
	}

	/**
	 * Define an sObject as an org describes it: its fields, picklists, relationships and
	 * record types. Fields that an org computes have no values, and rules are not part of
	 * a description.
	 * @param describe the JSON that
	 * {@code GET /services/data/v68.0/sobjects/Invoice__c/describe} of the org answers
	 * @return the sObject
	 * @throws IllegalArgumentException if the JSON describes no sObject
	 */
	public static SalesforceObject described(String describe) {
		return new SalesforceObject(DescribeReader.read(describe));
	}

	/**
	 * Set the label, derived from the API name by default.
	 * @param label one record
	 * @param plural several records
	 * @return the changed sObject
	 */
	public SalesforceObject label(String label, String plural) {
		return new SalesforceObject(this.definition.labelled(label, plural));
	}

	/**
	 * Add fields, or replace those of the same names. A custom sObject has a {@code Name}
	 * of 80 characters unless there is one among them.
	 * @param fields the fields
	 * @return the changed sObject
	 */
	public SalesforceObject fields(SalesforceField... fields) {
		return new SalesforceObject(this.definition.withFields(Stream.of(fields).map(SalesforceField::field).toList()));
	}

	/**
	 * Add record types, of which new records get the first by default.
	 * @param developerNames the API names
	 * @return the changed sObject
	 */
	public SalesforceObject recordTypes(String... developerNames) {
		List<RecordType> recordTypes = Arrays.stream(developerNames)
			.map((name) -> new RecordType(name, name.replace('_', ' ')))
			.toList();
		return new SalesforceObject(this.definition.withRecordTypes(recordTypes));
	}

	/**
	 * Add a validation rule, or replace the one of that name. A record that breaks it is
	 * refused with {@code FIELD_CUSTOM_VALIDATION_EXCEPTION}.
	 * @param name the name of the rule
	 * @param broken whether a record breaks the rule: by field name the values as a
	 * client would read them after the change, {@code null} for none
	 * @param message the error of a record that breaks it
	 * @return the changed sObject
	 */
	public SalesforceObject rule(String name, Predicate<Map<String, @Nullable Object>> broken, String message) {
		return new SalesforceObject(this.definition.withRule(new RecordRule(name, broken, message, null)));
	}

	/**
	 * Add a validation rule whose message is about a field.
	 * @param name the name of the rule
	 * @param broken whether a record breaks the rule
	 * @param message the error of a record that breaks it
	 * @param field the API name of the field
	 * @return the changed sObject
	 */
	public SalesforceObject rule(String name, Predicate<Map<String, @Nullable Object>> broken, String message,
			String field) {
		return new SalesforceObject(this.definition.withRule(new RecordRule(name, broken, message, field)));
	}

	/**
	 * Print the name.
	 */
	@Override
	public String toString() {
		return this.definition.name();
	}

}
