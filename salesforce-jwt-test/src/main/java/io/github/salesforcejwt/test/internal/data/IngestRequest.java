package io.github.salesforcejwt.test.internal.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a client asks a job to do.
 *
 * @param version the version of the API, such as {@code 68.0}
 * @param type the sObject
 * @param operation what to do with each row
 * @param delimiter what separates values
 * @param lineEnding what separates rows
 */
record IngestRequest(String version, SObjectType type, RowOperation operation, Delimiter delimiter,
		LineEnding lineEnding) {

	static IngestRequest read(ObjectNode json, OrgSchema schema, String version) {
		String object = json.path("object").asText();
		SObjectType type = schema.type(object)
			.orElseThrow(() -> ApiException.badRequest("INVALIDENTITY",
					"InvalidEntity : Entity '%s' is not supported by the Bulk API.".formatted(object)));
		if (!json.path("contentType").asText("CSV").equals("CSV")) {
			throw input("contentType", json.path("contentType").asText());
		}
		return new IngestRequest(version, type, operation(json, type),
				constant(Delimiter.values(), "columnDelimiter", json.path("columnDelimiter").asText("COMMA")),
				constant(LineEnding.values(), "lineEnding", json.path("lineEnding").asText("LF")));
	}

	private static RowOperation operation(ObjectNode json, SObjectType type) {
		RowOperation.Kind kind = constant(RowOperation.Kind.values(), "operation",
				json.path("operation").asText().toUpperCase(Locale.ROOT));
		if (kind != RowOperation.Kind.UPSERT) {
			return RowOperation.of(kind);
		}
		String name = json.path("externalIdFieldName").asText();
		return RowOperation.upsert(type.externalId(name).orElseThrow(() -> input("externalIdFieldName", name)));
	}

	private static <E extends Enum<E>> E constant(E[] constants, String property, String value) {
		return Arrays.stream(constants)
			.filter((constant) -> constant.name().equals(value))
			.findFirst()
			.orElseThrow(() -> input(property, value));
	}

	private static ApiException input(String property, String value) {
		return ApiException.badRequest("INVALIDJOB", "InvalidJob : '%s' is no valid %s".formatted(value, property));
	}

	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("operation", this.operation.kind().name().toLowerCase(Locale.ROOT));
		json.put("object", this.type.name());
		if (this.operation.externalId() != null) {
			json.put("externalIdFieldName", this.operation.externalId().name());
		}
		json.put("concurrencyMode", "Parallel");
		json.put("contentType", "CSV");
		json.put("apiVersion", Double.valueOf(this.version));
		json.put("columnDelimiter", this.delimiter.name());
		json.put("lineEnding", this.lineEnding.name());
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

		String characters() {
			return this.characters;
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
