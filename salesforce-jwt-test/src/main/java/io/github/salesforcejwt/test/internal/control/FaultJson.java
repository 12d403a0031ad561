package io.github.salesforcejwt.test.internal.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.http.Durations;
import io.github.salesforcejwt.test.internal.http.NamedFault;
import io.github.salesforcejwt.test.internal.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Faults as JSON: the name of one, or an object that builds on a name, a status or the
 * usual answer.
 */
final class FaultJson {

	private static final String USUAL = "usual";

	private static final Set<String> KEYS = Set.of("name", "status", "headers", "body", "bodyBase64", "after",
			"trickling", "connection");

	private FaultJson() {
	}

	static List<String> names() {
		return Arrays.stream(NamedFault.values()).map(NamedFault::id).toList();
	}

	static Map<String, Object> write(Reply reply) {
		Map<String, Object> json = new LinkedHashMap<>();
		ApiResponse response = reply.response();
		if (response != null) {
			json.put("status", response.status());
			json.put("headers", response.headers());
			json.put("bodyBase64", Base64.getEncoder().encodeToString(response.body()));
		}
		else if (reply.connection() == Reply.Connection.KEPT) {
			json.put("name", USUAL);
		}
		if (reply.connection() != Reply.Connection.KEPT) {
			json.put("connection", reply.connection().name().toLowerCase(Locale.ROOT));
		}
		if (!reply.delay().isZero()) {
			json.put("after", Durations.format(reply.delay()));
		}
		if (!reply.trickle().isZero()) {
			json.put("trickling", Durations.format(reply.trickle()));
		}
		return json;
	}

	static Reply read(String place, @Nullable Object json) {
		if (json instanceof String name) {
			return named(place, name);
		}
		if (!(json instanceof Map<?, ?> fault)) {
			throw new IllegalArgumentException(place + " is " + json + ": write " + JsonSchema.example(Reply.class));
		}
		fault.keySet().stream().filter((key) -> !KEYS.contains(key)).findFirst().ifPresent((key) -> {
			throw new IllegalArgumentException("'" + key + "' of " + place + " is not known: there are " + KEYS);
		});
		Reply reply = base(place, fault);
		if (fault.get("headers") instanceof Map<?, ?> headers) {
			for (Map.Entry<?, ?> header : headers.entrySet()) {
				reply = reply.withHeader(String.valueOf(header.getKey()), String.valueOf(header.getValue()));
			}
		}
		return reply.after(duration(fault.get("after"))).trickling(duration(fault.get("trickling")));
	}

	private static Reply base(String place, Map<?, ?> fault) {
		if (fault.get("name") instanceof String name) {
			return named(place, name);
		}
		if (fault.get("connection") instanceof String connection) {
			return named(place, "connection-" + (connection.equals("reset") ? "reset" : "closed"));
		}
		if (fault.get("status") instanceof Integer status) {
			byte[] body = (fault.get("bodyBase64") instanceof String base64) ? Base64.getDecoder().decode(base64)
					: String.valueOf(fault.containsKey("body") ? fault.get("body") : "")
						.getBytes(StandardCharsets.UTF_8);
			return Reply.of(new ApiResponse(status, Map.of(), body));
		}
		throw new IllegalArgumentException(place + " is " + fault + ": write " + JsonSchema.example(Reply.class));
	}

	private static Reply named(String place, String name) {
		if (name.equals(USUAL)) {
			return Reply.usual();
		}
		return Arrays.stream(NamedFault.values())
			.filter((fault) -> fault.id().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					place + " is '" + name + "': there are " + names() + " and '" + USUAL + "'"))
			.reply();
	}

	private static Duration duration(@Nullable Object json) {
		return (json != null) ? Durations.parse(String.valueOf(json)) : Duration.ZERO;
	}

	/** The schema of a fault. */
	static Map<String, Object> schema() {
		Map<String, Object> time = JsonSchema.of(Duration.class);
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("name", Map.of("type", "string", "description",
				"A fault by its name, or '" + USUAL + "' for the usual answer: " + names()));
		properties.put("status", Map.of("type", "integer", "description", "The status of any other answer"));
		properties.put("headers", Map.of("type", "object", "additionalProperties", Map.of("type", "string"),
				"description", "Headers, such as Retry-After"));
		properties.put("body", Map.of("type", "string", "description", "The body as text"));
		properties.put("bodyBase64", Map.of("type", "string", "format", "byte"));
		properties.put("connection", Map.of("type", "string", "enum", List.of("reset", "closed")));
		properties.put("after", described(time, "How long the caller waits for it"));
		properties.put("trickling", described(time, "How long the body takes from its first byte to its last"));
		return Map.of("description", "What happens to a request: the name of a fault, or an object", "oneOf",
				List.of(Map.of("type", "string", "enum", names()), Map.of("type", "object", "properties", properties)));
	}

	private static Map<String, Object> described(Map<String, Object> schema, String description) {
		Map<String, Object> described = new LinkedHashMap<>(schema);
		described.put("description", description);
		return described;
	}

}
