package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What sends the calls of both clients, and those of HTTP interfaces in a group that is
 * named after an org, beside Boot's auto-configuration: one org has a group of blocking
 * clients, another of reactive ones.
 */
class HttpInterfaceGroupTests {

	private static final String[] SETTINGS = { "spring.http.clients.read-timeout=8s",
			"spring.http.clients.redirects=follow", "spring.http.serviceclient.blocking.connect-timeout=7s",
			"spring.http.serviceclient.reactive.connect-timeout=7s" };

	private final RecordingHttp http = new RecordingHttp();

	private final ApplicationContextRunner withoutBootsConnector = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, RestClientAutoConfiguration.class,
				HttpServiceClientAutoConfiguration.class, ReactiveHttpServiceClientAutoConfiguration.class,
				SalesforceAutoConfiguration.class, SalesforceWebClientAutoConfiguration.class))
		.withUserConfiguration(Interfaces.class)
		.withBean("requestFactories", ClientHttpRequestFactoryBuilder.class, this.http::requestFactories)
		.withBean("connectors", ClientHttpConnectorBuilder.class, this.http::connectors)
		.withPropertyValues(org("blocking"))
		.withPropertyValues(org("reactive"));

	private final ApplicationContextRunner runner = this.withoutBootsConnector
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class));

	@Test
	void interfacesAreCalledAuthorizedWithTheSettingsOfTheirGroup() {
		this.runner.withPropertyValues(SETTINGS).run(this::assertSettingsOfGroup);
	}

	@Test
	void interfacesAreCalledSoWithoutBootsConnectorToo() {
		this.withoutBootsConnector.withPropertyValues(SETTINGS).run(this::assertSettingsOfGroup);
	}

	@Test
	void interfacesOfGroupsThatAreNoOrgsAreCalledAsBootSetsThem() {
		this.runner.withPropertyValues("spring.http.clients.redirects=follow").run((context) -> {
			call(context, "foreign-blocking");
			call(context, "foreign-reactive");
			assertThat(this.http.calls()).hasSize(2).allSatisfy((call) -> {
				assertThat(call.headers().getFirst("Authorization")).isNull();
				assertThat(call.settings().redirects()).isEqualTo(HttpRedirects.FOLLOW);
			});
		});
	}

	@Test
	void customizersOfBootReachClientsAndInterfaces() {
		this.runner
			.withBean("headers", RestClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-App", "erp"))
			.withBean("reactiveHeaders", WebClientCustomizer.class,
					() -> (builder) -> builder.defaultHeader("X-App", "erp"))
			.run((context) -> {
				callAll(context);
				assertThat(this.http.calls()).hasSize(4).allSatisfy((call) -> {
					assertThat(call.sender()).isEqualTo("built");
					assertThat(call.settings().redirects()).isEqualTo(HttpRedirects.DONT_FOLLOW);
					assertThat(call.headers().getFirst("X-App")).isEqualTo("erp");
				});
			});
	}

	@Test
	void customizersOfBootMaySetWhatSendsTheCalls() {
		this.runner
			.withBean("proxy", RestClientCustomizer.class,
					() -> (builder) -> builder.requestFactory(this.http.requestFactory("application")))
			.withBean("reactiveProxy", WebClientCustomizer.class,
					() -> (builder) -> builder.clientConnector(this.http.connector("application")))
			.run((context) -> {
				callAll(context);
				assertThat(this.http.calls()).hasSize(4).allSatisfy((call) -> {
					assertThat(call.sender()).isEqualTo("application");
					assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer token");
				});
			});
	}

	/**
	 * Boot's connector is set by a customizer, and wins over what a configurer before the
	 * customizers has set.
	 */
	@Test
	void configurersOfGroupsMaySetWhatSendsTheCallsBeforeTheCustomizersDo() {
		this.withoutBootsConnector.withBean(Proxy.class, () -> new Proxy(this.http))
			.withBean(ReactiveProxy.class, () -> new ReactiveProxy(this.http))
			.run((context) -> {
				call(context, "blocking");
				call(context, "reactive");
				assertThat(this.http.calls()).hasSize(2).allSatisfy((call) -> {
					assertThat(call.sender()).isEqualTo("application");
					assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer token");
				});
			});
	}

	@Test
	void whatConfigurersOfGroupsSetBeforeBootsIsKept() {
		this.runner.withBean(Headers.class).withBean(ReactiveHeaders.class).run((context) -> {
			call(context, "blocking");
			call(context, "reactive");
			assertThat(this.http.calls()).hasSize(2)
				.allSatisfy((call) -> assertThat(call.headers().getFirst("X-App")).isEqualTo("erp"));
		});
	}

	private void assertSettingsOfGroup(AssertableApplicationContext context) {
		call(context, "blocking");
		call(context, "reactive");
		assertThat(this.http.calls()).hasSize(2).allSatisfy((call) -> {
			assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer token");
			assertThat(call.settings().redirects()).isEqualTo(HttpRedirects.DONT_FOLLOW);
			assertThat(call.settings().connectTimeout()).isEqualTo(Duration.ofSeconds(7));
			assertThat(call.settings().readTimeout()).isEqualTo(Duration.ofSeconds(8));
		});
	}

	private void callAll(AssertableApplicationContext context) {
		call(context, "blocking");
		call(context, "reactive");
		context.getBean("blockingRestClient", RestClient.class).get().uri("/limits").retrieve().toBodilessEntity();
		context.getBean("reactiveWebClient", WebClient.class)
			.get()
			.uri("/limits")
			.retrieve()
			.toBodilessEntity()
			.block();
	}

	private static void call(AssertableApplicationContext context, String group) {
		context.getBean(HttpServiceProxyRegistry.class).getClient(group, Limits.class).limits();
	}

	private static String[] org(String id) {
		String prefix = "salesforce.jwt.orgs." + id + ".";
		return new String[] { prefix + "grant-type=client-credentials", prefix + "client-id=3MVG9",
				prefix + "client-secret=sec7et", prefix + "login-url=" + RecordingHttp.LOGIN_URL };
	}

	interface Limits {

		@GetExchange("http://localhost:8443/limits")
		void limits();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "blocking", types = Limits.class)
	@ImportHttpServices(group = "reactive", types = Limits.class, clientType = ClientType.WEB_CLIENT)
	@ImportHttpServices(group = "foreign-blocking", types = Limits.class)
	@ImportHttpServices(group = "foreign-reactive", types = Limits.class, clientType = ClientType.WEB_CLIENT)
	static class Interfaces {

	}

	record Proxy(RecordingHttp http) implements RestClientHttpServiceGroupConfigurer, Ordered {

		@Override
		public void configureGroups(Groups<RestClient.Builder> groups) {
			groups.forEachClient((group, builder) -> builder.requestFactory(this.http.requestFactory("application")));
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

	record ReactiveProxy(RecordingHttp http) implements WebClientHttpServiceGroupConfigurer, Ordered {

		@Override
		public void configureGroups(Groups<WebClient.Builder> groups) {
			groups.forEachClient((group, builder) -> builder.clientConnector(this.http.connector("application")));
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

	static class Headers implements RestClientHttpServiceGroupConfigurer, PriorityOrdered {

		@Override
		public void configureGroups(Groups<RestClient.Builder> groups) {
			groups.forEachClient((group, builder) -> builder.defaultHeader("X-App", "erp"));
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

	static class ReactiveHeaders implements WebClientHttpServiceGroupConfigurer, PriorityOrdered {

		@Override
		public void configureGroups(Groups<WebClient.Builder> groups) {
			groups.forEachClient((group, builder) -> builder.defaultHeader("X-App", "erp"));
		}

		@Override
		public int getOrder() {
			return -1;
		}

	}

}
