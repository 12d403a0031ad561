package io.github.salesforcejwt.test.internal.data;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.Reference.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * A field of an sObject.
 *
 * @param name the API name
 * @param label the name that error messages use
 * @param type the type
 * @param size how much it holds
 * @param traits what else is true of it
 * @param reference where a lookup points to, {@code null} for other fields
 * @param picklist what a picklist offers, {@code null} for other fields
 * @param defaultValue the value of a new record that says nothing of the field
 * @param formula the SQL expression of a field that is computed, or the pattern of an
 * automatic number
 */
public record Field(String name, String label, FieldType type, Size size, Set<Trait> traits,
		@Nullable Reference reference, @Nullable Picklist picklist, @Nullable Object defaultValue,
		@Nullable String formula) {

	private static final int ID_LENGTH = 18;

	// Salesforce stores longer text areas elsewhere, and no query can filter by them
	private static final int MAX_FILTERED_LENGTH = 255;

	public Field {
		if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
			throw new IllegalArgumentException(
					"The name of a field has letters, digits and underscores, such as ERP_Id__c, not '%s'"
						.formatted(name));
		}
		traits = Set.copyOf(traits);
	}

	/**
	 * Fields are keys of each record that is written, so that this has to be fast.
	 */
	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	static Field of(String name, FieldType type, Size size) {
		return new Field(name, labelOf(name), type, size, Set.of(), null, null, null, null);
	}

	/**
	 * Declares a field of text.
	 * @param name the API name, ending in {@code __c} if it is a custom field
	 * @param type a type of text
	 * @param length the maximum number of characters
	 * @return the field
	 */
	public static Field text(String name, FieldType type, int length) {
		return of(name, type, new Size(length, 0, 0));
	}

	/**
	 * Declares a field of plain text.
	 * @param name the API name
	 * @param length the maximum number of characters
	 * @return the field
	 */
	public static Field text(String name, int length) {
		return text(name, FieldType.STRING, length);
	}

	/**
	 * Declares a number.
	 * @param name the API name
	 * @param type a type of number
	 * @param precision the number of digits in all
	 * @param scale the number of digits after the point
	 * @return the field
	 */
	public static Field number(String name, FieldType type, int precision, int scale) {
		return of(name, type, new Size(0, precision, scale));
	}

	/**
	 * Declares a field whose values all have the same size: a checkbox, a date, a time.
	 * @param name the API name
	 * @param type the type
	 * @return the field
	 */
	public static Field plain(String name, FieldType type) {
		return of(name, type, Size.NONE);
	}

	/**
	 * Declares a picklist.
	 * @param name the API name
	 * @param type the type, for one value or for several
	 * @param picklist the values
	 * @return the field
	 */
	public static Field picklist(String name, FieldType type, Picklist picklist) {
		return new Field(name, labelOf(name), type, new Size(MAX_FILTERED_LENGTH, 0, 0), Set.of(), null, picklist, null,
				null);
	}

	/**
	 * Declares a lookup.
	 * @param name the API name
	 * @param reference where it points to
	 * @return the field
	 */
	public static Field lookup(String name, Reference reference) {
		return new Field(name, labelOf(name), FieldType.REFERENCE, new Size(ID_LENGTH, 0, 0), Set.of(), reference, null,
				null, null);
	}

	/**
	 * Declares a lookup with the usual name of the way to the parent.
	 * @param name the API name
	 * @param target the sObject whose ids it holds
	 * @return the field
	 */
	public static Field lookup(String name, String target) {
		return lookup(name, new Reference(List.of(target), parentNameOf(name), null, OnDelete.CLEAR));
	}

	/**
	 * Declares the lookup of a detail, which is never without its master.
	 * @param name the API name
	 * @param master the sObject of the master
	 * @return the field
	 */
	public static Field masterDetail(String name, String master) {
		return lookup(name, new Reference(List.of(master), parentNameOf(name), null, OnDelete.CASCADE))
			.with(Trait.REQUIRED)
			.with(Trait.CREATE_ONLY);
	}

	static Field computed(String name, int length, String formula) {
		return text(name, length).with(Trait.READ_ONLY).withFormula(formula);
	}

	/**
	 * Declares a number that Salesforce counts up.
	 * @param name the API name
	 * @param pattern the pattern, such as <code>INV-{0000}</code>
	 * @return the field
	 */
	public static Field autoNumber(String name, String pattern) {
		return text(name, 30).with(Trait.READ_ONLY).withPattern(pattern);
	}

	/**
	 * Returns the field with one more trait.
	 * @param trait what else is true of it
	 * @return the changed field
	 */
	public Field with(Trait trait) {
		Set<Trait> more = EnumSet.of(trait);
		more.addAll(this.traits);
		return new Field(this.name, this.label, this.type, this.size, more, this.reference, this.picklist,
				this.defaultValue, this.formula);
	}

	/**
	 * Returns the field with a label.
	 * @param newLabel the name that people and error messages use
	 * @return the changed field
	 */
	public Field labelled(String newLabel) {
		return new Field(this.name, newLabel, this.type, this.size, this.traits, this.reference, this.picklist,
				this.defaultValue, this.formula);
	}

	/**
	 * Returns the field with a way to other records.
	 * @param newReference where it points to
	 * @return the changed field
	 */
	public Field withReference(Reference newReference) {
		return new Field(this.name, this.label, this.type, this.size, this.traits, newReference, this.picklist,
				this.defaultValue, this.formula);
	}

	/**
	 * Returns the field with the values of a picklist.
	 * @param newPicklist the values
	 * @return the changed field
	 */
	public Field withPicklist(Picklist newPicklist) {
		return new Field(this.name, this.label, this.type, this.size, this.traits, this.reference, newPicklist,
				this.defaultValue, this.formula);
	}

	/**
	 * Returns the field with a value for records that say nothing of it.
	 * @param value the value, as JSON has it
	 * @return the changed field
	 */
	public Field withDefault(@Nullable Object value) {
		return new Field(this.name, this.label, this.type, this.size, this.traits, this.reference, this.picklist, value,
				this.formula);
	}

	/**
	 * Returns the field as one whose numbers Salesforce counts up.
	 */
	Field withPattern(String pattern) {
		if (!pattern.matches("[^{}]*\\{0+}[^{}]*")) {
			throw new IllegalArgumentException(
					"The pattern of an automatic number has its digits in braces, such as INV-{0000}, not '%s'"
						.formatted(pattern));
		}
		return with(Trait.AUTO_NUMBER).withFormula(pattern);
	}

	private Field withFormula(String newFormula) {
		return new Field(this.name, this.label, this.type, this.size, this.traits, this.reference, this.picklist,
				this.defaultValue, newFormula);
	}

	boolean is(Trait trait) {
		return this.traits.contains(trait);
	}

	boolean isCustom() {
		return this.name.endsWith("__c");
	}

	boolean hasNameOf(Field other) {
		return this.name.equalsIgnoreCase(other.name);
	}

	/**
	 * Whether it points to a master, which a record cannot be without.
	 */
	boolean isMasterDetail() {
		return this.reference != null && this.reference.onDelete() == OnDelete.CASCADE && is(Trait.REQUIRED)
				&& is(Trait.CREATE_ONLY);
	}

	boolean isComputed() {
		return this.formula != null && !is(Trait.AUTO_NUMBER);
	}

	/**
	 * Whether queries can compare it, order by it and group by it.
	 */
	boolean isFilterable() {
		return this.type != FieldType.ENCRYPTEDSTRING
				&& (this.type != FieldType.TEXTAREA || this.size.length() <= MAX_FILTERED_LENGTH);
	}

	/**
	 * Whether queries can group by it.
	 */
	boolean isGroupable() {
		return isFilterable() && switch (this.type) {
			case DOUBLE, CURRENCY, PERCENT, DATETIME, TIME, MULTIPICKLIST -> false;
			default -> true;
		};
	}

	/**
	 * The quoted name of the column.
	 */
	String column() {
		return '"' + this.name + '"';
	}

	String columnType() {
		return this.type.columnType(is(Trait.CASE_SENSITIVE));
	}

	/**
	 * Returns the usual name of the way to the parent of a lookup.
	 */
	static String parentNameOf(String name) {
		return name.replaceFirst("Id$", "").replaceFirst("__c$", "__r");
	}

	static String labelOf(String name) {
		return name.replaceFirst("__c$", "")
			.replace('_', ' ')
			.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
			.replaceFirst("(?<= )Id$", "ID");
	}

	/**
	 * How much a field holds.
	 *
	 * @param length the maximum number of characters, 0 for numbers and dates
	 * @param precision the number of digits in all, 0 if that has no meaning
	 * @param scale the number of digits after the point
	 */
	public record Size(int length, int precision, int scale) {

		static final Size NONE = new Size(0, 0, 0);

	}

	/**
	 * What is true of a field.
	 */
	public enum Trait {

		/** A record without it is refused. */
		REQUIRED,

		/** No two records have the same value. */
		UNIQUE,

		/** Values that differ only in case are different. */
		CASE_SENSITIVE,

		/** Records can be found and upserted by it. */
		EXTERNAL_ID,

		/** Only Salesforce sets it. */
		READ_ONLY,

		/** Only a new record sets it. */
		CREATE_ONLY,

		/** Salesforce counts it up. */
		AUTO_NUMBER

	}

}
