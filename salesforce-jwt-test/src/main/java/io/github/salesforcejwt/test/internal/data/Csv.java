package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CSV by RFC 4180, with any delimiter. Blank lines are no rows.
 */
final class Csv {

	private final String text;

	private final char delimiter;

	private int position;

	private Csv(String text, char delimiter) {
		this.text = text;
		this.delimiter = delimiter;
	}

	/**
	 * Reads all rows.
	 * @throws IllegalArgumentException if quotes are out of place
	 */
	static List<List<String>> read(String text, char delimiter) {
		Csv csv = new Csv(text, delimiter);
		List<List<String>> rows = new ArrayList<>();
		while (csv.position < text.length()) {
			List<String> row = csv.row();
			if (row.size() > 1 || !row.get(0).isEmpty()) {
				rows.add(row);
			}
		}
		return rows;
	}

	private List<String> row() {
		List<String> values = new ArrayList<>();
		values.add(value());
		while (this.position < this.text.length()) {
			char next = this.text.charAt(this.position++);
			if (next == this.delimiter) {
				values.add(value());
			}
			else if (next == '\n') {
				break;
			}
			else if (next != '\r') {
				throw new IllegalArgumentException("a quoted value is followed by more than a delimiter");
			}
		}
		return values;
	}

	private String value() {
		if (this.position < this.text.length() && this.text.charAt(this.position) == '"') {
			return quoted();
		}
		int start = this.position;
		while (this.position < this.text.length() && !endsValue(this.position)) {
			this.position++;
		}
		return this.text.substring(start, this.position);
	}

	private boolean endsValue(int index) {
		char next = this.text.charAt(index);
		return next == this.delimiter || next == '\n' || this.text.startsWith("\r\n", index);
	}

	private String quoted() {
		StringBuilder value = new StringBuilder();
		int start = this.position + 1;
		while (true) {
			int quote = this.text.indexOf('"', start);
			if (quote < 0) {
				throw new IllegalArgumentException("a quoted value does not end");
			}
			value.append(this.text, start, quote);
			this.position = quote + 1;
			if (!this.text.startsWith("\"", this.position)) {
				return value.toString();
			}
			value.append('"');
			start = this.position + 1;
		}
	}

	/**
	 * Writes a row with every value in quotes, without its line ending.
	 */
	static String write(List<String> values, char delimiter) {
		return values.stream()
			.map((value) -> '"' + value.replace("\"", "\"\"") + '"')
			.collect(Collectors.joining(String.valueOf(delimiter)));
	}

}
