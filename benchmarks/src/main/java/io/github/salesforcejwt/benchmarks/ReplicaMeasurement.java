package io.github.salesforcejwt.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.salesforcejwt.PunctualSharedSessionStore;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.autoconfigure.shared.SalesforceSharedSessionAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * How many logins 1,000 replicas make, with and without a session that they share. Needs
 * Docker, for Redis and PostgreSQL.
 */
final class ReplicaMeasurement implements Measurement {

	private static final Duration LIFETIME = Duration.ofSeconds(20);

	private static final Duration LOGIN = Duration.ofMillis(200);

	@Override
	public String name() {
		return "replicas";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int replicas = quick ? 50 : 1_000;
		int seconds = quick ? 10 : 60;
		Report.Table table = new Report.Table("Logins", "start of all", "%d s of use".formatted(seconds),
				"restart of all within 20 s", "refused for 20 s, attempts", "store down, start of all");
		row(table, "1 replica", 1, seconds, null, quick);
		row(table, "%,d replicas, each for itself".formatted(replicas), replicas, seconds, null, quick);
		try (Container redis = Container.start("redis:7", 6379)) {
			withStore(redis.redis(), "redis", (store) -> rows(table, "Redis 7", replicas, seconds, store, quick));
		}
		try (Container postgres = Container.start("postgres:15", 5432, "-e", "POSTGRES_PASSWORD=benchmark")) {
			withStore(postgres.postgres(), "jdbc",
					(store) -> rows(table, "PostgreSQL 15", replicas, seconds, store, quick));
		}
		report.heading(2, "Replicas")
			.paragraph(
					"""
							Sessions of one org and user in one JVM, each as if it were that of another replica, on one Redis or \
							PostgreSQL in a container, which ten replicas have used before. A token lives %d s, a login takes %d ms and is counted, and each replica \
							asks for its token about once a second. Goal: one login a lifetime, whatever the number, and with the \
							store down no more than each for itself.""",
					LIFETIME.toSeconds(), LOGIN.toMillis())
			.table(table);
	}

	private static void rows(Report.Table table, String name, int count, int seconds, SharedSessionStore store,
			boolean quick) {
		// so that the JVM, which stands for a thousand, has loaded what all of them need
		row(new Report.Table(""), "warm-up", 10, 5, store, true);
		row(table, "%,d replicas, %s".formatted(count, name), count, seconds, store, quick);
	}

	private static void row(Report.Table table, String name, int count, int seconds, @Nullable SharedSessionStore store,
			boolean quick) {
		MemoryLogins logins = new MemoryLogins(LOGIN);
		// not that of the warm-up, whose token is in the store
		String org = "org-" + count;
		ScheduledExecutorService clock = Executors.newScheduledThreadPool(16);
		List<SalesforceSession> replicas = Collections.synchronizedList(new ArrayList<>());
		try {
			for (int i = 0; i < count; i++) {
				replicas.add(session(org, logins, store));
				int index = i;
				clock.scheduleAtFixedRate(() -> replicas.get(index).accessTokenAsync(),
						ThreadLocalRandom.current().nextInt(1_000), 1_000, TimeUnit.MILLISECONDS);
			}
			Thread.sleep(5_000);
			long start = logins.logins.get();
			long use = during(logins, seconds);
			long restart = restart(org, logins, replicas, store, quick ? 5 : 20);
			logins.refusing = true;
			for (int i = 0; i < count; i++) {
				replicas.set(i, session(org, logins, store));
			}
			// the token that is shared would still serve
			replicas.forEach((replica) -> replica.accessTokenAsync().thenAccept(replica::invalidate));
			long refused = during(logins, quick ? 5 : 20);
			logins.refusing = false;
			Object down = "–";
			if (store != null) {
				for (int i = 0; i < count; i++) {
					replicas.set(i, session(org, logins, new Broken()));
				}
				down = during(logins, 5);
			}
			table.row(name, start, use, restart, refused, down);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			clock.shutdownNow();
		}
	}

