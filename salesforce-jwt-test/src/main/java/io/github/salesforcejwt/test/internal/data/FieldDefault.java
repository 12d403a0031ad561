package io.github.salesforcejwt.test.internal.data;

/**
 * The value that a field of a new record has unless the record says otherwise.
 */
public final class FieldDefault {

	private FieldDefault() {
	}

	/**
	 * Sets the default of a field.
	 * @param field the field
	 * @param value the value as JSON has it
	 * @return the changed field
	 * @throws IllegalArgumentException if it is not a value of the field
	 */
	public static Field set(Field field, Object value) {
		try {
			Object read = FieldValues.read(field, Json.read(Json.write(value)));
			Field changed = field.withDefault(read);
			FieldRules.checkValue(changed, read);
			Picklist picklist = field.picklist();
			return (picklist != null && read != null) ? changed.withPicklist(picklist.withDefault(read.toString()))
					: changed;
		}
		catch (ApiException ex) {
			throw new IllegalArgumentException("'%s' (%s) is no default of %s: %s".formatted(value,
					value.getClass().getSimpleName(), field.name(), ex.error().message()), ex);
		}
	}

}
