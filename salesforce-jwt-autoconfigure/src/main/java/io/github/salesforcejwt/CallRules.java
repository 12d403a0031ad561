package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpMethod;

/**
 * The rules of an org by which its calls are let through and sent again.
 */
final class CallRules {

	/**
	 * Methods that change nothing, and are sent again without being asked.
	 */
	static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private static final Log logger = LogFactory.getLog(CallRules.class);

	/** The same warning is logged no more often. */
	private static final Duration WARNING_INTERVAL = Duration.ofHours(1);

	private final String orgId;

	private final SalesforceRetryPolicy retryPolicy;

	private final Set<HttpMethod> retriedMethods;

	private final ApiQuota quota;

	private final SessionEvents events;

	private final Clock clock;

	private final Sleeper sleeper;

	private final Map<String, Long> warnedAt = new ConcurrentHashMap<>();

	CallRules(String orgId, SalesforceRetryPolicy retryPolicy, Set<HttpMethod> retriedMethods, ApiQuota quota,
			SessionEvents events, Clock clock, Sleeper sleeper) {
		this.orgId = orgId;
		this.retryPolicy = retryPolicy;
		this.retriedMethods = Set.copyOf(retriedMethods);
		this.quota = quota;
		this.events = events;
		this.clock = clock;
		this.sleeper = sleeper;
	}

	/**
	 * Decide what becomes of a call that has failed.
	 * @param repeatable whether the body can be sent again
	 * @param startedAt when the call began, in milliseconds of the clock
	 */
	CallRecovery recovery(HttpMethod method, Map<String, Object> attributes, boolean repeatable, long startedAt) {
		Boolean asked = SalesforceRequestAttributes.retry(attributes);
		boolean retryable = (asked != null) ? asked : this.retriedMethods.contains(method);
		return new CallRecovery(this, retryable && repeatable, new Retries(this.retryPolicy, this.clock, startedAt));
	}

	/**
	 * Log a warning, unless it has been logged a short while ago.
	 * @param advice what it is about: a constant text
	 * @param detail what varies
	 */
	void warn(String advice, String detail) {
		long now = this.clock.millis();
		Long last = this.warnedAt.get(advice);
		if (last == null || now - last >= WARNING_INTERVAL.toMillis()) {
			this.warnedAt.put(advice, now);
			logger.warn("Salesforce org '" + this.orgId + "': " + advice + detail);
		}
	}

	ApiQuota quota() {
		return this.quota;
	}

	SessionEvents events() {
		return this.events;
	}

	Clock clock() {
		return this.clock;
	}

	Sleeper sleeper() {
		return this.sleeper;
	}

}