	private static long restart(String org, MemoryLogins logins, List<SalesforceSession> replicas,
			@Nullable SharedSessionStore store, int seconds) throws InterruptedException {
		long before = logins.logins.get();
		for (int i = 0; i < replicas.size(); i++) {
			replicas.set(i, session(org, logins, store));
			Thread.sleep(seconds * 1_000L / replicas.size());
		}
		return logins.logins.get() - before;
	}

	private static long during(MemoryLogins logins, int seconds) throws InterruptedException {
		long before = logins.logins.get();
		Thread.sleep(seconds * 1_000L);
		return logins.logins.get() - before;
	}

	private static SalesforceSession session(String org, MemoryLogins logins, @Nullable SharedSessionStore store) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId(org)
				.clientId("3MVG9.benchmark")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.tokenLifetime(LIFETIME)
				.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.build())
			.tokenClient(new SalesforceTokenClient(logins, ObservationRegistry.NOOP))
			.sharedSessionStore((store != null) ? new PunctualSharedSessionStore(store) : null)
			.build();
	}

	private static void withStore(Consumer<AnnotationConfigApplicationContext> beans, String name,
			Consumer<SharedSessionStore> work) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("store", Map.of("salesforce.jwt.shared-session.store", name,
						"salesforce.jwt.shared-session.jdbc.initialize-schema", "always")));
			beans.accept(context);
			context.register(SalesforceSharedSessionAutoConfiguration.class);
			context.refresh();
			work.accept(context.getBean(SharedSessionStore.class));
		}
	}

	/**
	 * A container that Docker's command starts and removes.
	 */
	private record Container(String id, int port) implements AutoCloseable {

		static Container start(String image, int port, String... options) throws IOException, InterruptedException {
			List<String> command = new ArrayList<>(List.of("run", "-d", "-p", String.valueOf(port)));
			command.addAll(List.of(options));
			command.add(image);
			String id = docker(command.toArray(String[]::new));
			String address = docker("port", id, String.valueOf(port)).lines().findFirst().orElseThrow();
			return new Container(id, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
		}

		private static String docker(String... arguments) throws IOException, InterruptedException {
			List<String> command = new ArrayList<>(List.of("docker"));
			command.addAll(List.of(arguments));
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			if (process.waitFor() != 0) {
				throw new IllegalStateException(command + " failed");
			}
			return output;
		}

		Consumer<AnnotationConfigApplicationContext> redis() {
			LettuceConnectionFactory connectionFactory = new LettuceConnectionFactory("localhost", this.port);
			return (context) -> context.registerBean(RedisConnectionFactory.class, () -> connectionFactory);
		}

		Consumer<AnnotationConfigApplicationContext> postgres() throws InterruptedException {
			PGConnectionPoolDataSource dataSource = new PGConnectionPoolDataSource();
			dataSource.setServerNames(new String[] { "localhost" });
			dataSource.setPortNumbers(new int[] { this.port });
			dataSource.setUser("postgres");
			dataSource.setPassword("benchmark");
			awaitConnection(dataSource);
			JdbcConnectionPool pool = JdbcConnectionPool.create(dataSource);
			pool.setMaxConnections(64);
			return (context) -> context.registerBean(DataSource.class, () -> pool);
		}

		/**
		 * The server starts twice, the second time for good.
		 */
		private static void awaitConnection(PGConnectionPoolDataSource dataSource) throws InterruptedException {
			int connections = 0;
			for (int i = 0; i < 60 && connections < 3; i++) {
				Thread.sleep(1_000);
				try {
					dataSource.getPooledConnection().close();
					connections++;
				}
				catch (SQLException ex) {
					connections = 0;
				}
			}
		}

		@Override
		public void close() throws IOException {
			new ProcessBuilder("docker", "rm", "-f", this.id).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		}

	}

	private static final class Broken implements SharedSessionStore {

		@Override
		public Entry read(String id) {
			throw new IllegalStateException("down");
		}

		@Override
		public boolean lease(String id, long version, String owner, Duration duration) {
			throw new IllegalStateException("down");
		}

		@Override
		public boolean publish(String id, String owner, String value, Duration retention) {
			throw new IllegalStateException("down");
		}

		@Override
		public void release(String id, String owner) {
			throw new IllegalStateException("down");
		}

	}

}
