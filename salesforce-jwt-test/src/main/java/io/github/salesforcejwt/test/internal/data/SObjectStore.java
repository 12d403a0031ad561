package io.github.salesforcejwt.test.internal.data;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Writes records, by the rules of the org and of the unique indexes.
 */
final class SObjectStore {

	private final Schema schema;

	private final Database database;

	private final StoredRecords records;

	private final Clock clock;

	private final AtomicLong lastNumber = new AtomicLong();

	SObjectStore(Schema schema, Database database, StoredRecords records, Clock clock) {
		this.schema = schema;
		this.database = database;
		this.records = records;
		this.clock = clock;
	}

	String insert(SObjectType type, Map<Field, @Nullable Object> values) {
		RecordRules.checkNew(type, values);
		String id = SalesforceIds.create(type.keyPrefix(), this.lastNumber.incrementAndGet());
		OffsetDateTime now = now();
		Map<Field, @Nullable Object> row = new LinkedHashMap<>(resolved(values));
		row.put(SObjectType.ID, id);
		row.put(SObjectType.CREATED_DATE, now);
		row.put(SObjectType.LAST_MODIFIED_DATE, now);
		row.put(SObjectType.SYSTEM_MODSTAMP, now);
		Field name = type.field("Name");
		if (type.isCustom() && name != null && row.get(name) == null) {
			row.put(name, id);
		}
		String columns = row.keySet().stream().map(Field::column).collect(Collectors.joining(", "));
		String places = row.keySet().stream().map((field) -> "?").collect(Collectors.joining(", "));
		write(type, "INSERT INTO %s (%s) VALUES (%s)".formatted(type.table(), columns, places), row, row.values());
		return id;
	}

	void update(SObjectType type, String id, Map<Field, @Nullable Object> values) {
		RecordRules.checkChange(type, values);
		OffsetDateTime now = now();
		Map<Field, @Nullable Object> row = new LinkedHashMap<>(resolved(values));
		row.put(SObjectType.LAST_MODIFIED_DATE, now);
		row.put(SObjectType.SYSTEM_MODSTAMP, now);
		String columns = row.keySet()
			.stream()
			.map((field) -> field.column() + " = ?")
			.collect(Collectors.joining(", "));
		List<@Nullable Object> parameters = new ArrayList<>(row.values());
		parameters.add(id);
		write(type, "UPDATE %s SET %s WHERE \"Id\" = ?".formatted(type.table(), columns), row, parameters);
	}

	/**
	 * Creates a record, or updates the one that has this value of the external id.
	 * @throws SeveralRecordsException if there are more than one
	 */
	Upserted upsert(SObjectType type, Field externalId, Object value, Map<Field, @Nullable Object> values) {
		return this.database.write((connection) -> {
			List<String> ids = this.records.ids(type, externalId, value);
			if (ids.size() > 1) {
				throw new SeveralRecordsException(ids);
			}
			if (!ids.isEmpty()) {
				update(type, ids.get(0), values);
				return new Upserted(ids.get(0), false);
			}
			Map<Field, @Nullable Object> row = new LinkedHashMap<>(values);
			row.put(externalId, value);
			return new Upserted(insert(type, row), true);
		});
	}

	void delete(SObjectType type, String id) {
		OffsetDateTime now = now();
		Map<Field, @Nullable Object> row = new LinkedHashMap<>();
		row.put(SObjectType.LAST_MODIFIED_DATE, now);
		row.put(SObjectType.SYSTEM_MODSTAMP, now);
		write(type,
				"UPDATE %s SET \"IsDeleted\" = TRUE, \"LastModifiedDate\" = ?, \"SystemModstamp\" = ? WHERE \"Id\" = ?"
					.formatted(type.table()),
				row, List.of(now, now, id));
	}

	private void write(SObjectType type, String sql, Map<Field, @Nullable Object> row,
			Collection<@Nullable Object> parameters) {
		this.database.write((connection) -> {
			try (PreparedStatement statement = Database.prepare(connection, sql, parameters)) {
				return statement.executeUpdate();
			}
			catch (SQLIntegrityConstraintViolationException ex) {
				throw duplicate(type, row, ex);
			}
		});
	}

	private RuntimeException duplicate(SObjectType type, Map<Field, @Nullable Object> row, SQLException cause) {
		for (Map.Entry<Field, @Nullable Object> entry : row.entrySet()) {
			Field field = entry.getKey();
			Object value = entry.getValue();
			if (field.is(Field.Trait.UNIQUE) && value != null) {
				List<String> ids = this.records.ids(type, field, value);
				if (!ids.isEmpty()) {
					return ApiException.badRequest("DUPLICATE_VALUE",
							"duplicate value found: %s duplicates value on record with id: %s".formatted(field.name(),
									ids.get(0)));
				}
			}
		}
		return new IllegalStateException(cause);
	}

	private Map<Field, @Nullable Object> resolved(Map<Field, @Nullable Object> values) {
		Map<Field, @Nullable Object> resolved = new LinkedHashMap<>(values);
		resolved.replaceAll((field, value) -> (field.target() != null && value != null)
				? reference(field, field.target(), value) : value);
		return resolved;
	}

	private String reference(Field field, String target, Object key) {
		SObjectType type = this.schema.type(target).orElseThrow();
		if (key instanceof ParentKey parent) {
			return parent.find(type, this.records);
		}
		String value = key.toString();
		String id = SalesforceIds.normalize(value);
		if (id == null || !id.startsWith(type.keyPrefix())) {
			throw ApiException.badRequest("MALFORMED_ID",
					"%s: id value of incorrect type: %s".formatted(field.label(), value), field.name());
		}
		this.records.checkLive(type, id);
		return id;
	}

	private OffsetDateTime now() {
		return this.clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
	}

	/**
	 * The outcome of an upsert.
	 */
	record Upserted(String id, boolean created) {
	}

	/**
	 * Several records have the same value of an external id that is not unique.
	 */
	static final class SeveralRecordsException extends RuntimeException {

		private final transient List<String> ids;

		SeveralRecordsException(List<String> ids) {
			super("more than one record found for external id field: " + ids, null, false, false);
			this.ids = ids;
		}

		List<String> ids() {
			return this.ids;
		}

	}

}
