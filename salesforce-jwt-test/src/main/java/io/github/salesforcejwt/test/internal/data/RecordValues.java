package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The values of records, derived from those that a client sends: checked, with defaults,
 * numbers and the ids of parents.
 */
final class RecordValues {

	private static final Pattern DIGITS = Pattern.compile("\\{(0+)}");

	private final StoredRecords records;

	private final ParentIds parents;

	private final RecordTypes recordTypes;

	private final Map<String, AtomicLong> numbers = new ConcurrentHashMap<>();

	RecordValues(StoredRecords records, ParentIds parents, RecordTypes recordTypes) {
		this.records = records;
		this.parents = parents;
		this.recordTypes = recordTypes;
	}

	/**
	 * Returns the values of a new record.
	 */
	Map<Field, @Nullable Object> ofNew(SObjectType type, String id, Map<Field, @Nullable Object> given, String user) {
		Map<Field, @Nullable Object> values = new LinkedHashMap<>(given);
		for (Field field : type.fields()) {
			if (field.defaultValue() != null && !values.containsKey(field)) {
				values.put(field, field.defaultValue());
			}
		}
		FieldRules.checkNew(type, values);
		Map<Field, @Nullable Object> row = this.parents.resolve(type, values);
		for (Field field : type.fields()) {
			complete(type, field, id, user, row);
		}
		checkRules(type, row);
		return row;
	}

	private void complete(SObjectType type, Field field, String id, String user, Map<Field, @Nullable Object> row) {
		if (field.is(Field.Trait.AUTO_NUMBER)) {
			row.put(field, nextNumber(type, field));
		}
		else if (row.get(field) == null) {
			if (field.name().equals("OwnerId")) {
				row.put(field, user);
			}
			else if (field.name().equals("RecordTypeId")) {
				row.put(field, this.recordTypes.defaultId(type));
			}
			else if (field.name().equals("Name") && type.isCustom()) {
				row.put(field, id);
			}
		}
	}

	private String nextNumber(SObjectType type, Field field) {
		long number = this.numbers.computeIfAbsent(type.name() + "." + field.name(), (key) -> new AtomicLong())
			.incrementAndGet();
		return DIGITS.matcher(String.valueOf(field.formula()))
			.replaceFirst(
					(digits) -> Matcher.quoteReplacement(("%0" + digits.group(1).length() + "d").formatted(number)));
	}

	/**
	 * Returns the values that change in a record.
	 */
	Map<Field, @Nullable Object> ofChanged(SObjectType type, String id, Map<Field, @Nullable Object> given) {
		for (Field field : given.keySet()) {
			if (field.is(Field.Trait.CREATE_ONLY)) {
				throw ApiException.notWritable(field);
			}
		}
		FieldRules.checkChange(type, given);
		Map<Field, @Nullable Object> row = this.parents.resolve(type, given);
		if (!type.rules().isEmpty()) {
			Map<String, @Nullable Object> whole = new LinkedHashMap<>(
					this.records.read(type, type.fields(), List.of(id)).get(0));
			whole.putAll(asRead(row));
			checkWhole(type, whole);
		}
		return row;
	}

	private static void checkRules(SObjectType type, Map<Field, @Nullable Object> row) {
		if (!type.rules().isEmpty()) {
			Map<String, @Nullable Object> whole = new LinkedHashMap<>();
			type.fields()
				.forEach((field) -> whole.put(field.name(), (field.type() == FieldType.BOOLEAN) ? false : null));
			whole.putAll(asRead(row));
			checkWhole(type, whole);
		}
	}

	private static void checkWhole(SObjectType type, Map<String, @Nullable Object> whole) {
		for (RecordRule rule : type.rules()) {
			if (rule.broken().test(whole)) {
				String[] fields = (rule.field() != null) ? new String[] { rule.field() } : new String[0];
				throw ApiException.badRequest("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.message(), fields);
			}
		}
	}

	private static Map<String, @Nullable Object> asRead(Map<Field, @Nullable Object> row) {
		Map<String, @Nullable Object> read = new LinkedHashMap<>();
		row.forEach((field, value) -> read.put(field.name(), FieldValues.write(value)));
		return read;
	}

}
