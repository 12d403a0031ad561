package io.github.salesforcejwt.test.internal.data;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.MissingNode;

/**
 * An org without HTTP in front of it, as a test calls it.
 */
final class TestOrg implements AutoCloseable {

	static final String BASE = "/services/data/v68.0";

	static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

	private static final Pattern PLACE = Pattern.compile("(?s).*ERROR at Row:1:Column:(\\d+)\n");

	final DataApi api;

	TestOrg() {
		this(Schema.standard());
	}

	TestOrg(Schema schema) {
		this(schema, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	TestOrg(Schema schema, Clock clock) {
		this.api = new DataApi(clock, schema);
	}

	static Schema schema(ObjectDefinition... definitions) {
		Schema schema = Schema.standard();
		for (ObjectDefinition definition : definitions) {
			schema = schema.define(definition);
		}
		return schema;
	}

	static ObjectDefinition object(String name, Field... fields) {
		return ObjectDefinition.of(name).withFields(List.of(fields));
	}

	Answer get(String uri) {
		return send("GET", uri, "");
	}

	Answer post(String uri, String json) {
		return send("POST", uri, json);
	}

	Answer patch(String uri, String json) {
		return send("PATCH", uri, json);
	}

	Answer delete(String uri) {
		return send("DELETE", uri, "");
	}

	Answer send(String method, String uri, String body) {
		return send(method, uri, body, Map.of("content-type", "application/json"));
	}

	Answer send(String method, String uri, String body, Map<String, String> headers) {
		String absolute = uri.startsWith("/services") ? uri : BASE + "/" + uri;
		String[] parts = absolute.split("\\?", 2);
		Map<String, String> query = new LinkedHashMap<>();
		if (parts.length > 1) {
			for (String pair : parts[1].split("&")) {
				String[] nameAndValue = pair.split("=", 2);
				query.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
			}
		}
		return new Answer(this.api
			.handle(new ApiRequest(method, parts[0], query, headers, body.getBytes(StandardCharsets.UTF_8))));
	}

	Answer query(String soql) {
		return get("query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
	}

	/**
	 * The error that a query is refused with: its code, its column and what is wrong.
	 */
	String queryError(String soql) {
		Answer answer = query(soql);
		JsonNode error = answer.json().path(0);
		Matcher place = PLACE.matcher(error.path("message").asText());
		String column = place.find() ? " at " + place.group(1) : "";
		return error.path("errorCode").asText() + column + ": " + place.replaceFirst("");
	}

	String create(String type, String json) {
		return post("sobjects/" + type, json).json().path("id").asText();
	}

	@Override
	public void close() {
		this.api.close();
	}

	/**
	 * An answer, with its body as JSON.
	 */
	record Answer(int status, Map<String, String> headers, String body) {

		Answer(ApiResponse response) {
			this(response.status(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
		}

		JsonNode json() {
			return this.body.isEmpty() ? MissingNode.getInstance()
					: Json.read(this.body.getBytes(StandardCharsets.UTF_8));
		}

	}

}
