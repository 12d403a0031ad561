package io.github.salesforcejwt.test.internal.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The versions of the REST API: three releases a year, of which the oldest are retired.
 */
final class Versions {

	private static final int OLDEST = 31;

	private static final int LATEST = 68;

	private static final int OLDEST_RETIRED = 7;

	private static final int WINTER_15 = 32;

	private static final List<String> SEASONS = List.of("Winter", "Spring", "Summer");

	private static final Pattern SEGMENT = Pattern.compile("v(\\d{1,3})\\.0");

	private Versions() {
	}

	static List<Map<String, Object>> all() {
		return IntStream.rangeClosed(OLDEST, LATEST).mapToObj(Versions::describe).toList();
	}

	private static Map<String, Object> describe(int version) {
		int releases = version - WINTER_15;
		String season = SEASONS.get(Math.floorMod(releases, SEASONS.size()));
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("label", "%s '%d".formatted(season, 15 + Math.floorDiv(releases, SEASONS.size())));
		json.put("url", "/services/data/v%d.0".formatted(version));
		json.put("version", version + ".0");
		return json;
	}

	/**
	 * Checks a segment of a path such as {@code v68.0}.
	 * @throws ApiException if that version is retired or never existed
	 */
	static void check(String segment) {
		Matcher matcher = SEGMENT.matcher(segment);
		int version = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
		if (version >= OLDEST_RETIRED && version < OLDEST) {
			throw new ApiException(410, ApiError.of("GONE", "The requested API version has been retired"));
		}
		if (version < OLDEST || version > LATEST) {
			throw ApiException.notFound();
		}
	}

}
