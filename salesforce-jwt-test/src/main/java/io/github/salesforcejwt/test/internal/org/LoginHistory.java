package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The logins of an org, successful or not, and the hourly limit of each user.
 */
public final class LoginHistory {

	/**
	 * The status of a login that was answered with a token.
	 */
	public static final String SUCCESS = "Success";

	private static final Duration WINDOW = Duration.ofHours(1);

	private final List<Login> events = new ArrayList<>();

	private final Map<String, Deque<Instant>> recent = new HashMap<>();

	private int limit = 3600;

	private int successes;

	public synchronized void limit(int loginsPerHour) {
		this.limit = loginsPerHour;
	}

	/** Count a login that is about to succeed, unless the user had too many. */
	public synchronized boolean admit(User user, Instant now) {
		Deque<Instant> times = this.recent.computeIfAbsent(user.username(), (username) -> new ArrayDeque<>());
		while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
			times.removeFirst();
		}
		if (times.size() >= this.limit) {
			return false;
		}
		times.addLast(now);
		return true;
	}

	public synchronized void add(Login event) {
		this.events.add(event);
		if (SUCCESS.equals(event.status())) {
			this.successes++;
		}
	}

	public synchronized int successes() {
		return this.successes;
	}

	public synchronized int refusals() {
		return this.events.size() - this.successes;
	}

	public synchronized List<Login> events() {
		return List.copyOf(this.events);
	}

	/**
	 * A row of the history.
	 *
	 * @param time when the login was tried
	 * @param username the user, empty if the attempt named none
	 * @param subType the flow
	 * @param status {@link #SUCCESS}, or the description of the refusal
	 */
	public record Login(Instant time, String username, String subType, String status) {
	}

}
