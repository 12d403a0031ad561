package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.salesforcejwt.FaultyServer;
import io.github.salesforcejwt.MutableClock;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionEvent.CallReplayed;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.ScriptedServer;
import io.github.salesforcejwt.autoconfigure.actuate.SessionViews;
import io.micrometer.observation.ObservationRegistry;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * One fault that one client meets with one HTTP library: an org of its own, a session, a
 * clock that the run moves, and what came of it all.
 */
final class FaultRun implements AutoCloseable {

	static final String QUERY = "/services/data/v68.0/query";

	static final String ENDPOINT = "/services/data/v68.0/always-401";

	static final HttpClientSettings SETTINGS = HttpClientSettings.defaults()
		.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

	static final FaultyServer.Fault SESSION_EXPIRED = FaultyServer.answer("401 Unauthorized",
			ScriptedServer.SESSION_EXPIRED, "Content-Type: application/json", "WWW-Authenticate: Token");

	static final FaultyServer.Fault UNAVAILABLE = FaultyServer.answer("503 Service Unavailable",
			"<html>maintenance</html>", "Content-Type: text/html");

	private static final FaultyServer.Fault DONE = FaultyServer.answer("200 OK", "done", "Content-Type: text/plain");

	private static final Duration PER_CALL = Duration.ofMillis(50);

	private static final Duration PER_LOGIN = Duration.ofMillis(200);

	final HttpCaller caller;

	/** Whether the run is a long one. */
	final boolean full;

	final SoftAssertions goals;

	final MutableClock clock = new MutableClock();

	final FaultyServer server = new FaultyServer();

	final List<SalesforceSessionEvent> events = Collections.synchronizedList(new ArrayList<>());

	/** Calls by their method and path, with the number of their executions. */
	private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();

	/** Logins that the server answered by a token. */
	private final AtomicInteger issued = new AtomicInteger();

	private final String name;

	private final List<ILoggingEvent> log;

	/** Which calls are answered by a 401, though their session lives. */
	volatile Predicate<String> strays = (call) -> false;

	/** What happens to a call whose session lives, or {@code null}. */
	volatile Supplier<FaultyServer.Fault> callFault = () -> null;

	/** How a login is answered, or {@code null} for a token. */
	volatile Supplier<FaultyServer.Fault> loginFault = () -> null;

	private volatile int living = 1;

	private boolean newTokenEachTime;

	boolean realTime;

	SalesforceRetryPolicy apiRetry = SalesforceRetryPolicy.API_DEFAULTS;

	SalesforceRetryPolicy loginRetry = SalesforceRetryPolicy.LOGIN_DEFAULTS;

	Duration loginDeadline = Duration.ofSeconds(35);

	SalesforceSession session;

	HttpCaller.Client client;

	private SessionViews views;

	private int calls;

	private int lost;

	private long outSince = -1;

	private Duration out = Duration.ZERO;

	private boolean down;

	/** How long the fault lasted. */
	String lasted = "";

	FaultRun(HttpCaller caller, String fault, boolean full, SoftAssertions goals, List<ILoggingEvent> log) {
		this.caller = caller;
		this.full = full;
		this.goals = goals;
		this.log = log;
		this.name = fault + ", " + caller;
		this.server.answerCalls(this::answer);
		this.server.answerLogins((number) -> answerLogin());
		endSession();
	}

	FaultRun newTokenEachTime() {
		this.newTokenEachTime = true;
		this.server.issue("session-" + this.living + "-%d");
		return this;
	}

	FaultRun realTime() {
		this.realTime = true;
		return this;
	}

	/**
	 * Start the session, without a login.
	 */
	FaultRun start() {
		this.session = session(this.caller.orgId(), this.server.url()).listener(new SalesforceSessionLogger())
			.listener(this.events::add)
			.build();
		this.client = this.caller.clients(SETTINGS).apply(this.session);
		this.views = new SessionViews(this.session, this.realTime ? Clock.systemUTC() : this.clock);
		return this;
	}

