package io.github.salesforcejwt.test.internal.data;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The Data API of one org: everything below {@code /services/data} but the limits.
 * Thread-safe.
 */
public final class DataApi implements AutoCloseable {

	private final Clock clock;

	/**
	 * Creates the API of an org that has no records yet.
	 * @param clock the source of the system fields' times
	 */
	public DataApi(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Answers a request.
	 * @param request the authorized request
	 * @return the answer of Salesforce, errors included
	 */
	public ApiResponse handle(ApiRequest request) {
		String body = "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]";
		return new ApiResponse(404, Map.of("Content-Type", "application/json;charset=UTF-8"),
				body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the records of a type, in the order of their creation.
	 * @param sObjectType the name of the type, such as {@code Account}
	 * @return a copy of the records by field name
	 */
	public List<Map<String, Object>> records(String sObjectType) {
		return List.of();
	}

	@Override
	public void close() {
	}

	@Override
	public String toString() {
		return "DataApi at " + this.clock.instant();
	}

}
