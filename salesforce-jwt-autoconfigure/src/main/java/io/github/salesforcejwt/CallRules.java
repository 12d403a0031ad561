package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

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

	private final Clock clock;

	private final Sleeper sleeper;

	private final AtomicReference<@Nullable Warning> lastWarning = new AtomicReference<>();

	CallRules(String orgId, SalesforceRetryPolicy retryPolicy, Set<HttpMethod> retriedMethods, @Nullable Double stopAt,
			Clock clock, Sleeper sleeper) {
		this.orgId = orgId;
		this.retryPolicy = retryPolicy;
		this.retriedMethods = Set.copyOf(retriedMethods);
		this.quota = new ApiQuota(orgId, stopAt, clock);
		this.clock = clock;
		this.sleeper = sleeper;
	}

	/**
	 * Begin a call.
	 * @throws SalesforceQuotaException if no more calls are to be made
	 */
	CallRecovery begin(HttpMethod method, Map<String, Object> attributes) {
		this.quota.admit();
		Boolean asked = SalesforceRequestAttributes.retry(attributes);
		boolean retryable = (asked != null) ? asked : this.retriedMethods.contains(method);
		return new CallRecovery(this, retryable, this.clock.millis());
	}

	Retries retries(long startedAt) {
		return new Retries(this.retryPolicy, this.clock, startedAt);
	}

	/**
	 * Log a warning, unless it is the last one over again.
	 */
	void warn(String message) {
		Warning last = this.lastWarning.get();
		long now = this.clock.millis();
		boolean repeated = last != null && last.message().equals(message)
				&& now - last.loggedAt() < WARNING_INTERVAL.toMillis();
		if (!repeated && this.lastWarning.compareAndSet(last, new Warning(message, now))) {
			logger.warn("Salesforce org '" + this.orgId + "': " + message);
		}
	}

	String orgId() {
		return this.orgId;
	}

	ApiQuota quota() {
		return this.quota;
	}

	Clock clock() {
		return this.clock;
	}

	Sleeper sleeper() {
		return this.sleeper;
	}

	private record Warning(String message, long loggedAt) {
	}

}
