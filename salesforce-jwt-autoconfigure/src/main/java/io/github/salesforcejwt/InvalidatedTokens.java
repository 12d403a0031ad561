package io.github.salesforcejwt;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last tokens that were invalidated. A login that returns one of them has not
 * succeeded. Each is forgotten after a while, so that a session heals by itself where the
 * refusal was not the token's fault. Not thread-safe.
 */
final class InvalidatedTokens {

	private static final int CAPACITY = 32;

	private final Map<String, Long> endsByValue = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
			return size() > CAPACITY;
		}

	};

	private long count;

	/**
	 * Add a token.
	 * @param until when it is forgotten, in milliseconds of the clock
	 */
	void add(SalesforceAccessToken token, long until) {
		this.count++;
		this.endsByValue.remove(token.getTokenValue());
		this.endsByValue.put(token.getTokenValue(), until);
	}

	boolean contains(SalesforceAccessToken token, long now) {
		Long until = this.endsByValue.get(token.getTokenValue());
		return until != null && now < until;
	}

	/**
	 * Return how many were added so far.
	 */
	long count() {
		return this.count;
	}

}
