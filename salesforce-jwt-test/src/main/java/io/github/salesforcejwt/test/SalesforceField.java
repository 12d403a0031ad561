package io.github.salesforcejwt.test;

import io.github.salesforcejwt.test.internal.data.Field;
import io.github.salesforcejwt.test.internal.data.FieldDefault;
import io.github.salesforcejwt.test.internal.data.FieldType;
import io.github.salesforcejwt.test.internal.data.Picklist;
import io.github.salesforcejwt.test.internal.data.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A field of a {@link SalesforceObject}. Immutable: methods that change it return a new
 * instance.
 */
public final class SalesforceField {

	private final Field field;

	private SalesforceField(Field field) {
		this.field = field;
	}

	Field field() {
		return this.field;
	}

	/**
	 * Declare a line of text.
	 * @param name the API name, which ends in {@code __c} unless it is a standard field
	 * @param length the maximum number of characters
	 * @return the field
	 */
	public static SalesforceField text(String name, int length) {
		return new SalesforceField(Field.text(name, length));
	}

	/**
	 * Declare a text of several lines. Queries filter and sort by it only up to a length
	 * of 255.
	 * @param name the API name
	 * @param length the maximum number of characters
	 * @return the field
	 */
	public static SalesforceField textArea(String name, int length) {
		return new SalesforceField(Field.text(name, FieldType.TEXTAREA, length));
	}

	/**
	 * Declare an email address.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField email(String name) {
		return new SalesforceField(Field.text(name, FieldType.EMAIL, 80));
	}

	/**
	 * Declare a phone number.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField phone(String name) {
		return new SalesforceField(Field.text(name, FieldType.PHONE, 40));
	}

	/**
	 * Declare a web address.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField url(String name) {
		return new SalesforceField(Field.text(name, FieldType.URL, 255));
	}

	/**
	 * Declare a number.
	 * @param name the API name
	 * @param precision the number of digits in all, 18 at most
	 * @param scale the number of digits after the point
	 * @return the field
	 */
	public static SalesforceField number(String name, int precision, int scale) {
		return new SalesforceField(Field.number(name, FieldType.DOUBLE, precision, scale));
	}

	/**
	 * Declare an amount of money with two digits after the point.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField currency(String name) {
		return new SalesforceField(Field.number(name, FieldType.CURRENCY, 18, 2));
	}

	/**
	 * Declare a percentage with two digits after the point.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField percent(String name) {
		return new SalesforceField(Field.number(name, FieldType.PERCENT, 18, 2));
	}

	/**
	 * Declare a checkbox.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField checkbox(String name) {
		return new SalesforceField(Field.plain(name, FieldType.BOOLEAN));
	}

	/**
	 * Declare a date without a time.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField date(String name) {
		return new SalesforceField(Field.plain(name, FieldType.DATE));
	}

	/**
	 * Declare a date with a time.
	 * @param name the API name
	 * @return the field
	 */
	public static SalesforceField dateTime(String name) {
		return new SalesforceField(Field.plain(name, FieldType.DATETIME));
	}

	/**
	 * Declare a picklist, which accepts other values as well unless it is
	 * {@link #restricted()}.
	 * @param name the API name
	 * @param values the values, in their order
	 * @return the field
	 */
	public static SalesforceField picklist(String name, String... values) {
		return new SalesforceField(Field.picklist(name, FieldType.PICKLIST, Picklist.of(values)));
	}

	/**
	 * Declare a picklist from which a record can have several values, separated by
	 * semicolons.
	 * @param name the API name
	 * @param values the values, in their order
	 * @return the field
	 */
	public static SalesforceField multiPicklist(String name, String... values) {
		return new SalesforceField(Field.picklist(name, FieldType.MULTIPICKLIST, Picklist.of(values)));
	}

	/**
	 * Declare a lookup. When the record that it points to is deleted it becomes empty.
	 * @param name the API name
	 * @param target the sObject whose ids it holds
	 * @return the field
	 */
	public static SalesforceField lookup(String name, String target) {
		return new SalesforceField(Field.lookup(name, target));
	}

