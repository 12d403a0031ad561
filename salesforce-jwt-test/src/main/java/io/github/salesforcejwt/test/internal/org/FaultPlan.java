package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.http.Durations;
import io.github.salesforcejwt.test.internal.http.PathPattern;
import io.github.salesforcejwt.test.internal.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a test has planned for requests of one kind. Those for the next
 * requests come first, then those for a period, those for a path, and those for every
 * n-th request.
 */
public final class FaultPlan {

	private final Deque<Reply> next = new ArrayDeque<>();

	private final Map<String, Reply> byPath = new LinkedHashMap<>();

	private @Nullable Window window;

	private @Nullable Recurring recurring;

	private long count;

	private Duration delay = Duration.ZERO;

	public synchronized void next(int count, Reply reply) {
		for (int i = 0; i < count; i++) {
			this.next.add(reply);
		}
	}

	public synchronized void until(Instant end, Reply reply) {
		this.window = new Window(end, reply);
	}

	/**
	 * Let all requests to a path fail.
	 * @param path the path without the query; with an asterisk at its end, all paths with
	 * that prefix
	 * @param reply what happens to them
	 */
	public synchronized void path(String path, Reply reply) {
		this.byPath.put(path, reply);
	}

	public synchronized void every(int interval, Reply reply) {
		this.recurring = new Recurring(interval, reply);
		this.count = 0;
	}

	public synchronized void delay(Duration delay) {
		this.delay = delay;
	}

	/** What happens to a request, which may be the usual. */
	public synchronized Reply take(String path, Instant now) {
		this.count++;
		return fault(path, now).after(this.delay);
	}

	private Reply fault(String path, Instant now) {
		Reply reply = this.next.poll();
		if (reply != null) {
			return reply;
		}
		if (this.window != null && now.isBefore(this.window.end())) {
			return this.window.reply();
		}
		for (Map.Entry<String, Reply> entry : this.byPath.entrySet()) {
			if (PathPattern.matches(entry.getKey(), path)) {
				return entry.getValue();
			}
		}
		if (this.recurring != null && this.count % this.recurring.interval() == 0) {
			return this.recurring.reply();
		}
		return Reply.usual();
	}

	/**
	 * Describe the planned faults, in a few words each.
	 * @param kind the requests, such as {@code calls}
	 * @param now the time
	 * @return the descriptions
	 */
	public synchronized List<String> describe(String kind, Instant now) {
		List<String> descriptions = new ArrayList<>();
		if (!this.next.isEmpty()) {
			descriptions.add("next " + this.next.size() + " " + kind + ": " + this.next.getFirst());
		}
		if (this.window != null && now.isBefore(this.window.end())) {
			descriptions.add(kind + " until " + this.window.end() + ": " + this.window.reply());
		}
		this.byPath.forEach((path, reply) -> descriptions.add(kind + " to " + path + ": " + reply));
		if (this.recurring != null) {
			descriptions.add("one of " + this.recurring.interval() + " " + kind + ": " + this.recurring.reply());
		}
		if (!this.delay.isZero()) {
			descriptions.add(kind + " delayed by " + Durations.format(this.delay));
		}
		return descriptions;
	}

	public synchronized void clear() {
		this.next.clear();
		this.byPath.clear();
		this.window = null;
		this.recurring = null;
		this.delay = Duration.ZERO;
	}

	private record Window(Instant end, Reply reply) {
	}

	private record Recurring(int interval, Reply reply) {
	}

}
