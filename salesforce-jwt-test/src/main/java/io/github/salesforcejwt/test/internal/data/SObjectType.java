package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.salesforcejwt.test.internal.data.Reference.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * An sObject: its names, the prefix of its ids, its fields, its record types and its
 * rules. Immutable. Names are found without regard to case.
 */
public final class SObjectType {

	static final Field ID = Field.of("Id", FieldType.ID, new Field.Size(18, 0, 0)).with(Field.Trait.READ_ONLY);

	static final Field IS_DELETED = Field.plain("IsDeleted", FieldType.BOOLEAN).with(Field.Trait.READ_ONLY);

	static final Field CREATED_DATE = Field.plain("CreatedDate", FieldType.DATETIME).with(Field.Trait.READ_ONLY);

	static final Field CREATED_BY = user("CreatedById");

	static final Field LAST_MODIFIED_DATE = Field.plain("LastModifiedDate", FieldType.DATETIME)
		.with(Field.Trait.READ_ONLY);

	static final Field LAST_MODIFIED_BY = user("LastModifiedById");

	static final Field SYSTEM_MODSTAMP = Field.plain("SystemModstamp", FieldType.DATETIME).with(Field.Trait.READ_ONLY);

	static final Field RECORD_TYPE = Field.lookup("RecordTypeId", "RecordType");

	private static final List<Field> FIRST = List.of(ID, IS_DELETED);

	private static final List<Field> LAST = List.of(CREATED_DATE, CREATED_BY, LAST_MODIFIED_DATE, LAST_MODIFIED_BY,
			SYSTEM_MODSTAMP);

	private final Names names;

	private final String keyPrefix;

	private final boolean writable;

	private final Map<String, Field> fields = new LinkedHashMap<>();

	private final List<RecordType> recordTypes;

	private final List<RecordRule> rules;

	private SObjectType(Names names, String keyPrefix, boolean writable, Collection<Field> ownFields,
			List<RecordType> recordTypes, List<RecordRule> rules) {
		this.names = names;
		this.keyPrefix = keyPrefix;
		this.writable = writable;
		this.recordTypes = List.copyOf(recordTypes);
		this.rules = List.copyOf(rules);
		FIRST.forEach(this::add);
		ownFields.forEach(this::add);
		LAST.forEach(this::add);
	}

	/**
	 * Declares an sObject.
	 * @param name the API name
	 * @param keyPrefix the first three characters of its ids
	 * @param ownFields the fields beside those that every sObject has
	 * @return the sObject
	 */
	static SObjectType of(String name, String keyPrefix, Collection<Field> ownFields) {
		return new SObjectType(Names.of(name), keyPrefix, true, ownFields, List.of(), List.of());
	}

	private static Field user(String name) {
		return Field.lookup(name, "User").with(Field.Trait.READ_ONLY);
	}

	/**
	 * Returns the field for the owner of a record, who is whoever created it by default.
	 */
	static Field owner() {
		return Field.lookup("OwnerId", new Reference(List.of("Group", "User"), "Owner", null, OnDelete.CLEAR));
	}

	private void add(Field field) {
		if (this.fields.putIfAbsent(key(field.name()), field) != null) {
			throw new IllegalArgumentException(name() + " has two fields with the name " + field.name());
		}
	}

	/**
	 * Returns the sObject with a field, added or in place of the one of its name.
	 */
	SObjectType with(Field field) {
		return withOwnFields(replaced(ownFields(), List.of(field), Field::name));
	}

	/**
	 * Returns the sObject with what a definition says of it.
	 */
	SObjectType merged(ObjectDefinition definition) {
		// fields composed of others stay so, since a description does not say how
		List<Field> changed = definition.fields()
			.stream()
			.map((field) -> (isComputed(field.name())) ? this.fields.get(key(field.name())) : field)
			.filter((field) -> field != null && !isSystemField(field.name()))
			.toList();
		ObjectDefinition.Labels labels = definition.labels();
		Names newNames = (labels != null) ? new Names(name(), labels.label(), labels.plural()) : this.names;
		List<Field> own = replaced(ownFields(), changed, Field::name);
		if (!definition.recordTypes().isEmpty() && own.stream().noneMatch(RECORD_TYPE::hasNameOf)) {
			own = concat(own, List.of(RECORD_TYPE));
		}
		return new SObjectType(newNames, this.keyPrefix, this.writable, own,
				replaced(this.recordTypes, definition.recordTypes(), RecordType::developerName),
				replaced(this.rules, definition.rules(), RecordRule::name));
	}