	SalesforceSession.Builder session(String id, URI loginUrl) {
		SalesforceSession.Builder builder = SalesforceSession
			.withRegistration(SalesforceRegistration.withId(id)
				.clientId("3MVG9")
				.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.loginUrl(loginUrl)
				.build())
			.tokenClient(
					new SalesforceTokenClient(this.caller.http(SETTINGS).forLogin("acme"), ObservationRegistry.NOOP))
			.loginTimeout(this.loginDeadline)
			.loginRetry(this.loginRetry)
			.apiRetry(this.apiRetry, Set.of(HttpMethod.GET));
		return this.realTime ? builder : this.clock.applyTo(builder);
	}

	private FaultyServer.Fault answer(String call) {
		String[] parts = call.split(" ");
		String session = "session-" + this.living;
		boolean lives = parts[parts.length - 1].equals(session) || parts[parts.length - 1].startsWith(session + "-");
		if (!lives || this.strays.test(parts[1])) {
			return SESSION_EXPIRED;
		}
		FaultyServer.Fault fault = this.callFault.get();
		if (fault != null) {
			return fault;
		}
		execute(parts[0] + " " + parts[1]);
		return DONE;
	}

	void execute(String call) {
		this.executions.computeIfAbsent(call, (key) -> new AtomicInteger()).incrementAndGet();
	}

	private FaultyServer.Fault answerLogin() {
		this.clock.advance(PER_LOGIN);
		FaultyServer.Fault fault = this.loginFault.get();
		if (fault == null) {
			this.issued.incrementAndGet();
		}
		return fault;
	}

	/**
	 * End the session that lives. The next login gives another one.
	 */
	void endSession() {
		this.living++;
		this.server.issue("session-" + this.living + (this.newTokenEachTime ? "-%d" : ""));
	}

	/**
	 * Make calls that all are expected to succeed.
	 */
	void call(int count) {
		for (int i = 0; i < count; i++) {
			call(QUERY);
		}
	}

	/**
	 * Make calls until one succeeds.
	 */
	void callUntilServed() {
		int limit = 100_000;
		while (!call(QUERY).startsWith("200") && limit-- > 0) {
			// the clock goes on
		}
	}

	/**
	 * Make a call that is lost unless it succeeds.
	 */
	String call(String path) {
		return call(HttpMethod.GET, path, null);
	}

	String call(HttpMethod method, String path, Object body) {
		long start = now();
		String answer = callOutOfCount(method, path, body);
		this.calls++;
		if (answer.startsWith("200")) {
			if (this.outSince >= 0) {
				Duration out = Duration.ofMillis(now() - this.outSince);
				this.out = (out.compareTo(this.out) > 0) ? out : this.out;
			}
			this.outSince = -1;
		}
		else {
			this.lost++;
			this.outSince = (this.outSince >= 0) ? this.outSince : start;
		}
		return answer;
	}

	/**
	 * Make a call that may fail, such as that of an endpoint with answers of its own.
	 */
	String callOutOfCount(HttpMethod method, String path, Object body) {
		this.clock.advance(PER_CALL);
		try {
			String answer = this.client.call(method, path, body);
			if (answer.startsWith("200")) {
				expectHealth(true);
			}
			return answer;
		}
		catch (RuntimeException ex) {
			if (isLoginFailure(ex)) {
				expectHealth(false);
			}
			if (this.realTime) {
				LockSupport.parkNanos(PER_CALL.toNanos());
			}
			return ex.toString();
		}
	}

	private static boolean isLoginFailure(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof SalesforceLoginException) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Health says what a caller has just met.
	 */
	private void expectHealth(boolean up) {
		if (this.views == null) {
			return;
		}
		Health health = this.views.health();
		this.down |= !up;
		this.goals.assertThat(health.getStatus()).as("health: %s", this.name).isEqualTo(up ? Status.UP : Status.DOWN);
		this.goals.assertThat(health.getDetails().containsKey("error"))
			.as("error in health: %s", this.name)
			.isEqualTo(!up);
	}

	long now() {
		return this.realTime ? System.nanoTime() / 1_000_000 : this.clock.elapsed();
	}

	int calls() {
		return this.calls;
	}

	int lost() {
		return this.lost;
	}

	Duration out() {
		return this.out;
	}

	/**
	 * Calls that are lost one by one are no time in which the org is out.
	 */
	void notOut() {
		this.out = Duration.ZERO;
	}

