package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the org demands of the values of a record before the database sees them.
 */
final class RecordRules {

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

	private RecordRules() {
	}

	static void checkNew(SObjectType type, Map<Field, @Nullable Object> values) {
		checkRequired(type, (field) -> values.get(field) == null);
		values.forEach(RecordRules::check);
	}

	static void checkChange(SObjectType type, Map<Field, @Nullable Object> values) {
		checkRequired(type, (field) -> values.containsKey(field) && values.get(field) == null);
		values.forEach(RecordRules::check);
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

	private static void check(Field field, @Nullable Object value) {
		if (!(value instanceof String text) || field.type().isId()) {
			return;
		}
		if (text.length() > field.length()) {
			throw ApiException.badRequest("STRING_TOO_LONG",
					"%s: data value too large: %s (max length=%d)".formatted(field.label(), text, field.length()),
					field.name());
		}
		if (field.type() == FieldType.EMAIL && !EMAIL.matcher(text).matches()) {
			throw ApiException.badRequest("INVALID_EMAIL_ADDRESS",
					"%s: invalid email address: %s".formatted(field.label(), text), field.name());
		}
	}

}
