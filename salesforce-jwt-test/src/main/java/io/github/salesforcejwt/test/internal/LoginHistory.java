package io.github.salesforcejwt.test.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.LoginEvent;

/**
 * The logins of an org, successful or not, and the hourly limit of each user.
 */
public final class LoginHistory {

	private static final Duration WINDOW = Duration.ofHours(1);

	private final List<LoginEvent> events = new ArrayList<>();

	private final Map<String, Deque<Instant>> recent = new HashMap<>();

	private int limit = 3600;

	private int successes;

	public synchronized void limit(int loginsPerHour) {
		this.limit = loginsPerHour;
	}

	/** Count a login that is about to succeed, unless the user had too many. */
	synchronized void admit(User user, Instant now) throws OAuthError {
		Deque<Instant> times = this.recent.computeIfAbsent(user.username(), (username) -> new ArrayDeque<>());
		while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
			times.removeFirst();
		}
		if (times.size() >= this.limit) {
			throw new OAuthError("invalid_grant", "login rate exceeded");
		}
		times.addLast(now);
	}

	synchronized void add(LoginEvent event) {
		this.events.add(event);
		if (event.successful()) {
			this.successes++;
		}
	}

	public synchronized int successes() {
		return this.successes;
	}

	public synchronized List<LoginEvent> events() {
		return List.copyOf(this.events);
	}

}
