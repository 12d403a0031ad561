package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clock that a test moves.
 */
public class MutableClock extends Clock {

	private final AtomicLong elapsed = new AtomicLong();

	private final AtomicLong start = new AtomicLong(Instant.parse("2026-11-22T03:00:00Z").toEpochMilli());

	public void advance(Duration duration) {
		this.elapsed.addAndGet(duration.toMillis());
	}

	/**
	 * Set the clock forward or back, while no time passes.
	 */
	public void step(Duration duration) {
		this.start.addAndGet(duration.toMillis());
	}

	/**
	 * Return the time that has passed in fact: a {@link Ticker}.
	 */
	public long elapsed() {
		return this.elapsed.get();
	}

	/**
	 * Let a thread "sleep" at no time at all.
	 */
	void sleep(Duration duration) {
		advance(duration);
	}

	/**
	 * Let a session live by this clock alone.
	 */
	public SalesforceSession.Builder applyTo(SalesforceSession.Builder builder) {
		return builder.clock(this).time(this::elapsed, this::sleep);
	}

	@Override
	public long millis() {
		return this.start.get() + elapsed();
	}

	@Override
	public Instant instant() {
		return Instant.ofEpochMilli(millis());
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
