package io.github.salesforcejwt.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import io.github.salesforcejwt.test.internal.http.Form;

/**
 * A request that arrived at the stand-in.
 *
 * @param time when it arrived, by the server's clock
 * @param method the HTTP method, in capitals
 * @param path the raw path, without the query
 * @param query the decoded query parameters
 * @param headers the headers, by their names in lower case
 * @param body the body, or its first 128 KiB
 * @param status the status that it was answered with, 0 if it was not answered
 */
public record ReceivedRequest(Instant time, String method, String path, Map<String, String> query,
		Map<String, String> headers, byte[] body, int status) {

	/**
	 * Return a header.
	 * @param name its name, in any case
	 * @return its value, empty if the request had none
	 */
	public String header(String name) {
		return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
	}

	/**
	 * Return the body as text.
	 * @return the body, read as UTF-8
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Return the parameters of a form-encoded body.
	 * @return the decoded parameters
	 */
	public Map<String, String> form() {
		return Form.parse(text());
	}

	/**
	 * Print method and path, never the headers or the body: they hold secrets.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
