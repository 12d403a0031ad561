package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request to a resource of a version.
 *
 * @param request the request
 * @param base the path of the version, which links in the answer start with
 * @param segments the decoded segments of the path below the resource
 */
record Call(ApiRequest request, String base, List<String> segments) {

	String method() {
		String override = this.request.query().get("_HttpMethod");
		return (override != null && this.request.method().equals("POST")) ? override : this.request.method();
	}

	int size() {
		return this.segments.size();
	}

	String segment(int index) {
		return this.segments.get(index);
	}

	Call below() {
		return new Call(this.request, this.base, this.segments.subList(1, this.segments.size()));
	}

	@Nullable String parameter(String name) {
		return this.request.query().get(name);
	}

	/**
	 * The list in a parameter, such as {@code fields=Id,Name}; empty without it.
	 */
	List<String> list(String parameter) {
		String value = parameter(parameter);
		return (value == null || value.isBlank()) ? List.of() : List.of(value.trim().split("\\s*,\\s*"));
	}

	/**
	 * The version of the API, such as {@code 68.0}.
	 */
	String version() {
		return this.base.substring(this.base.lastIndexOf('v') + 1);
	}

	/**
	 * The type of the body, empty if the request does not say.
	 */
	String contentType() {
		return this.request.headers().getOrDefault("content-type", "");
	}

	ObjectNode json() {
		String contentType = contentType();
		if (!contentType.isEmpty() && !contentType.toLowerCase(Locale.ROOT).contains("json")) {
			throw new ApiException(415, ApiError.of("UNSUPPORTED_MEDIA_TYPE",
					"Content-Type header specified in HTTP request is not supported: " + contentType));
		}
		return Json.readObject(this.request.body());
	}

	void allow(String... methods) {
		if (!Set.of(methods).contains(method())) {
			throw notAllowed(methods);
		}
	}

	ApiException notAllowed(String... methods) {
		return new ApiException(405, ApiError.of("METHOD_NOT_ALLOWED",
				"HTTP Method '%s' not allowed. Allowed are %s".formatted(method(), String.join(",", methods))));
	}

}
