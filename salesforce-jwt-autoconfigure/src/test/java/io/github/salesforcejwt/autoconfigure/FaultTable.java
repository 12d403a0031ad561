package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.salesforcejwt.FaultyServer;
import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.ScriptedServer;
import org.awaitility.Awaitility;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The faults of the table, each with its goals.
 */
final class FaultTable {

	private static final Duration FAULT = Duration.ofSeconds(100);

	private static final Duration DEADLINE = Duration.ofSeconds(35);

	private static final SalesforceRetryPolicy NO_RETRIES = new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO,
			Duration.ZERO);

	private FaultTable() {
	}

	static List<Fault> faults() {
		return List.of(
				new Fault("Every 200th answer is a stray 401", "no call lost, at most 15 logins",
						(run) -> strays(run, 15)),
				new Fault("Every 200th answer is a stray 401, and each login gives a new token",
						"no call lost, at most one login a stray",
						(run) -> strays(run.newTokenEachTime(), 1 + calls(run) / 199)),
				new Fault("One endpoint answers 401 for good", "no other call lost, at most 15 logins",
						FaultTable::oneEndpoint),
				new Fault("One endpoint answers 401 for good, and each login gives a new token",
						"no other call lost, at most 15 logins", (run) -> oneEndpoint(run.newTokenEachTime())),
				new Fault("Every call is answered 401", "at most 8 logins, each caller gets Salesforce's own 401",
						FaultTable::everyCall),
				new Fault("The session ends while strays are weighed", "replaced within 30 s",
						FaultTable::endWhileWeighing),
				new Fault("The session ends, and the login host cuts connections", "out for at most 130 s",
						(run) -> loginFault(run, FaultyServer.cut(""), Duration.ofSeconds(130))),
				new Fault("The session ends, and a proxy answers logins by 503", "out for at most 130 s",
						(run) -> loginFault(run, FaultRun.UNAVAILABLE, Duration.ofSeconds(130))),
				new Fault("The session ends, and logins hang", "out for at most 165 s", FaultTable::loginsHang),
				new Fault("One stray 401 while the login host cuts connections", "out for at most 130 s",
						FaultTable::strayWhileLoginsFail),
				new Fault("The clock is set forward by 3 h", "no call lost",
						(run) -> clockStep(run, Duration.ofHours(3))),
				new Fault("The clock is set back by 3 h", "no call lost",
						(run) -> clockStep(run, Duration.ofHours(-3))),
				new Fault("The clock is set back by 3 h while a failed login is remembered", "out for at most 130 s",
						FaultTable::clockStepWhileFailing),
				new Fault("A login is answered one header line at a time, for ever",
						"the attempt ends at its deadline of 2 s", FaultTable::trickle),
				new Fault("5 % of connections end during a POST, and 5 % of answers are 503", "no POST executed twice",
						FaultTable::writes),
				new Fault("Many threads start without a session", "1 login", FaultTable::coldThreads),
				new Fault("Another org hangs, with 20 callers", "no call lost", FaultTable::otherOrgHangs),
				new Fault("The context closes during a login that hangs", "it closes, and the caller gets a failure",
						FaultTable::contextCloses));
	}

	private static int calls(FaultRun run) {
		return run.full ? 20_000 : 1_000;
	}

	private static void strays(FaultRun run, int logins) {
		AtomicInteger answers = new AtomicInteger();
		run.strays = (path) -> answers.incrementAndGet() % 200 == 0;
		run.start().call(calls(run));
		run.lasted = FaultRun.seconds(Duration.ofMillis(run.now()));
		run.assertLost(0);
		run.assertLoginsAtMost(logins);
		run.assertExecutedOnce();
	}

	private static void oneEndpoint(FaultRun run) {
		run.strays = FaultRun.ENDPOINT::equals;
		run.start();
		for (int i = 0; i < calls(run) / 4; i++) {
			if (i % 10 == 0) {
				run.goals.assertThat(run.callOutOfCount(HttpMethod.GET, FaultRun.ENDPOINT, null))
					.isEqualTo("401 " + ScriptedServer.SESSION_EXPIRED);
			}
			else {
				run.call(FaultRun.QUERY);
			}
		}
		run.lasted = FaultRun.seconds(Duration.ofMillis(run.now()));
		run.assertLost(0);
		run.assertLoginsAtMost(15);
		run.assertExecutedOnce();
		run.assertContradictionLogged();
	}

	private static void everyCall(FaultRun run) {
		run.start().call(10);
		run.strays = (path) -> true;
		run.lasted = "60.0 s";
		int before = run.calls();
		during(run, Duration.ofSeconds(60), (answer) -> answer.equals("401 " + ScriptedServer.SESSION_EXPIRED));
		int during = run.calls() - before;
		run.assertLoginsAtMost(8);
		run.strays = (path) -> false;
		run.call(100);
		run.assertLost(during);
		run.assertOutAtMost(Duration.ofSeconds(61));
		run.assertExecutedOnce();
		run.assertContradictionLogged();
	}

	private static void endWhileWeighing(FaultRun run) {
		AtomicInteger answers = new AtomicInteger();
		run.strays = (path) -> answers.incrementAndGet() % 200 == 0;
		run.start().call(calls(run) / 2);
		// the pause of the last login that was for nothing has just begun
		for (int logins = run.logins(); run.logins() == logins;) {
			run.call(1);
		}
		run.assertLost(0);
		run.lasted = "once";
		run.endSession();
		run.callUntilServed();
		run.call(100);
		run.assertOutAtMost(Duration.ofSeconds(30));
		run.assertExecutedOnce();
	}

	private static void loginFault(FaultRun run, FaultyServer.Fault fault, Duration most) {
		run.start().call(10);
		run.lasted = FaultRun.seconds(FAULT);
		run.endSession();
		failLoginsFor(run, FAULT, fault);
		run.callUntilServed();
		run.call(100);
		run.assertOutAtMost(most);
		run.assertExecutedOnce();
	}

	private static void failLoginsFor(FaultRun run, Duration duration, FaultyServer.Fault fault) {
		long end = run.clock.elapsed() + duration.toMillis();
		run.loginFault = () -> (run.clock.elapsed() < end) ? fault : null;
	}

	/**
	 * The deadline that the HTTP library knows nothing of is one of 3 s, and the clock of
	 * the run goes on by 35 s meanwhile.
	 */
	private static void loginsHang(FaultRun run) {
		run.loginDeadline = Duration.ofSeconds(3);
		loginFault(run, (socket, out) -> {
			run.clock.advance(DEADLINE);
			socket.getInputStream().read();
		}, Duration.ofSeconds(165));
	}

	private static void strayWhileLoginsFail(FaultRun run) {
		AtomicInteger answers = new AtomicInteger();
		run.start().call(10);
		run.strays = (path) -> answers.incrementAndGet() == 1;
		run.lasted = FaultRun.seconds(FAULT);
		failLoginsFor(run, FAULT, FaultyServer.cut(""));
		run.call(1);
		run.callUntilServed();
		run.call(100);
		run.assertOutAtMost(Duration.ofSeconds(130));
		run.assertExecutedOnce();
	}

	private static void clockStep(FaultRun run, Duration step) {
		run.start().call(100);
		run.clock.step(step);
		run.lasted = "once";
		run.call(100);
		run.endSession();
		run.call(100);
		run.assertLost(0);
		run.assertLoginsAtMost(3);
		run.assertExecutedOnce();
	}

	private static void clockStepWhileFailing(FaultRun run) {
		run.start().call(10);
		run.endSession();
		run.lasted = FaultRun.seconds(FAULT);
		failLoginsFor(run, FAULT, FaultRun.UNAVAILABLE);
		during(run, Duration.ofSeconds(90), (answer) -> true);
		run.clock.step(Duration.ofHours(-3));
		run.callUntilServed();
		run.call(100);
		run.assertOutAtMost(Duration.ofSeconds(130));
		run.assertExecutedOnce();
	}

	private static void during(FaultRun run, Duration duration, Predicate<String> expected) {
		for (long end = run.clock.elapsed() + duration.toMillis(); run.clock.elapsed() < end;) {
			String answer = run.call(FaultRun.QUERY);
			run.goals.assertThat(answer).matches(expected);
		}
	}

	private static void trickle(FaultRun run) {
		run.loginDeadline = Duration.ofSeconds(2);
		run.loginRetry = NO_RETRIES;
		run.loginFault = () -> FaultTable::trickle;
		run.realTime().start();
		run.lasted = "for ever";
		long start = run.now();
		run.call(1);
		Duration attempt = Duration.ofMillis(run.now() - start);
		run.goals.assertThat(attempt).isLessThan(Duration.ofSeconds(10));
		run.loginFault = () -> null;
		run.callUntilServed();
		run.assertOutAtMost(Duration.ofSeconds(20));
		run.assertExecutedOnce();
	}

	private static void trickle(Socket socket, OutputStream out) throws IOException {
		out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
		while (true) {
			out.write("X-More: yes\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			try {
				Thread.sleep(20);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private static void writes(FaultRun run) {
		run.apiRetry = new SalesforceRetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20));
		Random random = new Random(1);
		AtomicInteger killedAfter = new AtomicInteger();
		String[] path = new String[1];
		run.callFault = () -> switch (random.nextInt(40)) {
			case 0 -> FaultyServer.cut("");
			case 1 -> {
				run.execute("POST " + path[0]);
				killedAfter.incrementAndGet();
				yield FaultyServer.cut("");
			}
			case 2, 3 -> FaultRun.UNAVAILABLE;
			default -> null;
		};
		run.realTime().start();
		run.lasted = "throughout";
		for (int i = 0; i < (run.full ? 12_000 : 600); i++) {
			path[0] = "/services/data/v68.0/sobjects/Account/" + i;
			run.call(HttpMethod.POST, path[0], "{}");
		}
		run.goals.assertThat(run.executedTwice()).as("executed twice: %s", run.caller).isZero();
		run.goals.assertThat(run.executed())
			.as("executed: %s", run.caller)
			.isEqualTo(run.calls() - run.lost() + killedAfter.get());
		run.assertLoginsAtMost(1);
		run.notOut();
	}

	private static void coldThreads(FaultRun run) {
		run.start();
		int count = run.full ? 5_000 : 500;
		boolean virtual = Runtime.version().feature() >= 21;
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
		if (virtual) {
			threads.setVirtualThreads(true);
		}
		run.lasted = "%,d %sthreads".formatted(count, virtual ? "virtual " : "");
		List<CompletableFuture<?>> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			all.add(CompletableFuture.supplyAsync(run.session::accessToken, threads));
		}
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
		run.call(10);
		run.assertLost(0);
		run.assertLoginsAtMost(1);
		run.assertExecutedOnce();
	}

	/**
	 * Both orgs share an HTTP client.
	 */
	private static void otherOrgHangs(FaultRun run) {
		ExecutorService executor = Executors.newCachedThreadPool();
		try (FaultyServer other = new FaultyServer()) {
			AtomicInteger hanging = new AtomicInteger();
			other.answerCalls((call) -> (socket, out) -> {
				hanging.incrementAndGet();
				socket.getInputStream().read();
			});
			run.realTime().start();
			var clients = run.caller.clients(FaultRun.SETTINGS);
			SalesforceSession otherSession = run.session("acme", other.url()).build();
			HttpCaller.Client otherClient = clients.apply(otherSession);
			run.client = clients.apply(run.session);
			for (int i = 0; i < 20; i++) {
				executor.submit(() -> otherClient.call(HttpMethod.GET, FaultRun.QUERY, null));
			}
			await(() -> hanging.get() >= 5);
			run.lasted = "throughout";
			run.call(200);
			run.assertLost(0);
			run.assertLoginsAtMost(1);
			run.assertExecutedOnce();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static void contextCloses(FaultRun run) {
		run.loginFault = () -> (socket, out) -> socket.getInputStream().read();
		run.lasted = "throughout";
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					SalesforceAutoConfiguration.class, SalesforceWebClientAutoConfiguration.class))
			.withPropertyValues(run.caller.properties())
			.withPropertyValues("salesforce.jwt.grant-type=client-credentials", "salesforce.jwt.client-id=3MVG9",
					"salesforce.jwt.client-secret=secret", "salesforce.jwt.login-url=" + run.server.url(),
					"salesforce.jwt.connect-timeout=1s", "salesforce.jwt.read-timeout=1s",
					"salesforce.jwt.retry.login.max-retries=0")
			.run((context) -> {
				run.client = run.caller.isReactive() ? new HttpCaller.Client(null, context.getBean(WebClient.class))
						: new HttpCaller.Client(context.getBean(RestClient.class), null);
				CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> run.call(FaultRun.QUERY));
				await(() -> run.logins() > 0);
				context.getSourceApplicationContext().close();
				run.goals.assertThat(answer).as(run.caller.name()).succeedsWithin(Duration.ofSeconds(30));
				run.assertLost(1);
				run.notOut();
				run.assertLoginsAtMost(1);
			});
	}

	private static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(30, TimeUnit.SECONDS).until(condition::getAsBoolean);
	}

	/**
	 * A fault.
	 *
	 * @param name what it is
	 * @param goal what is asserted
	 * @param steps what happens
	 */
	record Fault(String name, String goal, Consumer<FaultRun> steps) {
	}

}
