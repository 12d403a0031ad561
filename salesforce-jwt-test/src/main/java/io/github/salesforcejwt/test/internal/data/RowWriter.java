package io.github.salesforcejwt.test.internal.data;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes many records, each with a result of its own.
 */
final class RowWriter {

	private final SObjectStore store;

	private final RecordDeletion deletion;

	private final StoredRecords records;

	private final Database database;

	RowWriter(SObjectStore store, RecordDeletion deletion, StoredRecords records, Database database) {
		this.store = store;
		this.deletion = deletion;
		this.records = records;
		this.database = database;
	}

	/**
	 * Writes rows in one transaction, in order.
	 * @param operation what to do with each
	 * @param rows the rows
	 * @param allOrNone whether a failed row undoes all
	 */
	List<RowResult> write(RowOperation operation, List<Row> rows, boolean allOrNone) {
		Map<String, Integer> keys = countKeys(operation, rows);
		return this.database.transaction((transaction) -> {
			List<RowResult> results = rows.stream().map((row) -> write(operation, row, keys)).toList();
			if (allOrNone && !results.stream().allMatch(RowResult::success)) {
				transaction.rollBack();
				return results.stream().map(operation::rolledBack).toList();
			}
			return results;
		});
	}

	// each is one statement, which the database undoes by itself, or a transaction of its
	// own
	private RowResult write(RowOperation operation, Row row, Map<String, Integer> keys) {
		try {
			return switch (operation.kind()) {
				case INSERT -> RowResult.saved(this.store.insert(row.type, values(operation, row)));
				case UPDATE -> update(operation, row);
				case DELETE -> delete(row);
				case HARD_DELETE -> deleteForGood(row);
				case UPSERT -> upsert(operation, row, keys);
			};
		}
		catch (ApiException ex) {
			return operation.failed(ex.error());
		}
	}

	private RowResult update(RowOperation operation, Row row) {
		String id = liveId(row);
		this.store.update(row.type, id, values(operation, row));
		return RowResult.saved(id);
	}

	private RowResult delete(Row row) {
		String id = liveId(row);
		this.deletion.delete(row.type, id);
		return RowResult.saved(id);
	}

	// what is in the recycle bin can be deleted for good as well
	private RowResult deleteForGood(Row row) {
		String id = id(row);
		if (this.records.state(row.type, id) == StoredRecords.RecordState.MISSING) {
			throw ApiException.badRequest("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
		}
		this.deletion.deleteForGood(row.type, id);
		return RowResult.saved(id);
	}

	private String liveId(Row row) {
		String id = id(row);
		this.records.checkLive(row.type, id);
		return id;
	}

	private static String id(Row row) {
		String given = row.text("Id");
		if (given == null) {
			throw ApiException.badRequest("MISSING_ARGUMENT", "Id not specified", "Id");
		}
		String id = SalesforceIds.normalize(given);
		if (id == null || !id.startsWith(row.type.keyPrefix())) {
			throw ApiException.badRequest("MALFORMED_ID", "malformed id " + given, "Id");
		}
		return id;
	}

	private RowResult upsert(RowOperation operation, Row row, Map<String, Integer> keys) {
		if (SObjectType.ID.equals(operation.externalId())) {
			return upsertById(operation, row);
		}
		String name = operation.identifier();
		String text = row.text(name);
		JsonNode json = RecordReader.property(row.json, name);
		if (operation.externalId() == null || text == null || json == null) {
			throw ApiException.badRequest("MISSING_ARGUMENT", name + " not specified", name);
		}
		if (keys.getOrDefault(key(text), 0) > 1) {
			throw ApiException.badRequest("DUPLICATE_VALUE", "Duplicate external id specified: " + text, name);
		}
		Object value = FieldValues.read(operation.externalId(), json);
		if (value == null) {
			throw ApiException.badRequest("MISSING_ARGUMENT", name + " not specified", name);
		}
		try {
			SObjectStore.Upserted upserted = this.store.upsert(row.type, operation.externalId(), value,
					values(operation, row));
			return new RowResult(upserted.id(), upserted.created(), null);
		}
		catch (SObjectStore.SeveralRecordsException ex) {
			throw ApiException.badRequest("DUPLICATE_EXTERNAL_ID", String.valueOf(ex.getMessage()), name);
		}
	}

	private RowResult upsertById(RowOperation operation, Row row) {
		if (row.text(SObjectType.ID.name()) == null) {
			return new RowResult(this.store.insert(row.type, values(operation, row)), true, null);
		}
		return new RowResult(update(operation, row).id(), false, null);
	}

	private static Map<Field, @Nullable Object> values(RowOperation operation, Row row) {
		return (operation.kind() == RowOperation.Kind.INSERT) ? RecordReader.readRow(row.type, row.json, "attributes")
				: RecordReader.readRow(row.type, row.json, operation.identifier());
	}

	// a value that occurs twice makes each of its rows fail
	private static Map<String, Integer> countKeys(RowOperation operation, List<Row> rows) {
		Map<String, Integer> keys = new HashMap<>();
		if (operation.kind() == RowOperation.Kind.UPSERT) {
			for (Row row : rows) {
				String text = row.text(operation.identifier());
				if (text != null) {
					keys.merge(key(text), 1, Integer::sum);
				}
			}
		}
		return keys;
	}

	private static String key(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	/**
	 * A row to write.
	 */
	record Row(SObjectType type, ObjectNode json) {

		/**
		 * The text of a property, {@code null} if it is not there or empty.
		 */
		@Nullable String text(String property) {
			JsonNode value = RecordReader.property(this.json, property);
			return (value == null || value.isNull() || value.asText().isEmpty()) ? null : value.asText();
		}

	}

}
