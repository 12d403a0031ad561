package io.github.salesforcejwt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The API calls of an org within 24 hours, as each answer reports them, and the share of
 * them past which this application stops. While stopped, one call a minute goes through,
 * to learn whether the share has fallen again.
 */
final class ApiQuota {

	static final Duration PROBE_INTERVAL = Duration.ofMinutes(1);

	/** In lower case, so that a lookup does not convert it each time. */
	private static final String HEADER = "sforce-limit-info";

	private static final String USAGE = "api-usage=";

	private static final long UNKNOWN = -1;

	private final String orgId;

	private final double stopAt;

	private final Ticker ticker;

	/** Calls and limit in one word, so that noting them allocates nothing. */
	private volatile long usage = UNKNOWN;

	/** When the next call goes through, while the share is used up; else 0. */
	private final AtomicLong nextProbe = new AtomicLong();

	/**
	 * Create a quota.
	 * @param stopAt the share past which calls are refused, or {@code null} for none
	 */
	ApiQuota(String orgId, @Nullable Double stopAt, Ticker ticker) {
		this.orgId = orgId;
		this.stopAt = (stopAt != null) ? stopAt : Double.POSITIVE_INFINITY;
		this.ticker = ticker;
	}

	/**
	 * Let a call through, or refuse it.
	 * @throws SalesforceQuotaException if the share is used up
	 */
	void admit() {
		long nextProbe = this.nextProbe.get();
		if (nextProbe == 0) {
			return;
		}
		long now = this.ticker.millis();
		if (now < nextProbe || !this.nextProbe.compareAndSet(nextProbe, now + PROBE_INTERVAL.toMillis())) {
			throw new SalesforceQuotaException(this.orgId, used(this.usage), limit(this.usage), this.stopAt);
		}
	}

	/**
	 * Return what an answer says about the calls of the org, or {@code null} for nothing.
	 */
	static @Nullable String report(HttpHeaders headers) {
		return headers.getFirst(HEADER);
	}

	/**
	 * Record what an answer of the instance reports.
	 * @param report the text of its header
	 */
	void answered(String report) {
		long usage = parse(report);
		if (usage != UNKNOWN) {
			note(usage);
		}
	}

	/**
	 * Return what the last answer reported.
	 */
	@Nullable SalesforceApiUsage usage() {
		long usage = this.usage;
		return (usage != UNKNOWN) ? new SalesforceApiUsage(used(usage), limit(usage)) : null;
	}

	/**
	 * Record that Salesforce refuses any more calls.
	 */
	void exhausted() {
		long usage = this.usage;
		if (usage != UNKNOWN) {
			note(pack(Math.max(limit(usage), used(usage)), limit(usage)));
		}
		else {
			stop();
		}
	}

	private void note(long usage) {
		this.usage = usage;
		if (used(usage) < this.stopAt * limit(usage)) {
			this.nextProbe.set(0);
		}
		else {
			stop();
		}
	}

	private void stop() {
		if (this.stopAt != Double.POSITIVE_INFINITY) {
			this.nextProbe.compareAndSet(0, this.ticker.millis() + PROBE_INTERVAL.toMillis());
		}
	}

	/**
	 * Read {@code api-usage=18/5000}, which may be one of several entries.
	 * @return the numbers in one word, or -1
	 */
	static long parse(String value) {
		int start = value.indexOf(USAGE);
		while (start > 0 && value.charAt(start - 1) == '-') {
			start = value.indexOf(USAGE, start + 1);
		}
		if (start == -1) {
			return UNKNOWN;
		}
		int slash = digits(value, start + USAGE.length());
		if (slash == value.length() || value.charAt(slash) != '/') {
			return UNKNOWN;
		}
		long used = number(value, start + USAGE.length(), slash);
		long limit = number(value, slash + 1, digits(value, slash + 1));
		return (used >= 0 && limit > 0) ? pack(used, limit) : UNKNOWN;
	}

	private static int digits(String value, int start) {
		int end = start;
		while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
			end++;
		}
		return end;
	}

	private static long number(String value, int start, int end) {
		return (end > start && end - start <= 9) ? Integer.parseInt(value, start, end, 10) : UNKNOWN;
	}

	private static long pack(long used, long limit) {
		return used << 32 | limit;
	}

	static long used(long usage) {
		return usage >> 32;
	}

	static long limit(long usage) {
		return (int) usage;
	}

}
