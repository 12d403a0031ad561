package io.github.salesforcejwt.it;

import java.util.Map;

import io.github.salesforcejwt.SalesforceClients;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Application with two orgs and an HTTP interface, to be processed ahead of time.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportHttpServices(group = "acme", types = AotApplication.Limits.class)
public class AotApplication {

	public static void main(String[] args) {
		new SpringApplicationBuilder(AotApplication.class).web(WebApplicationType.NONE).run(args);
	}

	@Bean
	ApplicationRunner calls(RestClient unqualified, @Qualifier("acme") RestClient acme,
			@Qualifier("acme") WebClient reactive, Limits limits, SalesforceClients clients) {
		return (arguments) -> {
			unqualified.get().uri("/services/data/v68.0/limits").retrieve().toBodilessEntity();
			acme.get().uri("/services/data/v68.0/limits").retrieve().toBodilessEntity();
			reactive.get().uri("/services/data/v68.0/limits").retrieve().toBodilessEntity().block();
			System.out.println("limits: " + limits.get().keySet());
			System.out.println("orgs: " + clients.ids() + ", ahead of time: "
					+ org.springframework.aot.AotDetector.useGeneratedArtifacts());
		};
	}

	interface Limits {

		@GetExchange("/services/data/v68.0/limits")
		Map<String, Object> get();

	}

}
