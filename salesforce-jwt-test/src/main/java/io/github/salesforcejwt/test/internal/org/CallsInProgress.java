package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The API calls in progress, and their limit.
 */
public final class CallsInProgress {

	private final Map<Object, Instant> starts = new IdentityHashMap<>();

	private int limit = Integer.MAX_VALUE;

	private Duration minimumAge = Duration.ZERO;

	/**
	 * Limit the calls.
	 * @param limit how many calls may run that are old enough to count
	 * @param minimumAge how old a call must be to count
	 */
	public synchronized void limit(int limit, Duration minimumAge) {
		this.limit = limit;
		this.minimumAge = minimumAge;
	}

	public synchronized void unlimited() {
		this.limit = Integer.MAX_VALUE;
	}

	/** Whether the calls are limited. */
	public synchronized boolean limited() {
		return this.limit != Integer.MAX_VALUE;
	}

	/** Begin a call, unless too many run already. */
	public synchronized boolean begin(Object call, Instant now) {
		if (limited()) {
			Instant latest = now.minus(this.minimumAge);
			if (this.starts.values().stream().filter((start) -> !start.isAfter(latest)).count() >= this.limit) {
				return false;
			}
		}
		this.starts.put(call, now);
		return true;
	}

	public synchronized void end(Object call) {
		this.starts.remove(call);
	}

}
