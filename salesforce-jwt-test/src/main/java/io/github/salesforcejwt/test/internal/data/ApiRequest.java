package io.github.salesforcejwt.test.internal.data;

import java.util.Map;

/**
 * A request for the Data API, already authorized.
 *
 * @param method the HTTP method, in capitals
 * @param path the raw path, percent-encoded, without the query
 * @param query the decoded query parameters
 * @param headers the headers, by their names in lower case
 * @param body the body, empty if there is none
 */
public record ApiRequest(String method, String path, Map<String, String> query, Map<String, String> headers,
		byte[] body) {
}
