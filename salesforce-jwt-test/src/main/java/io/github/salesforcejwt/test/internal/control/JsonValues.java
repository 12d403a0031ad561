package io.github.salesforcejwt.test.internal.control;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.http.Durations;
import io.github.salesforcejwt.test.internal.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Converts records and their values to JSON and back. Errors name the place of a value
 * that does not fit.
 */
final class JsonValues {

	private JsonValues() {
	}

	static @Nullable Object write(@Nullable Object value) {
		if (value instanceof Duration duration) {
			return Durations.format(duration);
		}
		if (value instanceof Instant || value instanceof Enum) {
			return value.toString();
		}
		if (value instanceof Reply reply) {
			return FaultJson.write(reply);
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> json = new LinkedHashMap<>();
			map.forEach((key, element) -> json.put(String.valueOf(key), write(element)));
			return json;
		}
		if (value instanceof Collection<?> collection) {
			List<@Nullable Object> json = new ArrayList<>();
			collection.forEach((element) -> json.add(write(element)));
			return json;
		}
		if (value instanceof Record) {
			return writeRecord((Record) value);
		}
		return value;
	}

	private static Map<String, @Nullable Object> writeRecord(Record value) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		for (RecordComponent component : value.getClass().getRecordComponents()) {
			try {
				json.put(component.getName(), write(component.getAccessor().invoke(value)));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException("A record of this module can be read", ex);
			}
		}
		return json;
	}

	/**
	 * Read a value.
	 * @param <T> what it is read as
	 * @param json the JSON as maps, lists, texts and numbers
	 * @param type what it is read as
	 * @return the value
	 * @throws IllegalArgumentException if the JSON does not fit
	 */
	static <T> T read(@Nullable Object json, Class<T> type) {
		return type.cast(read("the body", json, type));
	}

	private static Object read(String place, @Nullable Object json, Type type) {
		if (type instanceof ParameterizedType parameterized) {
			return readGeneric(place, json, parameterized);
		}
		Class<?> target = (Class<?>) type;
		if (target.isRecord() && target != Reply.class) {
			return readRecord(place, json, target);
		}
		if (target == Reply.class) {
			return FaultJson.read(place, json);
		}
		if (target == boolean.class && json instanceof Boolean) {
			return json;
		}
		if ((target == int.class || target == Integer.class) && json instanceof Integer) {
			return json;
		}
		if ((target == long.class || target == Long.class) && json instanceof Number number) {
			return number.longValue();
		}
		if (json instanceof String text) {
			return readText(place, text, target);
		}
		throw misfit(place, json, target);
	}

	private static Object readText(String place, String text, Class<?> target) {
		try {
			if (target == String.class) {
				return text;
			}
			if (target == Duration.class) {
				return Durations.parse(text);
			}
			if (target == Instant.class) {
				return Instant.parse(text);
			}
		}
		catch (DateTimeParseException | IllegalArgumentException ex) {
			throw misfit(place, text, target);
		}
		throw misfit(place, text, target);
	}

	private static Object readGeneric(String place, @Nullable Object json, ParameterizedType type) {
		if (type.getRawType() == List.class && json instanceof List<?> list) {
			return list.stream().map((element) -> read(place, element, type.getActualTypeArguments()[0])).toList();
		}
		if (type.getRawType() == Map.class && json instanceof Map<?, ?> map) {
			if (type.getActualTypeArguments()[1] == Object.class) {
				return map;
			}
			Map<String, Object> values = new LinkedHashMap<>();
			map.forEach((key, element) -> values.put(String.valueOf(key),
					read(place, element, type.getActualTypeArguments()[1])));
			return values;
		}
		throw misfit(place, json, (Class<?>) type.getRawType());
	}

	private static Object readRecord(String place, @Nullable Object json, Class<?> type) {
		if (!(json instanceof Map<?, ?> map)) {
			throw misfit(place, json, type);
		}
		RecordComponent[] components = type.getRecordComponents();
		Set<String> names = Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
		map.keySet().stream().filter((name) -> !names.contains(name)).findFirst().ifPresent((name) -> {
			throw new IllegalArgumentException("'" + name + "' is not known: there are " + names);
		});
		@Nullable Object[] values = new @Nullable Object[components.length];
		for (int i = 0; i < components.length; i++) {
			values[i] = readComponent(components[i], map);
		}
		return create(type, components, values);
	}

	private static @Nullable Object readComponent(RecordComponent component, Map<?, ?> json) {
		Object value = json.get(component.getName());
		if (value == null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
			return null;
		}
		if (value == null && !json.containsKey(component.getName())) {
			throw new IllegalArgumentException("'" + component.getName() + "' is missing: write "
					+ JsonSchema.example((component.getGenericType() instanceof Class<?> type) ? type : List.class));
		}
		return read("'" + component.getName() + "'", value, component.getGenericType());
	}

	private static Object create(Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
		try {
			var constructor = type.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			constructor.setAccessible(true);
			return constructor.newInstance(values);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof IllegalArgumentException refusal) {
				throw refusal;
			}
			throw new IllegalStateException(ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("A record of this module can be made", ex);
		}
	}

	private static IllegalArgumentException misfit(String place, @Nullable Object json, Class<?> type) {
		return new IllegalArgumentException(place + " is " + ((json instanceof String) ? "'" + json + "'" : json)
				+ ": write " + JsonSchema.example(type));
	}

}
