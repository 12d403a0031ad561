package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An sObject: its name, the prefix of its ids, and its fields. Names are found without
 * regard to case.
 */
final class SObjectType {

	static final Field ID = Field.of("Id", FieldType.ID, 18).readOnly();

	static final Field IS_DELETED = Field.checkbox("IsDeleted").readOnly();

	static final Field CREATED_DATE = Field.dateTime("CreatedDate").readOnly();

	static final Field LAST_MODIFIED_DATE = Field.dateTime("LastModifiedDate").readOnly();

	static final Field SYSTEM_MODSTAMP = Field.dateTime("SystemModstamp").readOnly();

	private final String name;

	private final String keyPrefix;

	private final Map<String, Field> fields = new LinkedHashMap<>();

	SObjectType(String name, String keyPrefix, Collection<Field> ownFields) {
		this.name = name;
		this.keyPrefix = keyPrefix;
		add(ID);
		add(IS_DELETED);
		ownFields.forEach(this::add);
		add(CREATED_DATE);
		add(LAST_MODIFIED_DATE);
		add(SYSTEM_MODSTAMP);
	}

	private void add(Field field) {
		if (this.fields.putIfAbsent(key(field.name()), field) != null) {
			throw new IllegalArgumentException(this.name + " has two fields with the name " + field.name());
		}
	}

	SObjectType with(Field field) {
		List<Field> own = new ArrayList<>(this.fields.values());
		own.removeAll(List.of(ID, IS_DELETED, CREATED_DATE, LAST_MODIFIED_DATE, SYSTEM_MODSTAMP));
		own.add(field);
		return new SObjectType(this.name, this.keyPrefix, own);
	}

	String name() {
		return this.name;
	}

	String keyPrefix() {
		return this.keyPrefix;
	}

	boolean isCustom() {
		return this.name.endsWith("__c");
	}

	Collection<Field> fields() {
		return this.fields.values();
	}

	@Nullable Field field(String fieldName) {
		return this.fields.get(key(fieldName));
	}

	Optional<Field> lookup(String relationship) {
		return this.fields.values()
			.stream()
			.filter((field) -> relationship.equalsIgnoreCase(field.relationship()))
			.findFirst();
	}

	Optional<Field> externalId(String fieldName) {
		return Optional.ofNullable(field(fieldName)).filter((field) -> field.is(Field.Trait.EXTERNAL_ID));
	}

	/**
	 * The quoted name of the table.
	 */
	String table() {
		return '"' + this.name + '"';
	}

	static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
