package io.github.salesforcejwt.test.internal.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * Date literals, such as {@code TODAY}, {@code LAST_QUARTER} or {@code NEXT_N_MONTHS:3}:
 * ranges of days in UTC. Weeks start on Sunday, and the fiscal year is the calendar's.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm">Date
 * Formats and Date Literals in WHERE</a>
 */
final class QueryDates {

	private static final Map<String, Integer> DAYS = Map.of("YESTERDAY", -1, "TODAY", 0, "TOMORROW", 1);

	private static final Map<String, TemporalUnit> UNITS = Map.of("DAY", ChronoUnit.DAYS, "WEEK", ChronoUnit.WEEKS,
			"MONTH", ChronoUnit.MONTHS, "QUARTER", IsoFields.QUARTER_YEARS, "YEAR", ChronoUnit.YEARS);

	private static final Pattern RELATIVE = Pattern
		.compile("(LAST|THIS|NEXT)_(?:FISCAL_(?=QUARTER|YEAR))?(WEEK|MONTH|QUARTER|YEAR)");

	private static final Pattern COUNTED = Pattern
		.compile("(LAST|NEXT)_N_(?:FISCAL_(?=QUARTER|YEAR))?(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\\d{1,4})");

	private static final Pattern AGO = Pattern
		.compile("N_(?:FISCAL_(?=QUARTER|YEAR))?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\\d{1,4})");

	private static final Pattern NINETY = Pattern.compile("(LAST|NEXT)_90_DAYS");

	private final LocalDate today;

	QueryDates(LocalDate today) {
		this.today = today;
	}

	/**
	 * Returns the range of a literal in a type, {@code null} if the token is none.
	 */
	@Nullable Range range(SoqlToken token, FieldType type) {
		if (token.kind() != SoqlToken.Kind.WORD || (type != FieldType.DATE && type != FieldType.DATETIME)) {
			return null;
		}
		Range days = days(NINETY.matcher(token.upperCase()).replaceFirst("$1_N_DAYS:90"));
		return (days != null && type == FieldType.DATETIME) ? days.times() : days;
	}

	private @Nullable Range days(String name) {
		Integer day = DAYS.get(name);
		if (day != null) {
			return range(ChronoUnit.DAYS, day, day + 1);
		}
		Matcher relative = RELATIVE.matcher(name);
		if (relative.matches()) {
			int from = switch (relative.group(1)) {
				case "LAST" -> -1;
				case "THIS" -> 0;
				default -> 1;
			};
			return range(unit(relative.group(2)), from, from + 1);
		}
		Matcher counted = COUNTED.matcher(name);
		if (counted.matches()) {
			return counted(counted.group(1), unit(counted.group(2)), Integer.parseInt(counted.group(3)));
		}
		Matcher ago = AGO.matcher(name);
		if (ago.matches()) {
			int count = Integer.parseInt(ago.group(2));
			return range(unit(ago.group(1)), -count, -count + 1);
		}
		return null;
	}

	// the last days include today, the last weeks do not include this one
	private Range counted(String direction, TemporalUnit unit, int count) {
		if (direction.equals("NEXT")) {
			return range(unit, 1, count + 1);
		}
		return range(unit, -count, (unit == ChronoUnit.DAYS) ? 1 : 0);
	}

	private static TemporalUnit unit(String name) {
		TemporalUnit unit = UNITS.get(name);
		if (unit == null) {
			throw new IllegalArgumentException("No unit " + name);
		}
		return unit;
	}

	private Range range(TemporalUnit unit, int from, int to) {
		LocalDate start = start(unit);
		return new Range(start.plus(from, unit), start.plus(to, unit));
	}

	private LocalDate start(TemporalUnit unit) {
		if (unit == ChronoUnit.WEEKS) {
			return this.today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
		}
		if (unit == ChronoUnit.MONTHS) {
			return this.today.withDayOfMonth(1);
		}
		if (unit == IsoFields.QUARTER_YEARS) {
			return this.today.with(IsoFields.DAY_OF_QUARTER, 1);
		}
		return (unit == ChronoUnit.YEARS) ? this.today.withDayOfYear(1) : this.today;
	}

	/**
	 * A range of days or times, without its end.
	 */
	record Range(Object start, Object end) {

		private Range times() {
			return new Range(time(this.start), time(this.end));
		}

		private static Object time(Object day) {
			return ((LocalDate) day).atStartOfDay().atOffset(ZoneOffset.UTC);
		}

	}

}
