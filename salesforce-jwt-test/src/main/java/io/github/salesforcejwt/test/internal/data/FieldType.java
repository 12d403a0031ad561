package io.github.salesforcejwt.test.internal.data;

import java.util.Locale;

/**
 * A type of a field and of the column that stores it. Text is compared without regard to
 * case, as SOQL does.
 */
public enum FieldType {

	ID("VARCHAR(18)"), REFERENCE("VARCHAR(18)"), STRING("VARCHAR_IGNORECASE"), TEXTAREA("VARCHAR_IGNORECASE"),
	EMAIL("VARCHAR_IGNORECASE"), PHONE("VARCHAR_IGNORECASE"), URL("VARCHAR_IGNORECASE"), PICKLIST("VARCHAR_IGNORECASE"),
	BOOLEAN("BOOLEAN DEFAULT FALSE NOT NULL"), INT("INTEGER"), DOUBLE("DOUBLE PRECISION"), CURRENCY("DOUBLE PRECISION"),
	DATE("DATE"), DATETIME("TIMESTAMP(3) WITH TIME ZONE");

	private final String columnType;

	FieldType(String columnType) {
		this.columnType = columnType;
	}

	String columnType() {
		return this.columnType;
	}

	/**
	 * The name in a describe result and in error messages.
	 */
	String describeName() {
		return name().toLowerCase(Locale.ROOT);
	}

	boolean isText() {
		return this.columnType.equals("VARCHAR_IGNORECASE");
	}

	boolean isId() {
		return this == ID || this == REFERENCE;
	}

}
