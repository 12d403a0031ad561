package io.github.salesforcejwt.autoconfigure.shared;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.autoconfigure.keys.SigningKeysFactory;
import io.micrometer.observation.ObservationRegistry;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * One replica of an application: calls from several threads until its input ends, and
 * prints how many calls it made and lost.
 */
final class ReplicaProcess {

	static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);

	private ReplicaProcess() {
	}

	/**
	 * Run.
	 * @param arguments the name of the replica, the URL of the server, the store, and the
	 * file of the private key
	 */
	public static void main(String[] arguments) throws Exception {
		String name = arguments[0];
		URI server = URI.create(arguments[1]);
		SalesforceSession session = SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9")
				.loginUrl(server)
				.username("sync@acme.example")
				.build())
			.signingKeys(new SigningKeysFactory(new DefaultResourceLoader(), null, new DefaultListableBeanFactory())
				.create("salesforce.jwt", arguments[3], null, null))
			.tokenClient(new SalesforceTokenClient(new NamedRequestFactory(name), ObservationRegistry.NOOP))
			.loginTimeout(LOGIN_TIMEOUT)
			.sharedSessionStore(store(arguments[2]))
			.build();
		RestClient client = RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(session, new SimpleClientHttpRequestFactory()))
			.build();
		AtomicInteger calls = new AtomicInteger();
		AtomicInteger lost = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> call(client, calls, lost));
			thread.start();
			threads.add(thread);
		}
		while (System.in.read() >= 0) {
			System.out.println(calls.get());
		}
		threads.forEach(Thread::interrupt);
		for (Thread thread : threads) {
			thread.join();
		}
		System.out.println("RESULT " + calls.get() + " " + lost.get());
		System.exit(0);
	}

	private static void call(RestClient client, AtomicInteger calls, AtomicInteger lost) {
		while (true) {
			try {
				client.get().uri("/services/data/v68.0/limits").retrieve().toBodilessEntity();
			}
			catch (RuntimeException ex) {
				lost.incrementAndGet();
				ex.printStackTrace();
			}
			calls.incrementAndGet();
			try {
				Thread.sleep(20);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private static SharedSessionStore store(String url) {
		if (url.startsWith("jdbc:")) {
			PGConnectionPoolDataSource dataSource = new PGConnectionPoolDataSource();
			dataSource.setUrl(url);
			return new JdbcSharedSessionStore(JdbcConnectionPool.create(dataSource), "SALESFORCE_SESSION");
		}
		URI redis = URI.create(url);
		LettuceConnectionFactory connectionFactory = new LettuceConnectionFactory(redis.getHost(), redis.getPort());
		connectionFactory.afterPropertiesSet();
		connectionFactory.start();
		return new RedisSharedSessionStore(new StringRedisTemplate(connectionFactory), "salesforce-jwt:");
	}

	/**
	 * Names the replica in each login, so that a test knows which one to kill.
	 */
	private static final class NamedRequestFactory extends SimpleClientHttpRequestFactory {

		private final String name;

		NamedRequestFactory(String name) {
			this.name = name;
		}

		@Override
		protected void prepareConnection(HttpURLConnection connection, String httpMethod) throws IOException {
			super.prepareConnection(connection, httpMethod);
			connection.setRequestProperty("X-Replica", this.name);
		}

	}

}
