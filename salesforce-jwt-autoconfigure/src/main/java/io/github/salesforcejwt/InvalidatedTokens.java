package io.github.salesforcejwt;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last tokens that were invalidated. A login that returns one of them has not
 * succeeded. Each is forgotten after a while, so that a session heals by itself where the
 * refusal was not the token's fault. Not thread-safe.
 */
final class InvalidatedTokens {

	private static final int CAPACITY = 32;

	private static final Duration FIRST_MEMORY = Duration.ofMinutes(5);

	private final long longestMemory;

	private final Map<String, Entry> entries = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, InvalidatedTokens.Entry> eldest) {
			return size() > CAPACITY;
		}

	};

	private long count;

	InvalidatedTokens(Duration longestMemory) {
		this.longestMemory = longestMemory.toMillis();
	}

	/**
	 * Add a token, to be forgotten after a while: twice as long as the last time where it
	 * had been forgotten before.
	 * @param now milliseconds of the clock
	 */
	void add(SalesforceAccessToken token, long now) {
		this.count++;
		Entry known = this.entries.remove(token.getTokenValue());
		boolean fresh = known == null || now >= known.until();
		long memory = (known == null) ? Math.min(FIRST_MEMORY.toMillis(), this.longestMemory)
				: fresh ? Math.min(known.memory() * 2, this.longestMemory) : known.memory();
		this.entries.put(token.getTokenValue(),
				new Entry((known == null || fresh) ? this.count : known.number(), memory, now + memory));
	}

	boolean contains(SalesforceAccessToken token, long now) {
		Entry entry = this.entries.get(token.getTokenValue());
		return entry != null && now < entry.until();
	}

	/**
	 * Whether a token was good when there were so many, and is no longer.
	 * @param count what {@link #count()} returned then
	 */
	boolean isAddedSince(SalesforceAccessToken token, long count) {
		Entry entry = this.entries.get(token.getTokenValue());
		return entry != null && entry.number() > count;
	}

	/**
	 * Return how many were added so far.
	 */
	long count() {
		return this.count;
	}

	/**
	 * One token.
	 *
	 * @param number which in the row it was when it was added first
	 * @param memory how long it is remembered, in milliseconds
	 * @param until when it is forgotten
	 */
	private record Entry(long number, long memory, long until) {
	}

}
