package io.github.salesforcejwt.test.internal.data;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The time of an org, in UTC.
 */
final class OrgTime {

	private final Clock clock;

	OrgTime(Clock clock) {
		this.clock = clock;
	}

	Instant instant() {
		return this.clock.instant();
	}

	/**
	 * Returns the time as records have it, in whole seconds.
	 */
	OffsetDateTime now() {
		return this.clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
	}

	/**
	 * Returns the day that date literals count from.
	 */
	LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

}
