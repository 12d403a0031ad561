package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code composite}: up to 25 requests in one, which can use the answers of earlier ones,
 * and other resources for many records.
 */
final class CompositeResource implements Resource {

	private static final int LIMIT = 25;

	private final Map<String, Resource> below;

	private final Database database;

	private final InnerRequests.Handler handler;

	/**
	 * Creates the resource.
	 * @param below the resources below it, by their names
	 */
	CompositeResource(Map<String, Resource> below, Database database, InnerRequests.Handler handler) {
		this.below = below;
		this.database = database;
		this.handler = handler;
	}

	@Override
	public Map<String, Resource> below() {
		return this.below;
	}

	@Override
	public ApiResponse handle(Call call) {
		if (call.size() > 0) {
			Resource resource = this.below.get(call.segment(0));
			if (resource == null) {
				throw ApiException.notFound();
			}
			return resource.handle(call.below());
		}
		call.allow("POST");
		ObjectNode body = call.json();
		List<Subrequest> subrequests = subrequests(body.path("compositeRequest"));
		List<Map<String, Object>> answers = body.path("allOrNone").asBoolean() ? allOrNone(subrequests)
				: eachForItself(subrequests);
		return Json.response(200, Map.of("compositeResponse", answers));
	}

	private static List<Subrequest> subrequests(JsonNode nodes) {
		if (!nodes.isArray() || nodes.isEmpty()) {
			throw Json.parserError("The request needs an array compositeRequest");
		}
		if (nodes.size() > LIMIT) {
			throw ApiException.badRequest("LIMIT_EXCEEDED",
					"A composite request can have at most %d subrequests".formatted(LIMIT));
		}
		List<Subrequest> subrequests = new ArrayList<>();
		Set<String> referenceIds = new HashSet<>();
		for (JsonNode node : nodes) {
			Subrequest subrequest = Subrequest.read(Json.object(node));
			if (!referenceIds.add(subrequest.referenceId())) {
				throw ApiException.badRequest("INVALID_INPUT",
						"The referenceId %s is there twice".formatted(subrequest.referenceId()));
			}
			subrequests.add(subrequest);
		}
		return subrequests;
	}

	private List<Map<String, Object>> eachForItself(List<Subrequest> subrequests) {
		References references = new References();
		return subrequests.stream()
			.map((subrequest) -> subrequest.run(references, this.handler, false))
			.map(Subrequest.Answer::json)
			.toList();
	}

	private List<Map<String, Object>> allOrNone(List<Subrequest> subrequests) {
		return this.database.transaction((transaction) -> {
			References references = new References();
			List<Subrequest.Answer> answers = new ArrayList<>();
			for (Subrequest subrequest : subrequests) {
				Subrequest.Answer answer = subrequest.run(references, this.handler, true);
				answers.add(answer);
				if (answer.failed()) {
					transaction.rollBack();
					return halted(subrequests, answers);
				}
			}
			return answers.stream().map(Subrequest.Answer::json).toList();
		});
	}

	private static List<Map<String, Object>> halted(List<Subrequest> subrequests, List<Subrequest.Answer> answers) {
		ApiException reason = ApiException.badRequest("PROCESSING_HALTED",
				"The transaction was rolled back since another operation in the same transaction failed.");
		List<Map<String, Object>> halted = new ArrayList<>();
		for (int i = 0; i < subrequests.size(); i++) {
			boolean failed = i == answers.size() - 1;
			halted.add((failed ? answers.get(i) : subrequests.get(i).refused(reason)).json());
		}
		return halted;
	}

}
