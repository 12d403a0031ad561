package io.github.salesforcejwt.test.internal.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the control API: how it is called, described and carried out.
 *
 * @param method the HTTP method
 * @param path the path below the root, with the names of its variables in braces
 * @param summary what it does
 * @param query the query parameters, each with its description
 * @param request the schema of the request's body, empty if it has none
 * @param response the schema of the response's body, empty if it has none
 * @param handler what carries it out
 */
record Operation(String method, String path, String summary, Map<String, String> query, Map<String, Object> request,
		Map<String, Object> response, Handler handler) {

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

	/** The values of the path's variables, {@code null} if the path is another. */
	@Nullable Map<String, String> match(String method, String below) {
		if (!this.method.equals(method)) {
			return null;
		}
		Matcher matcher = Pattern.compile(VARIABLE.matcher(this.path).replaceAll("([^/]+)")).matcher(below);
		if (!matcher.matches()) {
			return null;
		}
		Map<String, String> variables = new LinkedHashMap<>();
		int group = 0;
		for (String name : variables()) {
			// a plus sign does not stand for a space in a path
			variables.put(name, URLDecoder.decode(matcher.group(++group).replace("+", "%2B"), StandardCharsets.UTF_8));
		}
		return variables;
	}

	List<String> variables() {
		List<String> names = new ArrayList<>();
		Matcher matcher = VARIABLE.matcher(this.path);
		while (matcher.find()) {
			names.add(matcher.group(1));
		}
		return names;
	}

	/**
	 * A call of an operation.
	 *
	 * @param inbound the request
	 * @param variables the values of the path's variables
	 * @param body the body as maps, lists, texts and numbers; an empty map if there is
	 * none
	 */
	record Call(Inbound inbound, Map<String, String> variables, Object body) {

		String variable(String name) {
			return this.variables.getOrDefault(name, "");
		}

		long number(String parameter, long otherwise) {
			String value = this.inbound.request().query().get(parameter);
			if (value == null) {
				return otherwise;
			}
			if (!value.matches("\\d{1,18}")) {
				throw new IllegalArgumentException("'" + parameter + "' is '" + value + "': write a whole number");
			}
			return Long.parseLong(value);
		}

	}

	/**
	 * Carries an operation out.
	 */
	@FunctionalInterface
	interface Handler {

		/**
		 * Carry the operation out.
		 * @param call the call
		 * @return the response's body as records, maps and lists; {@code null} for none
		 * @throws IllegalArgumentException if the call makes no sense
		 */
		@Nullable Object handle(Call call);

	}

}
