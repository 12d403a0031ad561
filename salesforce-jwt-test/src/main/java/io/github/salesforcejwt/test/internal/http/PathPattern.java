package io.github.salesforcejwt.test.internal.http;

/**
 * A path, or with a star at its end all paths that begin so.
 */
public final class PathPattern {

	private PathPattern() {
	}

	public static boolean matches(String pattern, String path) {
		return pattern.endsWith("*") ? path.regionMatches(0, pattern, 0, pattern.length() - 1) : path.equals(pattern);
	}

}
