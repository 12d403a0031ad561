package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What Salesforce says about one row of a collection.
 *
 * @param id id of the record in Salesforce, if the row succeeded
 * @param created whether the record is new, if the row succeeded
 */
record UpsertResult(@Nullable String id, boolean success, @Nullable Boolean created, List<Error> errors) {

	String errorText() {
		return this.errors.stream()
			.map((error) -> error.statusCode() + ": " + error.message())
			.collect(Collectors.joining("; "));
	}

	record Error(String statusCode, String message, List<String> fields) {

	}

}
