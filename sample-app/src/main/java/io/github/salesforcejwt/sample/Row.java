package io.github.salesforcejwt.sample;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A row of the ERP as it is sent to Salesforce.
 *
 * @param fields the values by field. A {@code null} empties the field: the ERP is the
 * leading system
 */
record Row(Map<String, @Nullable Object> fields) {

	static final String ID_FIELD = "ERP_Id__c";

	static Row read(ResultSet result, int number) throws SQLException {
		ResultSetMetaData columns = result.getMetaData();
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (int i = 1; i <= columns.getColumnCount(); i++) {
			fields.put(columns.getColumnLabel(i), value(result.getObject(i)));
		}
		return new Row(fields);
	}

	private static @Nullable Object value(@Nullable Object value) {
		if (value == null || value instanceof Number || value instanceof Boolean) {
			return value;
		}
		if (value instanceof Timestamp timestamp) {
			return time(timestamp.toInstant());
		}
		if (value instanceof OffsetDateTime time) {
			return time(time.toInstant());
		}
		// Salesforce stores no empty text, which in CSV would leave the field unchanged
		return value.toString().isEmpty() ? null : value.toString();
	}

	private static String time(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS).toString();
	}

	String id() {
		return String.valueOf(this.fields.get(ID_FIELD));
	}

	/**
	 * The row as a record of a collection, in which a parent is an object of its own.
	 */
	Map<String, @Nullable Object> json(String object) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("attributes", Map.of("type", object));
		this.fields.forEach((name, value) -> {
			String[] path = name.split("\\.");
			json.put(path[0], (path.length > 1 && value != null) ? Map.of(path[1], value) : value);
		});
		return json;
	}

}
