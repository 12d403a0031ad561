package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.NullNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code composite/batch}: up to 25 independent requests in one.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm">Composite
 * Batch</a>
 */
final class BatchResource implements Resource {

	private static final int LIMIT = 25;

	private static final Pattern ALLOWED = Pattern
		.compile("/services/data/v[\\d.]+/(sobjects|query|queryAll)([/?].*)?");

	private static final ApiException HALTED = new ApiException(412,
			ApiError.of("BATCH_PROCESSING_HALTED", "Batch processing halted per request"));

	private final InnerRequests.Handler handler;

	BatchResource(InnerRequests.Handler handler) {
		this.handler = handler;
	}

	@Override
	public ApiResponse handle(Call call) {
		if (call.size() > 0) {
			throw ApiException.notFound();
		}
		call.allow("POST");
		ObjectNode body = call.json();
		JsonNode requests = body.path("batchRequests");
		if (!requests.isArray() || requests.isEmpty()) {
			throw Json.parserError("The request needs an array batchRequests");
		}
		if (requests.size() > LIMIT) {
			throw ApiException.badRequest("LIMIT_EXCEEDED",
					"A batch request can have at most %d subrequests".formatted(LIMIT));
		}
		return Json.response(200, results(requests, body.path("haltOnError").asBoolean()));
	}

	private Map<String, Object> results(JsonNode requests, boolean haltOnError) {
		List<Map<String, Object>> results = new ArrayList<>();
		boolean hasErrors = false;
		for (JsonNode request : requests) {
			ApiResponse response = (hasErrors && haltOnError) ? Json.error(HALTED) : run(Json.object(request));
			hasErrors |= response.status() >= 400;
			Map<String, Object> result = new LinkedHashMap<>();
			result.put("statusCode", response.status());
			result.put("result", (response.body().length > 0) ? Json.read(response.body()) : NullNode.getInstance());
			results.add(result);
		}
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("hasErrors", hasErrors);
		json.put("results", results);
		return json;
	}

	private ApiResponse run(ObjectNode request) {
		String url = request.path("url").asText();
		String absolute = url.startsWith("/services/") ? url : "/services/data/" + url.replaceFirst("^/", "");
		try {
			if (!ALLOWED.matcher(absolute).matches()) {
				throw ApiException.notFound();
			}
			return this.handler
				.handle(InnerRequests.of(request.path("method").asText(), absolute, request.path("richInput")));
		}
		catch (ApiException ex) {
			return Json.error(ex);
		}
	}

}
