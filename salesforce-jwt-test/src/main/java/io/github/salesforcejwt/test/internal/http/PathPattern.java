package io.github.salesforcejwt.test.internal.http;

/**
 * A path, or with an asterisk at its end, all paths with that prefix.
 */
public final class PathPattern {

	private PathPattern() {
	}

	public static boolean matches(String pattern, String path) {
		return pattern.endsWith("*") ? path.regionMatches(0, pattern, 0, pattern.length() - 1) : path.equals(pattern);
	}

}
