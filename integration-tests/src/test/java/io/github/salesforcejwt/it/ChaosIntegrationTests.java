package io.github.salesforcejwt.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import reactor.netty.http.client.PrematureCloseException;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads and upserts of 16 threads while everything goes wrong that can: none is lost,
 * doubled or changed. Runs for 30 seconds, or for {@code -Dchaos.duration=10m}.
 */
@Tag("long")
class ChaosIntegrationTests {

	private static final int THREADS = 16;

	private static final String ACCOUNTS = "/services/data/v68.0/sobjects/Account/ERP_Id__c/";

	private final Duration duration = DurationStyle.detectAndParse(System.getProperty("chaos.duration", "30s"));

	private final SalesforceServer server = SalesforceServer.start();

	/** Time, as the count of calls and faults. */
	private final AtomicLong now = new AtomicLong();

	private final AtomicBoolean stopped = new AtomicBoolean();

	private final AtomicIntegerArray callsOfThread = new AtomicIntegerArray(THREADS);

	private final AtomicInteger lost = new AtomicInteger();

	private final AtomicInteger hopeless = new AtomicInteger();

	private final Map<String, String> written = new ConcurrentHashMap<>();

	private final Queue<Runnable> again = new ConcurrentLinkedQueue<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	/** Number of the last moment at which Salesforce handed out dead tokens. */
	private volatile long deadUntil = -1;

	private final Map<String, Row> table = new LinkedHashMap<>();

