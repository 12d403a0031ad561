package io.github.salesforcejwt.test.internal.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them: {@code 200ms}, {@code 2s}, {@code 5m} or {@code 1h}.
 */
public final class Durations {

	/**
	 * What a time looks like, for messages.
	 */
	public static final String EXAMPLES = "one such as 200ms, 2s, 5m or 1h";

	private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

	private Durations() {
	}

	/**
	 * Read a time.
	 * @param text the text
	 * @return the time
	 * @throws IllegalArgumentException if the text is none
	 */
	public static Duration parse(String text) {
		Matcher matcher = DURATION.matcher(text.trim());
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' is not a duration: write " + EXAMPLES);
		}
		long number = Long.parseLong(matcher.group(1));
		return switch (matcher.group(2)) {
			case "ms" -> Duration.ofMillis(number);
			case "s" -> Duration.ofSeconds(number);
			case "m" -> Duration.ofMinutes(number);
			default -> Duration.ofHours(number);
		};
	}

	public static String format(Duration duration) {
		long millis = duration.toMillis();
		return (millis % 1000 == 0) ? millis / 1000 + "s" : millis + "ms";
	}

}
