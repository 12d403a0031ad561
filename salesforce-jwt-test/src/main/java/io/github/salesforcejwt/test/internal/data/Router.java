package io.github.salesforcejwt.test.internal.data;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the resource that a path names.
 */
final class Router {

	private static final String ROOT = "/services/data";

	private final Map<String, Resource> resources;

	private final CurrentUser user;

	/**
	 * Creates a router.
	 * @param resources the resources by the first segment below the version
	 */
	Router(Map<String, Resource> resources, CurrentUser user) {
		this.resources = resources;
		this.user = user;
	}

	ApiResponse handle(ApiRequest request) {
		try {
			return route(request);
		}
		catch (ApiException ex) {
			return Json.error(ex);
		}
	}

	private ApiResponse route(ApiRequest request) {
		List<String> segments = segments(request.path());
		if (segments.isEmpty()) {
			new Call(request, ROOT, segments).allow("GET", "HEAD");
			return Json.response(200, Versions.all());
		}
		Versions.check(segments.get(0));
		Call call = new Call(request, ROOT + "/" + segments.get(0), segments.subList(1, segments.size()));
		if (call.size() == 0) {
			call.allow("GET", "HEAD");
			return Json.response(200, directory(call.base()));
		}
		Resource resource = this.resources.get(call.segment(0));
		if (resource == null) {
			throw ApiException.notFound();
		}
		return resource.handle(call.below());
	}

	private static List<String> segments(String path) {
		String below = (path.equals(ROOT) || path.startsWith(ROOT + "/")) ? path.substring(ROOT.length()) : null;
		if (below == null) {
			throw ApiException.notFound();
		}
		try {
			// a plus sign does not stand for a space in a path
			return Arrays.stream(below.split("/"))
				.filter((segment) -> !segment.isEmpty())
				.map((segment) -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
				.toList();
		}
		catch (IllegalArgumentException ex) {
			throw ApiException.notFound();
		}
	}

	/**
	 * Returns the paths of the resources, below the version.
	 */
	List<String> paths() {
		List<String> paths = new ArrayList<>();
		this.resources.forEach((name, resource) -> {
			paths.add(name);
			resource.below().keySet().forEach((below) -> paths.add(name + "/" + below));
		});
		return paths;
	}

	private Map<String, String> directory(String base) {
		Map<String, String> directory = new TreeMap<>();
		for (String name : this.resources.keySet()) {
			directory.put(name, base + "/" + name);
		}
		directory.put("limits", base + "/limits");
		directory.put("identity", this.user.identityUrl());
		return directory;
	}

}
