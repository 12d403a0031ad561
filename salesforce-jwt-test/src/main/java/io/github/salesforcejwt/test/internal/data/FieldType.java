package io.github.salesforcejwt.test.internal.data;

import java.util.Locale;

/**
 * A type of a field and of the column that stores it.
 */
public enum FieldType {

	ID("tns:ID", "Id", "VARCHAR(18)"), REFERENCE("tns:ID", "Id", "VARCHAR(18)"), STRING(Column.TEXT),
	TEXTAREA(Column.TEXT), EMAIL(Column.TEXT), PHONE(Column.TEXT), URL(Column.TEXT), ENCRYPTEDSTRING(Column.TEXT),
	PICKLIST(Column.TEXT), MULTIPICKLIST(Column.TEXT), COMBOBOX(Column.TEXT),
	BOOLEAN("xsd:boolean", "Boolean", "BOOLEAN DEFAULT FALSE NOT NULL"), INT("xsd:int", "Integer", "INTEGER"),
	DOUBLE("xsd:double", "Double", Column.NUMBER), CURRENCY("xsd:double", "Double", Column.NUMBER),
	PERCENT("xsd:double", "Double", Column.NUMBER), DATE("xsd:date", "Date", "DATE"),
	DATETIME("xsd:dateTime", "Datetime", "TIMESTAMP(3) WITH TIME ZONE"), TIME("xsd:time", "Time", "TIME(3)");

	private final String soapType;

	private final String apexType;

	private final String columnType;

	FieldType(String columnType) {
		this("xsd:string", "String", columnType);
	}

	FieldType(String soapType, String apexType, String columnType) {
		this.soapType = soapType;
		this.apexType = apexType;
		this.columnType = columnType;
	}

	/**
	 * The type of the column. Text is compared without regard to case, as SOQL does,
	 * unless the field says otherwise.
	 */
	String columnType(boolean caseSensitive) {
		return (isText() && caseSensitive) ? "VARCHAR" : this.columnType;
	}

	String soapType() {
		return this.soapType;
	}

	String apexType() {
		return this.apexType;
	}

	/**
	 * The name in a describe result and in error messages.
	 */
	String describeName() {
		return name().toLowerCase(Locale.ROOT);
	}

	boolean isText() {
		return this.columnType.equals(Column.TEXT);
	}

	boolean isNumber() {
		return this == INT || this.columnType.equals(Column.NUMBER);
	}

	boolean isId() {
		return this == ID || this == REFERENCE;
	}

	boolean isPicklist() {
		return this == PICKLIST || this == MULTIPICKLIST;
	}

	private static final class Column {

		private static final String TEXT = "VARCHAR_IGNORECASE";

		private static final String NUMBER = "DOUBLE PRECISION";

	}

}
