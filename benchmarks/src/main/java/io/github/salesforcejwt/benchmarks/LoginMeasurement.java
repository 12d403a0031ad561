package io.github.salesforcejwt.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;

import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * How many logins the same work takes, as the stand-in counts them.
 */
final class LoginMeasurement implements Measurement {

	private static final Duration LIFETIME = Duration.ofMinutes(30);

	private static final Contender[] CONTENDERS = { Contender.STARTER, Contender.STOCK, Contender.STOCK_AT_BEST,
			Contender.CAMEL };

	@Override
	public String name() {
		return "logins";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		Report.Table table = new Report.Table("Logins (calls lost)", "1,000 calls, one after the other",
				"64 at once, cold", "512 at once, cold", "10 minutes, 10 sessions that die");
		for (Contender contender : CONTENDERS) {
			table.row(contender, count(contender, (caller, org, clock) -> sequential(caller, 1_000)),
					count(contender, (caller, org, clock) -> atOnce(caller, 64)),
					count(contender, (caller, org, clock) -> atOnce(caller, 512)),
					count(contender, LoginMeasurement::tenMinutes));
		}
		report.heading(2, "Logins").paragraph("""
				Requests for a token as the stand-in counts them, and the calls that failed. The 10 minutes are \
				simulated: a call each second, and every minute Salesforce ends all sessions, which makes 11 \
				lifetimes. Camel's component runs outside Spring Boot, since its starter is made for Boot 3. Goal: \
				one login a lifetime, and no call lost.""").table(table);
	}

	private static String count(Contender contender, Work work) throws Exception {
		SimulatedClock clock = new SimulatedClock();
		SalesforceServer.Builder builder = SalesforceServer.builder();
		if (contender == Contender.CAMEL) {
			// it knows the system's clock only, which a server ahead of it would refuse
			builder.certificate(CamelCaller.certificate());
		}
		else {
			builder.clock(clock);
		}
		try (SalesforceServer server = builder.start(); Caller caller = caller(contender, server.org(), clock)) {
			server.org().limitLogins(Integer.MAX_VALUE);
			int lost = work.with(caller, server.org(), clock);
			return server.org().loginAttempts() + ((lost > 0) ? " (" + lost + ")" : "");
		}
	}

	private static Caller caller(Contender contender, SalesforceOrg org, Clock clock) throws Exception {
		ClientHttpRequestFactory factory = Caller.http();
		return switch (contender) {
			case STARTER -> Caller.starter(org, LIFETIME, factory, clock);
			case STOCK -> Caller.stock(org, factory, clock);
			case STOCK_AT_BEST -> Caller.stockAtItsBest(org, LIFETIME, Duration.ofSeconds(60), factory, clock);
			case CAMEL -> new CamelCaller(org);
			case BARE, FILTERED -> throw new IllegalArgumentException("A bare client does not log in");
		};
	}

	private static int sequential(Caller caller, int calls) {
		int lost = 0;
		for (int call = 0; call < calls; call++) {
			lost += attempt(caller);
		}
		return lost;
	}

	private static int atOnce(Caller caller, int threads) throws InterruptedException {
		AtomicInteger lost = new AtomicInteger();
		CountDownLatch ready = new CountDownLatch(threads);
		CountDownLatch done = new CountDownLatch(threads);
		for (int thread = 0; thread < threads; thread++) {
			new Thread(() -> {
				ready.countDown();
				try {
					ready.await();
					lost.addAndGet(attempt(caller));
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				finally {
					done.countDown();
				}
			}).start();
		}
		done.await();
		return lost.get();
	}

	private static int tenMinutes(Caller caller, SalesforceOrg org, SimulatedClock clock) {
		int lost = 0;
		for (int second = 1; second <= 600; second++) {
			lost += attempt(caller);
			clock.advance(Duration.ofSeconds(1));
			if (second % 60 == 30) {
				org.endAllSessions();
			}
		}
		return lost;
	}

	private static int attempt(Caller caller) {
		try {
			caller.call();
			return 0;
		}
		catch (Exception ex) {
			return 1;
		}
	}

	@FunctionalInterface
	private interface Work {

		/**
		 * Do the work.
		 * @return the calls that were lost
		 */
		int with(Caller caller, SalesforceOrg org, SimulatedClock clock) throws Exception;

	}

	private static final class SimulatedClock extends Clock {

		private volatile Instant now = Instant.now();

		void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
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

}