	/**
	 * Declare the lookup of a detail. A record always has a master, which cannot be
	 * changed, and it is deleted with its master.
	 * @param name the API name
	 * @param master the sObject of the master
	 * @return the field
	 */
	public static SalesforceField masterDetail(String name, String master) {
		return new SalesforceField(Field.masterDetail(name, master));
	}

	/**
	 * Declare an automatic number, which Salesforce increments.
	 * @param name the API name, {@code Name} for the name of a custom sObject
	 * @param pattern the pattern, with its digits in braces: <code>INV-{0000}</code>
	 * @return the field
	 */
	public static SalesforceField autoNumber(String name, String pattern) {
		return new SalesforceField(Field.autoNumber(name, pattern));
	}

	/**
	 * Refuse records without a value.
	 * @return the changed field
	 */
	public SalesforceField required() {
		return with(Field.Trait.REQUIRED);
	}

	/**
	 * Refuse a value that another record has.
	 * @return the changed field
	 */
	public SalesforceField unique() {
		return with(Field.Trait.UNIQUE);
	}

	/**
	 * Treat values that differ only in case as different.
	 * @return the changed field
	 */
	public SalesforceField caseSensitive() {
		return with(Field.Trait.CASE_SENSITIVE);
	}

	/**
	 * Let records be found and upserted by it.
	 * @return the changed field
	 */
	public SalesforceField externalId() {
		return with(Field.Trait.EXTERNAL_ID);
	}

	/**
	 * Refuse values from clients.
	 * @return the changed field
	 */
	public SalesforceField readOnly() {
		return with(Field.Trait.READ_ONLY);
	}

	/**
	 * Refuse values that a picklist does not offer.
	 * @return the changed field
	 * @throws IllegalStateException if it is not a picklist
	 */
	public SalesforceField restricted() {
		Picklist picklist = this.field.picklist();
		if (picklist == null) {
			throw new IllegalStateException(this.field.name() + " is not a picklist, so it cannot be restricted");
		}
		return new SalesforceField(this.field.withPicklist(new Picklist(picklist.values(), true)));
	}

	/**
	 * Set the name that people and error messages use, derived from the API name by
	 * default.
	 * @param label the label
	 * @return the changed field
	 */
	public SalesforceField label(String label) {
		return new SalesforceField(this.field.labelled(label));
	}

	/**
	 * Set the value of new records that do not set the field.
	 * @param value the value as JSON has it: a text, a number or a boolean; dates as text
	 * @return the changed field
	 * @throws IllegalArgumentException if it is not a value of the field
	 */
	public SalesforceField defaultValue(Object value) {
		return new SalesforceField(FieldDefault.set(this.field, value));
	}

	/**
	 * Set the name by which queries find the children of a lookup from their parent,
	 * derived from the plural of the children by default.
	 * @param relationship the name without its suffix, such as {@code Invoices} for
	 * {@code (SELECT Id FROM Invoices__r)}
	 * @return the changed field
	 * @throws IllegalStateException if it is not a lookup
	 */
	public SalesforceField children(String relationship) {
		Reference reference = reference();
		return reference(reference, relationship + "__r", reference.onDelete());
	}

	/**
	 * Refuse to delete a record that a lookup points to.
	 * @return the changed field
	 * @throws IllegalStateException if it is not a lookup
	 */
	public SalesforceField keepsParent() {
		Reference reference = reference();
		return reference(reference, reference.childrenName(), Reference.OnDelete.RESTRICT);
	}

	private SalesforceField reference(Reference reference, @Nullable String children, Reference.OnDelete onDelete) {
		return new SalesforceField(this.field
			.withReference(new Reference(reference.targets(), reference.parentName(), children, onDelete)));
	}

	private Reference reference() {
		Reference reference = this.field.reference();
		if (reference == null) {
			throw new IllegalStateException(this.field.name() + " is not a lookup, so it has no parent");
		}
		return reference;
	}

	private SalesforceField with(Field.Trait trait) {
		return new SalesforceField(this.field.with(trait));
	}

	/**
	 * Print the name and the type.
	 */
	@Override
	public String toString() {
		return this.field.name() + " (" + this.field.type() + ")";
	}

}