	int logins() {
		return this.server.logins();
	}

	int executed() {
		return this.executions.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	long executedTwice() {
		return this.executions.values().stream().filter((count) -> count.get() > 1).count();
	}

	void assertLost(int count) {
		this.goals.assertThat(this.lost).as("calls lost: %s", this.name).isEqualTo(count);
	}

	void assertLoginsAtMost(int count) {
		this.goals.assertThat(logins()).as("logins: %s", this.name).isLessThanOrEqualTo(count);
	}

	void assertOutAtMost(Duration most) {
		this.goals.assertThat(this.out).as("out: %s", this.name).isLessThanOrEqualTo(most);
		this.goals.assertThat(this.outSince).as("works in the end: %s", this.name).isNegative();
	}

	/**
	 * Each call that the caller saw succeed was executed once, and no other.
	 */
	void assertExecutedOnce() {
		this.goals.assertThat(executed()).as("executions: %s", this.name).isEqualTo(this.calls - this.lost);
	}

	/**
	 * The log says once that answers contradict the login.
	 */
	void assertContradictionLogged() {
		this.goals
			.assertThat(logged(Level.WARN, "reports that a session is invalid, although it has just confirmed it"))
			.as("contradiction in the log: %s", this.name)
			.isOne();
	}

	/**
	 * Status, endpoint, events and log say what has happened, and the same.
	 */
	void assertTruthful() {
		if (this.session == null) {
			return;
		}
		SalesforceSessionStatus status = this.session.getStatus();
		// listeners hear of a login once its callers are released
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> count(LoggedIn.class) + count(LoginFailed.class) >= status.logins() + status.failedLogins());
		boolean failing = status.currentFailure() != null;
		List<SalesforceSessionEvent> events = List.copyOf(this.events);
		long failed = count(LoginFailed.class);
		long newFailures = events.stream().filter((event) -> event instanceof LoginFailed ex && !ex.repeated()).count();
		this.goals.assertThat(status.logins()).as("logins in the status: %s", this.name).isEqualTo(this.issued.get());
		this.goals.assertThat(SessionViews.describe(failing, status.logins(), status.failedLogins(), status.replays()))
			.as("events: %s", this.name)
			.isEqualTo(SessionViews.describe(!events.isEmpty() && isFailing(events), count(LoggedIn.class), failed,
					count(CallReplayed.class)));
		this.goals.assertThat(this.views.endpoint())
			.as("endpoint: %s", this.name)
			.isEqualTo(SessionViews.describe(failing, status.logins(), status.failedLogins(), status.replays()));
		this.goals.assertThat(logged(Level.WARN, "login"))
			.as("warnings about logins: %s", this.name)
			.isEqualTo(newFailures);
		this.goals.assertThat(logged(Level.INFO, "after logins had failed") > 0)
			.as("end of the failure in the log: %s", this.name)
			.isEqualTo(failed > 0 && !failing);
	}

	private long count(Class<? extends SalesforceSessionEvent> type) {
		return List.copyOf(this.events).stream().filter(type::isInstance).count();
	}

	private static boolean isFailing(List<SalesforceSessionEvent> events) {
		boolean failing = false;
		for (SalesforceSessionEvent event : events) {
			failing = event instanceof LoginFailed || (failing && !(event instanceof LoggedIn));
		}
		return failing;
	}

	private long logged(Level level, String text) {
		String id = "'" + this.session.getRegistration().getId() + "'";
		return List.copyOf(this.log)
			.stream()
			.filter((event) -> event.getLevel() == level && event.getFormattedMessage().contains(id)
					&& event.getFormattedMessage().contains(text))
			.count();
	}

	/**
	 * Return the row of the table.
	 */
	String row() {
		return "| %s | %s | %s | %,d | %,d | %,d | %,d | %s |".formatted(this.caller.describe(), this.lasted,
				this.out.isZero() ? "–" : seconds(this.out), this.calls, this.lost, logins(), executed(),
				(this.session == null) ? "–" : this.down ? "DOWN, UP" : "UP");
	}

	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

	@Override
	public void close() {
		this.server.close();
	}

}