	private boolean isComputed(String fieldName) {
		Field field = field(fieldName);
		return field != null && field.isComputed();
	}

	private static <T> List<T> replaced(Collection<T> all, Collection<T> changed, Function<T, String> name) {
		Map<String, T> byName = new LinkedHashMap<>();
		concat(all, changed).forEach((element) -> byName.put(key(name.apply(element)), element));
		return List.copyOf(byName.values());
	}

	private SObjectType withOwnFields(Collection<Field> own) {
		return new SObjectType(this.names, this.keyPrefix, this.writable, own, this.recordTypes, this.rules);
	}

	SObjectType labelled(String label, String plural) {
		return new SObjectType(new Names(name(), label, plural), this.keyPrefix, this.writable, ownFields(),
				this.recordTypes, this.rules);
	}

	/**
	 * Returns the sObject as one whose records only Salesforce itself writes.
	 */
	SObjectType readOnly() {
		return new SObjectType(this.names, this.keyPrefix, false, ownFields(), this.recordTypes, this.rules);
	}

	private static <T> List<T> concat(Collection<T> first, Collection<T> second) {
		List<T> all = new ArrayList<>(first);
		all.addAll(second);
		return all;
	}

	private List<Field> ownFields() {
		return this.fields.values().stream().filter((field) -> !isSystemField(field.name())).toList();
	}

	static boolean isSystemField(String fieldName) {
		return concat(FIRST, LAST).stream().anyMatch((field) -> field.name().equalsIgnoreCase(fieldName));
	}

	String name() {
		return this.names.name();
	}

	String label() {
		return this.names.label();
	}

	String plural() {
		return this.names.plural();
	}

	String keyPrefix() {
		return this.keyPrefix;
	}

	boolean isWritable() {
		return this.writable;
	}

	boolean isCustom() {
		return name().endsWith("__c");
	}

	Collection<Field> fields() {
		return this.fields.values();
	}

	List<RecordType> recordTypes() {
		return this.recordTypes;
	}

	List<RecordRule> rules() {
		return this.rules;
	}

	@Nullable Field field(String fieldName) {
		return this.fields.get(key(fieldName));
	}

	/**
	 * Returns the lookup that a way to a parent goes by, such as {@code Account}.
	 */
	Optional<Field> lookup(String relationship) {
		return this.fields.values()
			.stream()
			.filter((field) -> field.reference() != null
					&& relationship.equalsIgnoreCase(field.reference().parentName()))
			.findFirst();
	}

	/**
	 * Returns a field that several records can be upserted by: an external id, or the id.
	 */
	Optional<Field> upsertKey(String fieldName) {
		return fieldName.equalsIgnoreCase(ID.name()) ? Optional.of(ID) : externalId(fieldName);
	}

	/**
	 * Returns a field that Salesforce knows as an id of another system.
	 */
	Optional<Field> externalId(String fieldName) {
		return Optional.ofNullable(field(fieldName)).filter((field) -> field.is(Field.Trait.EXTERNAL_ID));
	}

	/**
	 * The quoted name of the table.
	 */
	String table() {
		return '"' + name() + '"';
	}

	@Override
	public String toString() {
		return name();
	}

	static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * What an sObject is called.
	 *
	 * @param name by the API
	 * @param label one record, by people
	 * @param plural several records, by people
	 */
	private record Names(String name, String label, String plural) {

		static Names of(String name) {
			String label = name.replaceFirst("__c$", "").replaceFirst("(?<=[a-z])2$", "").replace('_', ' ');
			return new Names(name, label, plural(label));
		}

		private static String plural(String label) {
			return label.matches(".*[^aeiou]y") ? label.substring(0, label.length() - 1) + "ies"
					: label.matches(".*(s|x|ch|sh)") ? label + "es" : label + "s";
		}

	}

}