	private int sessionsEnded;

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void noCallIsLostWhateverGoesWrong() throws Exception {
		int threadsBefore;
		int allThreadsBefore;
		try (ConfigurableApplicationContext context = application()) {
			RestClient restClient = context.getBean(RestClient.class);
			WebClient webClient = context.getBean(WebClient.class);
			SalesforceSession session = context.getBean(SalesforceClients.class).session("salesforce");
			upsert(restClient, null, "warm-up", "0");
			upsert(null, webClient, "warm-up", "1");
			threadsBefore = threads("salesforce-login.*").size();
			allThreadsBefore = threads("(?!qtp).*").size();
			ExecutorService executor = Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("worker-"));
			try {
				List<Future<?>> workers = new ArrayList<>();
				for (int i = 0; i < THREADS; i++) {
					int thread = i;
					workers.add(executor.submit(() -> work(thread, restClient, webClient)));
				}
				wreakHavoc(session, () -> read(restClient, null));
				for (Future<?> worker : workers) {
					worker.get();
				}
				this.server.clearScenarios();
				this.again.forEach(Runnable::run);
			}
			finally {
				executor.shutdownNow();
			}
			print();
			assertThat(this.failures).as("calls that could have succeeded").isEmpty();
			assertWritten();
			long logins = session.getStatus().logins();
			assertThat(logins).isLessThanOrEqualTo(1 + 3L * this.sessionsEnded).isLessThan(600);
			assertThat(context.getBean(Events.class).all).hasAtLeastOneElementOfType(LoggedIn.class)
				.filteredOn(LoginFailed.class::isInstance)
				.extracting((event) -> ((LoginFailed) event).failure().getLoginError())
				.doesNotContain(SalesforceLoginError.BUDGET_EXHAUSTED);
			Awaitility.await()
				.untilAsserted(() -> assertThat(threads("salesforce-login.*")).hasSizeLessThanOrEqualTo(threadsBefore));
			// what the pools of the HTTP clients keep for a while is one for each caller
			assertThat(threads("(?!qtp).*")).hasSizeLessThanOrEqualTo(allThreadsBefore + THREADS);
		}
	}

	private ConfigurableApplicationContext application() {
		Map<String, Object> properties = new LinkedHashMap<>(this.server.properties());
		properties.put("salesforce.jwt.retry.api.methods", "get,head,patch");
		properties.put("salesforce.jwt.retry.api.max-retries", "19");
		properties.put("salesforce.jwt.retry.api.delay", "50ms");
		properties.put("salesforce.jwt.retry.api.max-delay", "2s");
		properties.put("salesforce.jwt.retry.api.timeout", "60s");
		// a server that stops may forget a connection that it has just accepted
		properties.put("salesforce.jwt.http.read-timeout", "10s");
		properties.put("salesforce.jwt.read-timeout", "10s");
		properties.put("salesforce.jwt.retry.login.max-retries", "19");
		properties.put("salesforce.jwt.retry.login.max-delay", "1s");
		properties.put("salesforce.jwt.retry.login.timeout", "60s");
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
	}

	private void work(int thread, RestClient restClient, WebClient webClient) {
		RestClient blocking = (thread % 2 == 0) ? restClient : null;
		Random random = new Random(thread);
		for (int i = 0; !this.stopped.get(); i++) {
			String id = "T" + thread + "-" + (i - random.nextInt(2));
			String name = "Name " + thread + "." + i;
			boolean read = random.nextInt(10) < 6;
			long start = this.now.incrementAndGet();
			try {
				if (read) {
					read(blocking, webClient);
				}
				else {
					upsert(blocking, webClient, id, name);
				}
			}
			catch (Throwable ex) {
				if (start <= this.deadUntil || isBrokenOff(ex)) {
					this.hopeless.incrementAndGet();
					this.again.add(() -> {
						if (read) {
							read(blocking, webClient);
						}
						else {
							upsert(blocking, webClient, id, name);
						}
					});
				}
				else {
					this.lost.incrementAndGet();
					this.failures.add(ex);
				}
			}
			this.callsOfThread.incrementAndGet(thread);
		}
	}

	/**
	 * Whether the connection ended within an answer that the caller was reading already:
	 * a client that streams has nothing left then to send the call again for.
	 */
	private static boolean isBrokenOff(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof PrematureCloseException
					&& String.valueOf(cause.getMessage()).contains("DURING response")) {
				return true;
			}
		}
		return false;
	}

	private void read(RestClient restClient, WebClient webClient) {
		String uri = "/services/data/v68.0/limits";
		String body = (restClient != null) ? restClient.get().uri(uri).retrieve().body(String.class)
				: webClient.get().uri(uri).retrieve().bodyToMono(String.class).block();
		assertThat(body).contains("DailyApiRequests");
	}

	private void upsert(RestClient restClient, WebClient webClient, String id, String name) {
		Map<String, String> account = Map.of("Name", name);
		if (restClient != null) {
			restClient.patch().uri(ACCOUNTS + id).body(account).retrieve().toBodilessEntity();
		}
		else {
			webClient.patch().uri(ACCOUNTS + id).bodyValue(account).retrieve().toBodilessEntity().block();
		}
		this.written.put(id, name);
	}

	private void wreakHavoc(SalesforceSession session, Runnable call) {
		Map<String, Runnable> faults = new LinkedHashMap<>();
		Map<String, Runnable> logouts = new LinkedHashMap<>();
		logouts.put("sessions ended", this::endSessions);
		faults.put("connections reset", () -> this.server.org().failNext(12, Faults.connectionReset()));
		faults.put("503 as HTML", () -> this.server.org().failNext(12, Faults.serviceUnavailable()));
		faults.put("429 with Retry-After: 1",
				() -> this.server.org().failNext(6, Faults.tooManyRequests(Duration.ofSeconds(1))));
		faults.put("answers 200 ms late", () -> this.server.org().failNext(16, Faults.delay(Duration.ofMillis(200))));
		faults.put("UNABLE_TO_LOCK_ROW", () -> this.server.org().failNext(6, Faults.unableToLockRow()));
		faults.put("SERVER_UNAVAILABLE", () -> this.server.org().failNext(6, Faults.serverUnavailable()));
		faults.put("too many concurrent requests",
				() -> this.server.org().failNext(6, Faults.concurrentLimitExceeded()));
		logouts.put("sessions ended, logins fail", () -> {
			this.server.org().failNextLogins(1, Faults.unknownError());
			this.server.org().failNextLogins(1, Faults.connectionReset());
			this.server.org().failNextLogins(1, Faults.serviceUnavailable());
			endSessions();
		});
		logouts.put("dead tokens handed out", () -> handOutDeadTokens(call));
		logouts.put("org moved to a new instance", () -> {
			this.sessionsEnded++;
			this.server.org().moveToNewInstance();
		});
		logouts.put("restart of 300 ms", () -> this.server.restart(Duration.ofMillis(300)));
		long start = System.nanoTime();
		try {
			for (boolean first = true; first || System.nanoTime() - start < this.duration.toNanos(); first = false) {
				faults.forEach((name, fault) -> strike(session, name, fault));
				// a real org ends its sessions far less often than the budget allows for
				long affordable = 40 + Duration.ofNanos(System.nanoTime() - start).toSeconds() / 10;
				if (this.server.org().loginAttempts() + 20 < affordable) {
					logouts.forEach((name, fault) -> strike(session, name, fault));
				}
			}
		}
		finally {
			this.stopped.set(true);
		}
	}

	private void strike(SalesforceSession session, String name, Runnable fault) {
		long before = session.getStatus().replays() + session.getStatus().retries();
		int lostBefore = this.lost.get();
		int hopelessBefore = this.hopeless.get();
		fault.run();
		// until each thread has come through two calls, so that no fault hides another
		int[] calls = new int[THREADS];
		for (int i = 0; i < THREADS; i++) {
			calls[i] = this.callsOfThread.get(i);
		}
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.pollInterval(Duration.ofMillis(5))
				.until(() -> waiting(calls).isEmpty());
		}
		catch (ConditionTimeoutException ex) {
			this.failures.forEach(ex::addSuppressed);
			throw new AssertionError(describe(name, session, waiting(calls)), ex);
		}
		Row row = this.table.computeIfAbsent(name, (key) -> new Row());
		row.times++;
		row.hit += session.getStatus().replays() + session.getStatus().retries() - before;
		row.hopeless += this.hopeless.get() - hopelessBefore;
		row.lost += this.lost.get() - lostBefore;
	}

	/**
	 * Return the workers that have not come through two calls.
	 */
	private List<Integer> waiting(int[] calls) {
		return IntStream.range(0, THREADS).filter((i) -> this.callsOfThread.get(i) < calls[i] + 2).boxed().toList();
	}

	private static String describe(String fault, SalesforceSession session, List<Integer> waiting) {
		StringBuilder text = new StringBuilder("After '%s', the workers %s have not come through two calls: %s%n"
			.formatted(fault, waiting, session.getStatus()));
		Thread.getAllStackTraces().forEach((thread, frames) -> {
			text.append("%n\"%s\" %s%n".formatted(thread.getName(), thread.getState()));
			for (StackTraceElement frame : frames) {
				text.append("\tat %s%n".formatted(frame));
			}
		});
		return text.toString();
	}

	private void endSessions() {
		this.sessionsEnded++;
		this.server.org().endAllSessions();
	}

	/**
	 * While Salesforce hands out dead tokens, no call can succeed, and none until the
	 * pause is over that such a token starts: it is 30 seconds at most.
	 */
	private void handOutDeadTokens(Runnable call) {
		this.deadUntil = Long.MAX_VALUE;
		this.server.org().issueDeadTokens(true);
		int logins = this.server.org().logins();
		endSessions();
		Awaitility.await().until(() -> this.server.org().logins() > logins);
		this.server.org().issueDeadTokens(false);
		Awaitility.await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> {
			call.run();
			return true;
		});
		this.deadUntil = this.now.get();
	}

	private void assertWritten() {
		Map<Object, Integer> counts = new LinkedHashMap<>();
		Map<Object, Object> names = new LinkedHashMap<>();
		this.server.org().records("Account").forEach((account) -> {
			counts.merge(account.get("ERP_Id__c"), 1, Integer::sum);
			names.put(account.get("ERP_Id__c"), account.get("Name"));
		});
		assertThat(counts.values()).containsOnly(1);
		assertThat(names).isEqualTo(this.written);
	}

	private void print() {
		int calls = 0;
		for (int i = 0; i < THREADS; i++) {
			calls += this.callsOfThread.get(i);
		}
		System.out.printf("%nChaos for %s: %,d calls, %,d accounts, %,d logins%n", this.duration, calls,
				this.written.size(), this.server.org().logins());
		System.out.printf("%-30s %6s %11s %15s %6s%n", "fault", "times", "calls hit", "could not work", "lost");
		this.table.forEach((name, row) -> System.out.printf("%-30s %6d %11d %15d %6d%n", name, row.times, row.hit,
				row.hopeless, row.lost));
	}

	private static List<String> threads(String pattern) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.matches(pattern))
			.toList();
	}

	private static final class Row {

		private int times;

		private long hit;

		private int hopeless;

		private int lost;

	}

	/**
	 * What happened to the session.
	 */
	static class Events implements SalesforceSessionListener {

		private final Queue<SalesforceSessionEvent> all = new ConcurrentLinkedQueue<>();

		@Override
		public void onEvent(SalesforceSessionEvent event) {
			this.all.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Events.class)
	static class Application {

	}

}
