package io.github.salesforcejwt.test.internal.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The rules that each value must meet before it is written to the database.
 */
final class FieldRules {

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

	private FieldRules() {
	}

	static void checkNew(SObjectType type, Map<Field, @Nullable Object> values) {
		checkRequired(type, (field) -> values.get(field) == null);
		values.forEach(FieldRules::checkValue);
	}

	static void checkChange(SObjectType type, Map<Field, @Nullable Object> values) {
		checkRequired(type, (field) -> values.containsKey(field) && values.get(field) == null);
		values.forEach(FieldRules::checkValue);
	}

	private static void checkRequired(SObjectType type, Predicate<Field> missing) {
		List<String> names = type.fields()
			.stream()
			.filter((field) -> field.is(Field.Trait.REQUIRED) && missing.test(field))
			.map(Field::name)
			.toList();
		if (!names.isEmpty()) {
			throw ApiException.badRequest("REQUIRED_FIELD_MISSING", "Required fields are missing: " + names,
					names.toArray(String[]::new));
		}
	}

	static void checkValue(Field field, @Nullable Object value) {
		if (value instanceof String text && !field.type().isId()) {
			checkText(field, text);
		}
		else if (value instanceof Number number && field.size().precision() > 0) {
			checkNumber(field, number);
		}
	}

	private static void checkText(Field field, String text) {
		if (field.picklist() != null) {
			checkPicklist(field, field.picklist(), text);
		}
		if (text.length() > field.size().length()) {
			throw refused(field, "STRING_TOO_LONG",
					"data value too large: %s (max length=%d)".formatted(text, field.size().length()));
		}
		if (field.type() == FieldType.EMAIL && !EMAIL.matcher(text).matches()) {
			throw refused(field, "INVALID_EMAIL_ADDRESS", "invalid email address: " + text);
		}
	}

	private static void checkPicklist(Field field, Picklist picklist, String text) {
		String[] values = (field.type() == FieldType.MULTIPICKLIST) ? text.split(";") : new String[] { text };
		for (String value : values) {
			if (!picklist.accepts(value)) {
				throw refused(field, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
						"bad value for restricted picklist field: " + value);
			}
		}
	}

	private static void checkNumber(Field field, Number number) {
		BigDecimal limit = BigDecimal.TEN.pow(field.size().precision() - field.size().scale());
		if (new BigDecimal(number.toString()).abs().compareTo(limit) >= 0) {
			throw refused(field, "NUMBER_OUTSIDE_VALID_RANGE",
					"value outside of valid range on numeric field: " + number);
		}
	}

	private static ApiException refused(Field field, String code, String message) {
		return ApiException.badRequest(code, field.label() + ": " + message, field.name());
	}

}
