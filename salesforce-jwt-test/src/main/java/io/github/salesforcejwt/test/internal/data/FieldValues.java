package io.github.salesforcejwt.test.internal.data;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * Values of fields: from JSON to the column, and back.
 */
final class FieldValues {

	private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx",
			Locale.ROOT);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT);

	private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
		.optionalStart()
		.appendOffset("+HH:MM", "Z")
		.optionalEnd()
		.optionalStart()
		.appendOffset("+HHMM", "Z")
		.optionalEnd()
		.toFormatter(Locale.ROOT);

	private FieldValues() {
	}

	/**
	 * Returns the value for the column; a number or a date may also be given as text.
	 */
	static @Nullable Object read(Field field, JsonNode json) {
		if (json.isNull() || (json.isTextual() && json.textValue().isEmpty() && isText(field))) {
			return (field.type() == FieldType.BOOLEAN) ? Boolean.FALSE : null;
		}
		try {
			return switch (field.type()) {
				case BOOLEAN -> json.isBoolean() ? json.booleanValue() : readBoolean(text(json));
				case INT ->
					json.isNumber() ? json.decimalValue().intValueExact() : new BigDecimal(text(json)).intValueExact();
				case DOUBLE, CURRENCY, PERCENT -> json.isNumber() ? json.doubleValue() : Double.valueOf(text(json));
				case DATE -> readDate(text(json));
				case DATETIME -> readDateTime(text(json));
				case TIME -> readTime(text(json));
				default -> text(json);
			};
		}
		catch (ArithmeticException | IllegalArgumentException | DateTimeException ex) {
			throw Json.parserError("Cannot deserialize instance of %s from %s value %s or request may be missing a"
				.formatted(field.type().describeName(), tokenOf(json), json.asText()) + " required field");
		}
	}

	private static boolean isText(Field field) {
		return field.type().isText() || field.type().isId();
	}

	private static String text(JsonNode json) {
		if (!json.isTextual()) {
			throw new IllegalArgumentException("not a text");
		}
		return json.textValue();
	}

	private static boolean readBoolean(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "1" -> true;
			case "false", "0" -> false;
			default -> throw new IllegalArgumentException("not a boolean");
		};
	}

	static LocalDate readDate(String text) {
		return LocalDate.parse((text.length() > 10 && text.charAt(10) == 'T') ? text.substring(0, 10) : text);
	}

	static OffsetDateTime readDateTime(String text) {
		return OffsetDateTime.parse(text, READ).withOffsetSameInstant(ZoneOffset.UTC);
	}

	static LocalTime readTime(String text) {
		return LocalTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
	}

	private static String tokenOf(JsonNode json) {
		return switch (json.getNodeType()) {
			case OBJECT -> "START_OBJECT";
			case ARRAY -> "START_ARRAY";
			case BOOLEAN -> json.booleanValue() ? "VALUE_TRUE" : "VALUE_FALSE";
			case NUMBER -> json.isIntegralNumber() ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
			default -> "VALUE_STRING";
		};
	}

	/**
	 * Returns the value in a row as JSON has it.
	 */
	static @Nullable Object read(ResultSet row, int column, FieldType type) throws SQLException {
		return write(switch (type) {
			case DATE -> row.getObject(column, LocalDate.class);
			case TIME -> row.getObject(column, LocalTime.class);
			default -> row.getObject(column);
		});
	}

	/**
	 * Returns a value for a column as JSON has it.
	 */
	static @Nullable Object write(@Nullable Object column) {
		if (column instanceof OffsetDateTime dateTime) {
			return WRITTEN.format(dateTime.withOffsetSameInstant(ZoneOffset.UTC));
		}
		if (column instanceof LocalTime time) {
			return TIME.format(time);
		}
		return (column instanceof LocalDate date) ? date.toString() : column;
	}

}
