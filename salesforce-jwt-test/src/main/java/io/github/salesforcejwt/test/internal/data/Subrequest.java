package io.github.salesforcejwt.test.internal.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.NullNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One of the requests in a composite one.
 */
record Subrequest(String method, String url, String referenceId, JsonNode body) {

	private static final Pattern ALLOWED = Pattern
		.compile("/services/data/v[\\d.]+/(sobjects|query|queryAll|composite/sobjects)([/?].*)?");

	private static final Pattern COLLECTIONS = Pattern.compile("/services/data/v[\\d.]+/composite/sobjects.*");

	static Subrequest read(ObjectNode json) {
		Subrequest subrequest = new Subrequest(json.path("method").asText(), json.path("url").asText(),
				json.path("referenceId").asText(), json.path("body"));
		if (subrequest.method.isEmpty() || subrequest.url.isEmpty() || !subrequest.referenceId.matches("\\w+")) {
			throw ApiException.badRequest("INVALID_INPUT",
					"Each subrequest needs a method, a url, and a referenceId of letters, numbers and underscores");
		}
		return subrequest;
	}

	Answer run(References references, InnerRequests.Handler handler, boolean allOrNone) {
		try {
			ApiRequest request = resolve(references, allOrNone);
			ApiResponse response = handler.handle(request);
			JsonNode answer = (response.body().length > 0) ? Json.read(response.body()) : NullNode.getInstance();
			references.add(this.referenceId, answer);
			return new Answer(this.referenceId, response, answer);
		}
		catch (ApiException ex) {
			return refused(ex);
		}
	}

	private ApiRequest resolve(References references, boolean allOrNone) {
		String resolved = references.resolve(this.url,
				(value) -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
		if (!ALLOWED.matcher(resolved).matches()) {
			throw ApiException.notFound();
		}
		JsonNode content = references.resolve(this.body);
		boolean together = allOrNone && COLLECTIONS.matcher(resolved).matches();
		if (together && content instanceof ObjectNode object) {
			object.put("allOrNone", true);
		}
		ApiRequest request = InnerRequests.of(this.method, resolved, content);
		if (together) {
			request.query().put("allOrNone", "true");
		}
		return request;
	}

	Answer refused(ApiException exception) {
		ApiResponse response = Json.error(exception);
		return new Answer(this.referenceId, response, Json.read(response.body()));
	}

	/**
	 * The answer to a subrequest.
	 */
	record Answer(String referenceId, ApiResponse response, JsonNode body) {

		/**
		 * Whether it failed, or a record of its collection.
		 */
		boolean failed() {
			if (this.response.status() >= 400) {
				return true;
			}
			for (JsonNode row : this.body) {
				if (row.isObject() && !row.path("success").asBoolean(true)) {
					return true;
				}
			}
			return false;
		}

		Map<String, Object> json() {
			Map<String, Object> json = new LinkedHashMap<>();
			json.put("body", this.body);
			String location = this.response.headers().get("Location");
			json.put("httpHeaders", (location != null) ? Map.of("Location", location) : Map.of());
			json.put("httpStatusCode", this.response.status());
			json.put("referenceId", this.referenceId);
			return json;
		}

	}

}
