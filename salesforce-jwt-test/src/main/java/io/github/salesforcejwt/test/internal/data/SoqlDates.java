package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Date literals that mean days, in UTC: {@code TODAY}, {@code YESTERDAY},
 * {@code TOMORROW}, {@code LAST_N_DAYS:n}.
 */
final class SoqlDates {

	private static final Pattern LAST_DAYS = Pattern.compile("LAST_N_DAYS:(\\d{1,5})");

	private final LocalDate today;

	SoqlDates(LocalDate today) {
		this.today = today;
	}

	/**
	 * Returns the range of a literal in the type of the field, {@code null} if the token
	 * is none.
	 */
	@Nullable Range range(SoqlTokens.Token token, Field field) {
		boolean day = field.type() == FieldType.DATE;
		if (token.kind() != SoqlTokens.Kind.WORD || (!day && field.type() != FieldType.DATETIME)) {
			return null;
		}
		String name = token.text().toUpperCase(Locale.ROOT);
		Matcher lastDays = LAST_DAYS.matcher(name);
		if (lastDays.matches()) {
			return range(-Integer.parseInt(lastDays.group(1)), 1, day);
		}
		return switch (name) {
			case "TODAY" -> range(0, 1, day);
			case "YESTERDAY" -> range(-1, 0, day);
			case "TOMORROW" -> range(1, 2, day);
			default -> null;
		};
	}

	private Range range(int first, int end, boolean day) {
		LocalDate from = this.today.plusDays(first);
		LocalDate to = this.today.plusDays(end);
		return day ? new Range(from, to)
				: new Range(from.atStartOfDay().atOffset(ZoneOffset.UTC), to.atStartOfDay().atOffset(ZoneOffset.UTC));
	}

	/**
	 * A range of times, without its end.
	 */
	record Range(Object start, Object end) {
	}

}
