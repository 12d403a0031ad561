package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Store of the tests, whose clock they move.
 */
class MemorySharedSessionStore implements SharedSessionStore {

	private final Clock clock;

	private final Map<String, Row> rows = new HashMap<>();

	final List<Duration> retentions = new ArrayList<>();

	volatile @Nullable RuntimeException failure;

	MemorySharedSessionStore(Clock clock) {
		this.clock = clock;
	}

	@Override
	public synchronized Entry read(String id) {
		Row row = row(id);
		long now = this.clock.millis();
		return new Entry(row.version, (now < row.expiresAt) ? row.value : null, now < row.leaseUntil,
				this.clock.instant());
	}

	@Override
	public synchronized boolean lease(String id, long version, String owner, Duration duration) {
		Row row = row(id);
		if (row.version != version || this.clock.millis() < row.leaseUntil) {
			return false;
		}
		row.owner = owner;
		row.leaseUntil = this.clock.millis() + duration.toMillis();
		return true;
	}

	@Override
	public synchronized boolean publish(String id, String owner, String value, Duration retention) {
		Row row = row(id);
		if (!owner.equals(row.owner)) {
			return false;
		}
		this.retentions.add(retention);
		row.version++;
		row.value = value;
		row.expiresAt = this.clock.millis() + retention.toMillis();
		row.owner = null;
		row.leaseUntil = 0;
		return true;
	}

	@Override
	public synchronized void release(String id, String owner) {
		Row row = row(id);
		if (owner.equals(row.owner)) {
			row.owner = null;
			row.leaseUntil = 0;
		}
	}

	synchronized void wipe() {
		this.rows.clear();
	}

	synchronized Map<String, String> values() {
		Map<String, String> values = new HashMap<>();
		this.rows.forEach((id, row) -> values.put(id, String.valueOf(row.value)));
		return values;
	}

	synchronized void overwrite(String value) {
		this.rows.values().forEach((row) -> row.value = value);
	}

	private Row row(String id) {
		RuntimeException failure = this.failure;
		if (failure != null) {
			throw failure;
		}
		return this.rows.computeIfAbsent(id, (key) -> new Row());
	}

	private static final class Row {

		private long version;

		private @Nullable String value;

		private long expiresAt;

		private @Nullable String owner;

		private long leaseUntil;

	}

}
