package io.github.salesforcejwt.test.internal.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import wiremock.com.fasterxml.jackson.core.JsonLocation;
import wiremock.com.fasterxml.jackson.core.JsonProcessingException;
import wiremock.com.fasterxml.jackson.databind.DeserializationFeature;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads request bodies and writes response bodies. The mapper is the one inside WireMock,
 * the only one on the class path of WireMock's container.
 */
final class Json {

	private static final ObjectMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; line: (\\d+), column: (\\d+)\\]");

	private Json() {
	}

	static JsonNode read(byte[] body) {
		if (body.length == 0) {
			throw parserError("The HTTP entity body is required, but this request has no entity body.");
		}
		try {
			return MAPPER.readTree(body);
		}
		catch (JsonProcessingException ex) {
			JsonLocation location = ex.getLocation();
			String where = (location != null)
					? " at [line:%d, column:%d]".formatted(location.getLineNr(), location.getColumnNr()) : "";
			throw parserError(SOURCE.matcher(ex.getOriginalMessage()).replaceAll("[line:$1, column:$2]") + where);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ObjectNode readObject(byte[] body) {
		return object(read(body));
	}

	static ObjectNode object(JsonNode node) {
		if (node instanceof ObjectNode object) {
			return object;
		}
		throw parserError("Can not deserialize SObject out of " + node.asToken() + " token");
	}

	static ApiException parserError(String message) {
		return ApiException.badRequest("JSON_PARSER_ERROR", message);
	}

	static byte[] write(Object value) {
		try {
			return MAPPER.writeValueAsBytes(value);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ApiResponse response(int status, Object body) {
		return response(status, body, Map.of());
	}

	static ApiResponse response(int status, Object body, Map<String, String> headers) {
		Map<String, String> all = new LinkedHashMap<>(headers);
		all.put("Content-Type", "application/json;charset=UTF-8");
		return new ApiResponse(status, all, write(body));
	}

	static ApiResponse error(ApiException exception) {
		return response(exception.status(), List.of(exception.error().inBody()));
	}

	static ApiResponse noContent() {
		return new ApiResponse(204, Map.of(), new byte[0]);
	}

}
