package io.github.salesforcejwt.test.internal.data;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.OffsetDateTime;
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

	private final Database database;

	private final StoredRecords records;

	private final RecordValues values;

	private final OrgTime time;

	private final CurrentUser user;

	private final AtomicLong lastNumber = new AtomicLong(1000);

	SObjectStore(Database database, StoredRecords records, RecordValues values, OrgTime time, CurrentUser user) {
		this.database = database;
		this.records = records;
		this.values = values;
		this.time = time;
		this.user = user;
	}

	String insert(SObjectType type, Map<Field, @Nullable Object> given) {
		checkWritable(type, "create");
		String id = SalesforceIds.create(type.keyPrefix(), this.lastNumber.incrementAndGet());
		put(type, id, this.values.ofNew(type, id, given, this.user.id()));
		return id;
	}

	/**
	 * Creates a record that Salesforce itself keeps.
	 */
	String put(SObjectType type, Map<Field, @Nullable Object> row) {
		String id = SalesforceIds.create(type.keyPrefix(), this.lastNumber.incrementAndGet());
		put(type, id, row);
		return id;
	}

	/**
	 * Creates a record that Salesforce itself keeps, with an id that is known.
	 */
	void put(SObjectType type, String id, Map<Field, @Nullable Object> given) {
		Map<Field, @Nullable Object> row = new LinkedHashMap<>(given);
		row.put(SObjectType.ID, id);
		OffsetDateTime now = this.time.now();
		row.put(SObjectType.CREATED_DATE, now);
		row.put(SObjectType.CREATED_BY, this.user.id());
		touch(row, now);
		String columns = row.keySet().stream().map(Field::column).collect(Collectors.joining(", "));
		String places = row.keySet().stream().map((field) -> "?").collect(Collectors.joining(", "));
		write(type, "INSERT INTO %s (%s) VALUES (%s)".formatted(type.table(), columns, places), row, row.values());
	}

	void update(SObjectType type, String id, Map<Field, @Nullable Object> given) {
		checkWritable(type, "update");
		change(type, id, this.values.ofChanged(type, id, given));
	}

	/**
	 * Changes a record that Salesforce itself keeps.
	 */
	void change(SObjectType type, String id, Map<Field, @Nullable Object> given) {
		Map<Field, @Nullable Object> row = new LinkedHashMap<>(given);
		touch(row, this.time.now());
		String columns = row.keySet()
			.stream()
			.map((field) -> field.column() + " = ?")
			.collect(Collectors.joining(", "));
		List<@Nullable Object> parameters = new ArrayList<>(row.values());
		parameters.add(id);
		write(type, "UPDATE %s SET %s WHERE \"Id\" = ?".formatted(type.table(), columns), row, parameters);
	}

	private void touch(Map<Field, @Nullable Object> row, OffsetDateTime now) {
		row.put(SObjectType.LAST_MODIFIED_DATE, now);
		row.put(SObjectType.LAST_MODIFIED_BY, this.user.id());
		row.put(SObjectType.SYSTEM_MODSTAMP, now);
	}

	/**
	 * Creates a record, or updates the one that has this value of the external id.
	 * @throws SeveralRecordsException if there are more than one
	 */
	Upserted upsert(SObjectType type, Field externalId, Object value, Map<Field, @Nullable Object> given) {
		return upsert(type, externalId, value, given, true);
	}

	/**
	 * Updates the record that has this value of the external id, or creates one if that
	 * is wanted.
	 * @throws SeveralRecordsException if there are more than one
	 */
	Upserted upsert(SObjectType type, Field externalId, Object value, Map<Field, @Nullable Object> given,
			boolean create) {
		return this.database.write((connection) -> {
			List<String> ids = this.records.ids(type, externalId, value);
			if (ids.size() > 1) {
				throw new SeveralRecordsException(ids);
			}
			if (!ids.isEmpty()) {
				update(type, ids.get(0), given);
				return new Upserted(ids.get(0), false);
			}
			if (!create) {
				throw ApiException.notFound();
			}
			Map<Field, @Nullable Object> row = new LinkedHashMap<>(given);
			row.put(externalId, value);
			return new Upserted(insert(type, row), true);
		});
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

	static void checkWritable(SObjectType type, String operation) {
		if (!type.isWritable()) {
			throw ApiException.badRequest("INVALID_TYPE_FOR_OPERATION",
					"entity type %s does not support %s".formatted(type.name(), operation));
		}
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
