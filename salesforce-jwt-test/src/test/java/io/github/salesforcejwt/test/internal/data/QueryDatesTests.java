package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;

import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QueryDatesTests {

	// a Sunday
	private final QueryDates dates = new QueryDates(LocalDate.parse("2026-11-22"));

	@ParameterizedTest
	@CsvSource(textBlock = """
			YESTERDAY,                2026-11-21, 2026-11-22
			TODAY,                    2026-11-22, 2026-11-23
			TOMORROW,                 2026-11-23, 2026-11-24
			LAST_WEEK,                2026-11-15, 2026-11-22
			THIS_WEEK,                2026-11-22, 2026-11-29
			NEXT_WEEK,                2026-11-29, 2026-12-06
			LAST_MONTH,               2026-10-01, 2026-11-01
			THIS_MONTH,               2026-11-01, 2026-12-01
			NEXT_MONTH,               2026-12-01, 2027-01-01
			LAST_90_DAYS,             2026-08-24, 2026-11-23
			NEXT_90_DAYS,             2026-11-23, 2027-02-21
			LAST_QUARTER,             2026-07-01, 2026-10-01
			THIS_QUARTER,             2026-10-01, 2027-01-01
			NEXT_QUARTER,             2027-01-01, 2027-04-01
			LAST_YEAR,                2025-01-01, 2026-01-01
			THIS_YEAR,                2026-01-01, 2027-01-01
			NEXT_YEAR,                2027-01-01, 2028-01-01
			LAST_N_DAYS:7,            2026-11-15, 2026-11-23
			NEXT_N_DAYS:7,            2026-11-23, 2026-11-30
			N_DAYS_AGO:7,             2026-11-15, 2026-11-16
			LAST_N_WEEKS:2,           2026-11-08, 2026-11-22
			NEXT_N_WEEKS:2,           2026-11-29, 2026-12-13
			N_WEEKS_AGO:2,            2026-11-08, 2026-11-15
			LAST_N_MONTHS:3,          2026-08-01, 2026-11-01
			NEXT_N_MONTHS:3,          2026-12-01, 2027-03-01
			N_MONTHS_AGO:3,           2026-08-01, 2026-09-01
			LAST_N_QUARTERS:2,        2026-04-01, 2026-10-01
			NEXT_N_QUARTERS:2,        2027-01-01, 2027-07-01
			N_QUARTERS_AGO:2,         2026-04-01, 2026-07-01
			LAST_N_YEARS:2,           2024-01-01, 2026-01-01
			NEXT_N_YEARS:2,           2027-01-01, 2029-01-01
			N_YEARS_AGO:2,            2024-01-01, 2025-01-01
			THIS_FISCAL_QUARTER,      2026-10-01, 2027-01-01
			LAST_FISCAL_YEAR,         2025-01-01, 2026-01-01
			LAST_N_FISCAL_QUARTERS:1, 2026-07-01, 2026-10-01
			NEXT_N_FISCAL_YEARS:1,    2027-01-01, 2028-01-01
			N_FISCAL_QUARTERS_AGO:1,  2026-07-01, 2026-10-01
			n_fiscal_years_ago:1,     2025-01-01, 2026-01-01
			""")
	void literalIsARangeOfDays(String literal, LocalDate start, LocalDate end) {
		assertThat(this.dates.range(word(literal), FieldType.DATE)).isEqualTo(new QueryDates.Range(start, end));
	}

	@ParameterizedTest
	@ValueSource(strings = { "LAST_DAY", "LAST_FISCAL_MONTH", "LAST_N_DAYS", "LAST_N_FISCAL_DAYS:1", "N_DAYS_AGO:",
			"NEXT_N_DECADES:1", "LAST_N_DAYS:12345", "null" })
	void whatIsNoLiteralHasNoRange(String word) {
		assertThat(this.dates.range(word(word), FieldType.DATE)).isNull();
	}

	@Test
	void rangeHasTheTypeOfTheField() {
		assertThat(this.dates.range(word("TODAY"), FieldType.DATETIME)).extracting(QueryDates.Range::start)
			.hasToString("2026-11-22T00:00Z");
		assertThat(this.dates.range(word("TODAY"), FieldType.STRING)).isNull();
	}

	private static SoqlToken word(String text) {
		return new SoqlToken(SoqlToken.Kind.WORD, text, 0);
	}

}
