package io.github.salesforcejwt.test.internal.data;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * Requests that come within the body of another one.
 */
final class InnerRequests {

	private InnerRequests() {
	}

	/**
	 * Returns a request.
	 * @param url the path with its query
	 * @param content the body, a missing node if there is none
	 */
	static ApiRequest of(String method, String url, JsonNode content) {
		String[] parts = url.split("\\?", 2);
		Map<String, String> query = (parts.length > 1) ? query(parts[1]) : new LinkedHashMap<>();
		byte[] body = (content.isMissingNode() || content.isNull()) ? new byte[0] : Json.write(content);
		return new ApiRequest(method, parts[0], query, Map.of("content-type", "application/json"), body);
	}

	private static Map<String, String> query(String query) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : query.split("&")) {
			String[] nameAndValue = pair.split("=", 2);
			parameters.put(nameAndValue[0], (nameAndValue.length > 1) ? decode(nameAndValue[1]) : "");
		}
		return parameters;
	}

	private static String decode(String value) {
		try {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw ApiException.notFound();
		}
	}

	/**
	 * Answers a request.
	 */
	interface Handler {

		ApiResponse handle(ApiRequest request);

	}

}
