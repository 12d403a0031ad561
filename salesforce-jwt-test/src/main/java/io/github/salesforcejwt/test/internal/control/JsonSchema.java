package io.github.salesforcejwt.test.internal.control;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.http.Durations;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.scenario.Description;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of records, for the description of the control API.
 */
final class JsonSchema {

	private JsonSchema() {
	}

	static Map<String, Object> of(Type type) {
		if (type instanceof ParameterizedType parameterized) {
			Type element = parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
			return (parameterized.getRawType() == List.class) ? Map.of("type", "array", "items", of(element))
					: Map.of("type", "object", "additionalProperties", of(element));
		}
		Class<?> target = (Class<?>) type;
		if (target == Reply.class) {
			return Map.of("$ref", "#/components/schemas/Fault");
		}
		if (target.isRecord()) {
			return ofRecord(target);
		}
		if (target == boolean.class) {
			return Map.of("type", "boolean");
		}
		if (isWhole(target)) {
			return Map.of("type", "integer");
		}
		if (target == Duration.class) {
			return Map.of("type", "string", "pattern", "^\\d{1,9}(ms|s|m|h)$", "example", "2s");
		}
		if (target == Instant.class) {
			return Map.of("type", "string", "format", "date-time");
		}
		return (target == Object.class) ? Map.of() : Map.of("type", "string");
	}

	private static Map<String, Object> ofRecord(Class<?> type) {
		Map<String, Object> properties = new LinkedHashMap<>();
		List<String> required = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			Map<String, Object> schema = new LinkedHashMap<>(of(component.getGenericType()));
			Description description = component.getAnnotation(Description.class);
			if (description != null) {
				schema.put("description", description.value());
			}
			properties.put(component.getName(), schema);
			if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				required.add(component.getName());
			}
		}
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("type", "object");
		schema.put("properties", properties);
		if (!required.isEmpty()) {
			schema.put("required", required);
		}
		return schema;
	}

	private static boolean isWhole(Class<?> type) {
		return type == int.class || type == long.class || type == Integer.class || type == Long.class;
	}

	/** What is expected for a type, for messages. */
	static String example(Class<?> type) {
		if (type == Duration.class) {
			return "a time, " + Durations.EXAMPLES;
		}
		if (type == Reply.class) {
			return "a fault: its name such as \"session-expired\", or an object with its status";
		}
		if (type == boolean.class) {
			return "true or false";
		}
		if (isWhole(type)) {
			return "a whole number";
		}
		if (type == List.class) {
			return "a list";
		}
		return (type == String.class) ? "a text" : "an object";
	}

}
