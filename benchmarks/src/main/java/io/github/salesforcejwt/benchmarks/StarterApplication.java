package io.github.salesforcejwt.benchmarks;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import io.github.salesforcejwt.test.SalesforceOrg;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * An application whose clients the auto-configuration made.
 */
final class StarterApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private StarterApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Builder of(SalesforceOrg org) {
		return new Builder(org);
	}

	RestClient restClient() {
		return this.context.getBean("salesforceRestClient", RestClient.class);
	}

	WebClient webClient() {
		return this.context.getBean("salesforceWebClient", WebClient.class);
	}

	SalesforceSession session() {
		return this.context.getBean(SalesforceClients.class).session("salesforce");
	}

	@Override
	public void close() {
		this.context.close();
	}

	static final class Builder {

		private final Map<String, Object> properties = new LinkedHashMap<>();

		private @Nullable ClientHttpRequestFactory requestFactory;

		private @Nullable ClientHttpConnector connector;

		private @Nullable Clock clock;

		private Builder(SalesforceOrg org) {
			this.properties.putAll(org.properties("salesforce.jwt"));
			// other benchmarks bring HTTP clients that Boot would prefer
			this.properties.put("spring.http.clients.imperative.factory", "jdk");
			this.properties.put("spring.http.clients.reactive.connector", "jdk");
			this.properties.put("logging.config", "classpath:quiet.xml");
		}

		Builder property(String name, String value) {
			this.properties.put(name, value);
			return this;
		}

		Builder requestFactory(ClientHttpRequestFactory requestFactory) {
			this.requestFactory = requestFactory;
			return this;
		}

		Builder connector(ClientHttpConnector connector) {
			this.connector = connector;
			return this;
		}

		Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		StarterApplication start() {
			return new StarterApplication(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.registerShutdownHook(false)
				.initializers((context) -> register((GenericApplicationContext) context))
				.properties(this.properties)
				.run());
		}

		private void register(GenericApplicationContext context) {
			ClientHttpRequestFactory requestFactory = this.requestFactory;
			if (requestFactory != null) {
				context.registerBean(SalesforceRestClientCustomizer.class,
						() -> (id, builder) -> builder.requestFactory(requestFactory));
			}
			ClientHttpConnector connector = this.connector;
			if (connector != null) {
				context.registerBean(SalesforceWebClientCustomizer.class,
						() -> (id, builder) -> builder.clientConnector(connector));
			}
			Clock clock = this.clock;
			if (clock != null) {
				context.registerBean(Clock.class, () -> clock);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			excludeName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
					"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" })
	static class Application {

	}

}
