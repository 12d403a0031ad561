package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The result of a row in Salesforce.
 *
 * @param id the id of the row in the ERP
 * @param outcome what Salesforce did
 * @param salesforceId the id of its record, if there is one
 * @param error why Salesforce refused it, if it did
 */
record RowResult(String id, Outcome outcome, @Nullable String salesforceId, @Nullable String error) {

	/** Refusals that say nothing of the row: the next run sends it again. */
	private static final List<String> TRANSIENT = List.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE",
			"REQUEST_RUNNING_TOO_LONG");

	static RowResult success(String id, Outcome outcome, @Nullable String salesforceId) {
		return new RowResult(id, outcome, salesforceId, null);
	}

	static RowResult refused(String id, String error) {
		return new RowResult(id, Outcome.FAILED, null, error);
	}

	static RowResult of(String id, SalesforceApi.Answer answer) {
		if (answer.success()) {
			return success(id, Boolean.TRUE.equals(answer.created()) ? Outcome.CREATED : Outcome.UPDATED, answer.id());
		}
		return refused(id,
				answer.errors()
					.stream()
					.map((error) -> error.statusCode() + ": " + error.message())
					.collect(Collectors.joining("; ")));
	}

	boolean isRefusedForGood() {
		return this.error != null && TRANSIENT.stream().noneMatch(this.error::startsWith);
	}

	/**
	 * What Salesforce did with a row.
	 */
	enum Outcome {

		CREATED, UPDATED, DELETED, FAILED

	}

}
