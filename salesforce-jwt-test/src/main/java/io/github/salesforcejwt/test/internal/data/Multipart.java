package io.github.salesforcejwt.test.internal.data;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of several parts, by RFC 7578.
 */
final class Multipart {

	private static final Pattern BOUNDARY = Pattern.compile("(?i).*;\\s*boundary=\"?([^\";]{1,70})\"?.*");

	private static final Pattern NAME = Pattern.compile("(?is).*content-disposition:[^\\n]*[; ]name=\"?([\\w-]+).*");

	private Multipart() {
	}

	/**
	 * Returns the texts of the parts by their names.
	 */
	static Map<String, String> read(String contentType, byte[] body) {
		Matcher boundary = BOUNDARY.matcher(contentType);
		if (!boundary.matches()) {
			throw malformed("Content-Type names no boundary: " + contentType);
		}
		String text = "\n" + new String(body, StandardCharsets.UTF_8);
		String delimiter = "\n--" + boundary.group(1);
		Map<String, String> parts = new LinkedHashMap<>();
		int start = text.indexOf(delimiter);
		while (start >= 0 && !text.startsWith("--", start + delimiter.length())) {
			int end = text.indexOf(delimiter, start + delimiter.length());
			if (end < 0) {
				throw malformed("a part does not end");
			}
			add(parts, text.substring(start + delimiter.length(), end));
			start = end;
		}
		return parts;
	}

	private static void add(Map<String, String> parts, String part) {
		Matcher blank = Pattern.compile("\\r?\\n\\r?\\n").matcher(part);
		if (!blank.find()) {
			throw malformed("a part has no content");
		}
		Matcher name = NAME.matcher(part.substring(0, blank.start()));
		if (!name.matches()) {
			throw malformed("a part has no name");
		}
		String content = part.substring(blank.end());
		parts.put(name.group(1), content.endsWith("\r") ? content.substring(0, content.length() - 1) : content);
	}

	private static ApiException malformed(String message) {
		return ApiException.badRequest("INVALIDJOB", "InvalidJob : Unable to parse the multipart request: " + message);
	}

}
