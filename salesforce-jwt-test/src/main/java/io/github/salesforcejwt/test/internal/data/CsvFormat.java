package io.github.salesforcejwt.test.internal.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What separates the values and the rows of a job's files.
 *
 * @param delimiter what separates values
 * @param lineEnding what separates rows
 */
record CsvFormat(Delimiter delimiter, LineEnding lineEnding) {

	static CsvFormat read(ObjectNode json) {
		String contentType = json.path("contentType").asText("CSV");
		if (!contentType.equals("CSV")) {
			throw invalid("contentType", contentType);
		}
		return new CsvFormat(
				constant(Delimiter.values(), "columnDelimiter", json.path("columnDelimiter").asText("COMMA")),
				constant(LineEnding.values(), "lineEnding", json.path("lineEnding").asText("LF")));
	}

	private static <E extends Enum<E>> E constant(E[] constants, String property, String value) {
		return Arrays.stream(constants)
			.filter((constant) -> constant.name().equals(value))
			.findFirst()
			.orElseThrow(() -> invalid(property, value));
	}

	static ApiException invalid(String property, String value) {
		return ApiException.badRequest("INVALIDJOB", "InvalidJob : '%s' is no valid %s".formatted(value, property));
	}

	String line(List<String> values) {
		return Csv.write(values, this.delimiter.character) + this.lineEnding.characters;
	}

	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("contentType", "CSV");
		json.put("lineEnding", this.lineEnding.name());
		json.put("columnDelimiter", this.delimiter.name());
		return json;
	}

	/**
	 * What separates values.
	 */
	enum Delimiter {

		COMMA(','), SEMICOLON(';'), TAB('\t'), PIPE('|'), CARET('^'), BACKQUOTE('`');

		private final char character;

		Delimiter(char character) {
			this.character = character;
		}

		char character() {
			return this.character;
		}

	}

	/**
	 * What separates rows.
	 */
	enum LineEnding {

		LF("\n"), CRLF("\r\n");

		private final String characters;

		LineEnding(String characters) {
			this.characters = characters;
		}

		/**
		 * Whether the first line of a text ends this way.
		 */
		boolean isOf(String text) {
			int end = text.indexOf('\n');
			return end < 0 || text.substring(0, end).endsWith("\r") == (this == CRLF);
		}

	}

}
