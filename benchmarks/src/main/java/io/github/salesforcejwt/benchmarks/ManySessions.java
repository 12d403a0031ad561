package io.github.salesforcejwt.benchmarks;

import java.lang.management.ManagementFactory;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceRequestAttributes;
import io.github.salesforcejwt.autoconfigure.SalesforceOrgPropertiesSource;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * An application with many orgs at run time, or with many users of one org, which reports
 * what they cost, and ends. Logins and calls are answered from memory.
 */
final class ManySessions {

	private static final String PATH = "/services/data/v68.0/limits";

	private static final int KEYS = 20;

	private ManySessions() {
	}

	/**
	 * Run.
	 * @param arguments what there are many of, {@code orgs} or {@code users}, their
	 * number, and how many of them are kept
	 */
	public static void main(String[] arguments) throws Exception {
		boolean orgs = arguments[0].equals("orgs");
		int count = Integer.parseInt(arguments[1]);
		try (ConfigurableApplicationContext context = start(orgs, arguments[2])) {
			SalesforceClients clients = context.getBean(SalesforceClients.class);
			RestClient own = clients.restClient("org0");
			IntConsumer call = orgs ? (i) -> call(clients.restClient("org" + i), Map.of())
					: (i) -> call(own, "user" + i + "@acme.example");
			call.accept(count);
			call(own, Map.of());
			double before = heap();
			double first = micros(count, call);
			double bytes = (heap() - before) / count;
			int threads = ManagementFactory.getThreadMXBean().getThreadCount();
			double later = micros(count, call);
			CallCost[] costs = CallCost.measure(30, () -> call(own, Map.of()),
					() -> call(own, Map.of("other", "value")), () -> call(own, "user0@acme.example"));
			System.out.println(ChildProcess.RESULT + first + " " + later + " " + bytes + " " + threads + " "
					+ (costs[2].nanos() - costs[0].nanos()) + " " + (costs[2].bytes() - costs[0].bytes()) + " "
					+ (costs[2].nanos() - costs[1].nanos()) + " " + (costs[2].bytes() - costs[1].bytes()));
		}
		System.exit(0);
	}

	private static void call(RestClient client, String username) {
		call(client, Map.of(SalesforceRequestAttributes.USERNAME, username));
	}

	private static void call(RestClient client, Map<String, Object> attributes) {
		var request = client.get().uri(PATH);
		if (!attributes.isEmpty()) {
			request.attributes((map) -> map.putAll(attributes));
		}
		request.retrieve().toBodilessEntity();
	}

	private static double micros(int count, IntConsumer call) {
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			call.accept(i);
		}
		return (System.nanoTime() - start) / 1e3 / count;
	}

	private static double heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static ConfigurableApplicationContext start(boolean orgs, String max) throws Exception {
		Map<String, Object> properties = new HashMap<>();
		properties.put("logging.config", "classpath:quiet.xml");
		properties.put("salesforce.jwt.max-orgs", orgs ? max : "10");
		List<String> keys = keys();
		MemoryLogins logins = new MemoryLogins(Duration.ZERO);
		SalesforceOrgPropertiesSource source = (id) -> {
			SalesforceOrgProperties org = new SalesforceOrgProperties();
			org.setClientId("3MVG9.benchmark." + id);
			org.setUsername("sync@" + id + ".example");
			org.setPrivateKey(keys.get(Math.floorMod(id.hashCode(), KEYS)));
			org.setLoginUrl("https://" + id + ".my.salesforce.com");
			org.setMaxUsers(orgs ? 10 : Integer.parseInt(max));
			return org;
		};
		return new SpringApplicationBuilder(StarterApplication.Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.initializers((context) -> {
				((GenericApplicationContext) context).registerBean(SalesforceOrgPropertiesSource.class, () -> source);
				((GenericApplicationContext) context).registerBean(ClientHttpRequestFactoryBuilder.class,
						() -> new Builder(logins));
			})
			.properties(properties)
			.run();
	}

	private static List<String> keys() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		List<String> keys = new ArrayList<>();
		for (int i = 0; i < KEYS; i++) {
			keys.add("-----BEGIN PRIVATE KEY-----\n"
					+ Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
					+ "\n-----END PRIVATE KEY-----\n");
		}
		return keys;
	}

	private record Builder(MemoryLogins logins) implements ClientHttpRequestFactoryBuilder<ClientHttpRequestFactory> {

		@Override
		public ClientHttpRequestFactory build(HttpClientSettings settings) {
			return this.logins;
		}

	}

}
