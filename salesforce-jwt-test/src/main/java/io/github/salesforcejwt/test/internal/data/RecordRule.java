package io.github.salesforcejwt.test.internal.data;

import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A validation rule of an sObject.
 *
 * @param name the API name
 * @param broken whether a record, as it would be stored, breaks the rule
 * @param message the error message if a record breaks it
 * @param field the field that the message is about, {@code null} for the whole record
 */
public record RecordRule(String name, Predicate<Map<String, @Nullable Object>> broken, String message,
		@Nullable String field) {
}
