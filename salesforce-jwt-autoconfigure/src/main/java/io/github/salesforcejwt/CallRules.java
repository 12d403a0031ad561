package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * The rules of an org for its calls: which are let through, and which are sent again.
 */
final class CallRules {

	/**
	 * Methods that change nothing, and are sent again by default.
	 */
	static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private static final Log logger = LogFactory.getLog(CallRules.class);

	/** The same warning is logged once in this interval. */
	private static final Duration WARNING_INTERVAL = Duration.ofHours(1);

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final SalesforceRetryPolicy retryPolicy;

	private final Set<HttpMethod> retriedMethods;

	private final ApiQuota quota;

	private final SessionEvents events;

	private final Clock clock;

	private final Ticker ticker;

	private final Sleeper sleeper;

	private final UploadFailures uploadFailures = new UploadFailures();

	/** Shared by all users of the org, so that a thousand of them do not warn each. */
	private final Map<String, Long> warnedAt;

	CallRules(SalesforceRetryPolicy retryPolicy, Set<HttpMethod> retriedMethods, ApiQuota quota, SessionEvents events,
			Clock clock, Ticker ticker, Sleeper sleeper) {
		this.retryPolicy = retryPolicy;
		this.retriedMethods = Set.copyOf(retriedMethods);
		this.quota = quota;
		this.events = events;
		this.clock = clock;
		this.ticker = ticker;
		this.sleeper = sleeper;
		this.warnedAt = new ConcurrentHashMap<>();
	}

	private CallRules(CallRules org, SessionEvents events) {
		this.retryPolicy = org.retryPolicy;
		this.retriedMethods = org.retriedMethods;
		this.quota = org.quota;
		this.events = events;
		this.clock = org.clock;
		this.ticker = org.ticker;
		this.sleeper = org.sleeper;
		this.warnedAt = org.warnedAt;
	}

	/**
	 * Return the rules for the calls of a further user, which count towards the quota of
	 * the org.
	 */
	CallRules ofUser(SessionEvents events) {
		return new CallRules(this, events);
	}

	/**
	 * Whether a call is sent again after a transient failure.
	 * @param attributes those of the call, which may say so
	 */
	boolean isRetried(HttpMethod method, Map<String, Object> attributes) {
		Boolean asked = SalesforceRequestAttributes.retry(attributes);
		return (asked != null) ? asked : this.retriedMethods.contains(method);
	}

	/**
	 * Whether a call is sent again after a failure that proves that nothing was done.
	 * @param attributes those of the call, which may forbid it
	 */
	static boolean isRetriedIfUnprocessed(Map<String, Object> attributes) {
		return !Boolean.FALSE.equals(SalesforceRequestAttributes.retry(attributes));
	}

	/**
	 * Return the retries of one call.
	 * @param startedAt when the call began, as {@link #now()} returned
	 */
	Retries retries(long startedAt) {
		return new Retries(this.retryPolicy, this.ticker, startedAt);
	}

	/**
	 * Log a warning, unless the same one has been logged within the last hour.
	 * @param advice a constant text, by which the warning is recognized
	 * @param detail a text that varies, needed only if the warning is logged
	 */
	void warn(String advice, Supplier<String> detail) {
		long now = now();
		Long last = this.warnedAt.get(advice);
		if (last == null || now - last >= WARNING_INTERVAL.toMillis()) {
			this.warnedAt.put(advice, now);
			logger.warn(this.events.owner() + ": " + advice + detail.get());
		}
	}

	ApiQuota quota() {
		return this.quota;
	}

	UploadFailures uploadFailures() {
		return this.uploadFailures;
	}

	SessionEvents events() {
		return this.events;
	}

	/**
	 * Return the time for pauses and deadlines, in milliseconds.
	 */
	long now() {
		return this.ticker.millis();
	}

	/**
	 * Return how long an answer asks to wait, or {@code null} if it does not say.
	 */
	@Nullable Duration retryAfter(HttpHeaders headers) {
		return RetryAfter.of(headers, this.clock);
	}

	/**
	 * Return how long the decision about a failed answer waits for its body.
	 */
	Duration patience() {
		return PATIENCE;
	}

	Sleeper sleeper() {
		return this.sleeper;
	}

}
