package io.github.salesforcejwt.test.internal.data;

import java.util.Map;

/**
 * An answer of the Data API.
 *
 * @param status the HTTP status
 * @param headers the headers, {@code Content-Type} among them if there is a body
 * @param body the body, empty if there is none
 */
public record ApiResponse(int status, Map<String, String> headers, byte[] body) {
}
