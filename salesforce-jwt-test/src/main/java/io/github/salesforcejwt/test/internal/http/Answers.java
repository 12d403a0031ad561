package io.github.salesforcejwt.test.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.tomakehurst.wiremock.common.Json;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import wiremock.com.fasterxml.jackson.core.JsonProcessingException;

/**
 * The bodies that Salesforce answers with.
 */
public final class Answers {

	public static final String JSON = "application/json;charset=UTF-8";

	private static final Pattern ERROR_CODE = Pattern.compile("\"(?:errorCode|error)\" ?: ?\"(\\w{1,80})\"");

	private Answers() {
	}

	/** The status of an answer, and the code of an error. */
	static String summary(ApiResponse response) {
		Matcher code = ERROR_CODE.matcher(new String(response.body(), StandardCharsets.UTF_8));
		return code.find() ? response.status() + " " + code.group(1) : String.valueOf(response.status());
	}

	public static ApiResponse text(int status, String contentType, String body) {
		return new ApiResponse(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
	}

	public static ApiResponse json(int status, Object body) {
		try {
			return new ApiResponse(status, Map.of("Content-Type", JSON),
					Json.getObjectMapper().writeValueAsBytes(body));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("Not to be written as JSON: " + body.getClass(), ex);
		}
	}

	public static ApiResponse empty(int status) {
		return new ApiResponse(status, Map.of(), new byte[0]);
	}

	/** An error of the REST API, an array of one. */
	public static ApiResponse error(int status, String errorCode, String message) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("message", message);
		error.put("errorCode", errorCode);
		return json(status, List.of(error));
	}

	public static ApiResponse requestLimitExceeded() {
		return error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
	}

	public static ApiResponse concurrentLimitExceeded() {
		return error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
	}

	public static ApiResponse redirect(int status, String location) {
		return withHeader(empty(status), "Location", location);
	}

	/** An error of the token endpoint; all of them are 400, as documented. */
	public static ApiResponse oauthError(String error, String description) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", error);
		body.put("error_description", description);
		return withHeader(json(400, body), "Cache-Control", "no-store");
	}

	public static ApiResponse sessionExpired() {
		return withHeader(error(401, "INVALID_SESSION_ID", "Session expired or invalid"), "WWW-Authenticate", "Token");
	}

	public static ApiResponse badOAuthToken() {
		return text(403, "text/plain;charset=UTF-8", "Bad_OAuth_Token");
	}

	public static ApiResponse bulkSessionExpired() {
		return text(400, "application/xml",
				"<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
						+ "<error xmlns=\"http://www.force.com/2009/06/asyncapi/dataload\">"
						+ "<exceptionCode>InvalidSessionId</exceptionCode>"
						+ "<exceptionMessage>Invalid session id</exceptionMessage></error>");
	}

	public static ApiResponse notFound() {
		return error(404, "NOT_FOUND", "The requested resource does not exist");
	}

	public static ApiResponse withHeader(ApiResponse response, String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(response.headers());
		headers.put(name, value);
		return new ApiResponse(response.status(), headers, response.body());
	}

}
