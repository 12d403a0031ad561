package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The result of one row of many.
 *
 * @param id the id of the record, if there is one
 * @param created whether an upsert created it, {@code null} for other operations
 * @param error why it failed, {@code null} if it succeeded
 */
record RowResult(@Nullable String id, @Nullable Boolean created, @Nullable ApiError error) {

	static final ApiError ROLLED_BACK = ApiError.of("ALL_OR_NONE_OPERATION_ROLLED_BACK",
			"Record rolled back because not all records were valid and the request was using AllOrNone header");

	static RowResult saved(String id) {
		return new RowResult(id, null, null);
	}

	boolean success() {
		return this.error == null;
	}

	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		if (this.id != null) {
			json.put("id", this.id);
		}
		json.put("success", success());
		json.put("errors", (this.error != null) ? List.of(this.error.inRow()) : List.of());
		if (this.created != null) {
			json.put("created", this.created);
		}
		return json;
	}

}
