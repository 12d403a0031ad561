package io.github.salesforcejwt.test.internal.data;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A field of an sObject.
 *
 * @param name the API name
 * @param label the name that error messages use
 * @param type the type
 * @param length the greatest number of characters, 0 where that has no meaning
 * @param traits what else is true of it
 * @param target the sObject that a reference points to
 * @param formula the SQL expression of a field that is computed
 */
public record Field(String name, String label, FieldType type, int length, Set<Trait> traits, @Nullable String target,
		@Nullable String formula) {

	private static final Set<Trait> NONE = Set.of();

	public Field {
		if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
			throw new IllegalArgumentException(
					"The name of a field has letters, digits and underscores, such as ERP_Id__c, not '%s'"
						.formatted(name));
		}
		traits = Set.copyOf(traits);
	}

	/**
	 * Declares a text field.
	 * @param name the API name, ending in {@code __c} if it is a custom field
	 * @param length the greatest number of characters
	 * @return the field
	 */
	public static Field text(String name, int length) {
		return of(name, FieldType.STRING, length);
	}

	/**
	 * Declares a number with decimals.
	 * @param name the API name
	 * @return the field
	 */
	public static Field number(String name) {
		return of(name, FieldType.DOUBLE, 0);
	}

	/**
	 * Declares a checkbox.
	 * @param name the API name
	 * @return the field
	 */
	public static Field checkbox(String name) {
		return of(name, FieldType.BOOLEAN, 0);
	}

	/**
	 * Declares a date without a time.
	 * @param name the API name
	 * @return the field
	 */
	public static Field date(String name) {
		return of(name, FieldType.DATE, 0);
	}

	/**
	 * Declares a date with a time.
	 * @param name the API name
	 * @return the field
	 */
	public static Field dateTime(String name) {
		return of(name, FieldType.DATETIME, 0);
	}

	/**
	 * Declares a lookup.
	 * @param name the API name
	 * @param target the sObject whose ids it holds
	 * @return the field
	 */
	public static Field lookup(String name, String target) {
		return new Field(name, labelOf(name), FieldType.REFERENCE, 18, NONE, target, null);
	}

	static Field of(String name, FieldType type, int length) {
		return new Field(name, labelOf(name), type, length, NONE, null, null);
	}

	static Field computed(String name, int length, String formula) {
		return new Field(name, labelOf(name), FieldType.STRING, length, Set.of(Trait.READ_ONLY), null, formula);
	}

	/**
	 * Makes it an external id, by which records are upserted.
	 * @return the changed field
	 */
	public Field externalId() {
		return with(Trait.EXTERNAL_ID);
	}

	/**
	 * Allows each value once, without regard to case.
	 * @return the changed field
	 */
	public Field unique() {
		return with(Trait.UNIQUE);
	}

	/**
	 * Demands a value.
	 * @return the changed field
	 */
	public Field required() {
		return with(Trait.REQUIRED);
	}

	Field readOnly() {
		return with(Trait.READ_ONLY);
	}

	Field labelled(String newLabel) {
		return new Field(this.name, newLabel, this.type, this.length, this.traits, this.target, this.formula);
	}

	boolean is(Trait trait) {
		return this.traits.contains(trait);
	}

	boolean isCustom() {
		return this.name.endsWith("__c");
	}

	/**
	 * The name under which a lookup takes an external id of its target, {@code null} for
	 * other fields.
	 */
	@Nullable String relationship() {
		return (this.target != null) ? this.name.replaceFirst("Id$", "").replaceFirst("__c$", "__r") : null;
	}

	/**
	 * The quoted name of the column.
	 */
	String column() {
		return '"' + this.name + '"';
	}

	private Field with(Trait trait) {
		Set<Trait> more = EnumSet.of(trait);
		more.addAll(this.traits);
		return new Field(this.name, this.label, this.type, this.length, more, this.target, this.formula);
	}

	private static String labelOf(String name) {
		return name.replaceFirst("__c$", "")
			.replace('_', ' ')
			.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
			.replaceFirst("(?<= )Id$", "ID");
	}

	/**
	 * What is true of a field.
	 */
	public enum Trait {

		/** A record without it is refused. */
		REQUIRED,

		/** No two records have the same value. */
		UNIQUE,

		/** Records can be found and upserted by it. */
		EXTERNAL_ID,

		/** Only Salesforce sets it. */
		READ_ONLY

	}

}
