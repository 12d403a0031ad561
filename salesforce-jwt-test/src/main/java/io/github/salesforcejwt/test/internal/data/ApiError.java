package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as Salesforce names it.
 */
record ApiError(String code, String message, List<String> fields) {

	static ApiError of(String code, String message, String... fields) {
		return new ApiError(code, message, List.of(fields));
	}

	/**
	 * The shape in the array that is the body of a failed request.
	 */
	Map<String, Object> inBody() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("message", this.message);
		json.put("errorCode", this.code);
		if (!this.fields.isEmpty()) {
			json.put("fields", this.fields);
		}
		return json;
	}

	/**
	 * The shape in the result of a row, in which the code has another name.
	 */
	Map<String, Object> inRow() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("statusCode", this.code);
		json.put("message", this.message);
		json.put("fields", this.fields);
		return json;
	}

}
