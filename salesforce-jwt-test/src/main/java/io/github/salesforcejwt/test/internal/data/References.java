package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;
import wiremock.com.fasterxml.jackson.databind.node.TextNode;

/**
 * Values that a request takes from the answers of requests before it, such as
 * {@code @{account.id}} or {@code @{found.records[0].Name}}.
 */
final class References {

	private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d{1,9}])*)}");

	private final Map<String, JsonNode> answers = new LinkedHashMap<>();

	void add(String referenceId, JsonNode answer) {
		this.answers.put(referenceId, answer);
	}

	String resolve(String text, UnaryOperator<String> encoding) {
		return REFERENCE.matcher(text)
			.replaceAll((match) -> Matcher.quoteReplacement(encoding.apply(value(match.group(1), match.group(2)))));
	}

	JsonNode resolve(JsonNode node) {
		if (node instanceof TextNode text) {
			return TextNode.valueOf(resolve(text.textValue(), UnaryOperator.identity()));
		}
		if (node instanceof ObjectNode object) {
			ObjectNode resolved = object.objectNode();
			object.properties().forEach((property) -> resolved.set(property.getKey(), resolve(property.getValue())));
			return resolved;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode resolved = array.arrayNode();
			array.forEach((element) -> resolved.add(resolve(element)));
			return resolved;
		}
		return node;
	}

	private String value(String referenceId, String path) {
		JsonNode answer = this.answers.get(referenceId);
		JsonNode value = (answer != null) ? answer.at(path.replaceAll("[.\\[]", "/").replace("]", "")) : null;
		if (value == null || !value.isValueNode() || value.isNull() || value.isMissingNode()) {
			throw ApiException.badRequest("PROCESSING_HALTED",
					"Invalid reference specified. No value for %s%s found in %s".formatted(referenceId, path,
							referenceId));
		}
		return value.asText();
	}

}
