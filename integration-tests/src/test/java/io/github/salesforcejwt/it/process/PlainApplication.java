package io.github.salesforcejwt.it.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

import io.github.salesforcejwt.SalesforceClients;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * Application without web, which asks each of its orgs and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class PlainApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(PlainApplication.class, arguments);
	}

	@Bean
	CommandLineRunner runner(RestClient salesforce, SalesforceClients clients) {
		return (arguments) -> {
			System.out.println("Limits: " + limits(salesforce));
			Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
			System.out.println("Milliseconds since the start: " + Duration.between(start, Instant.now()).toMillis());
			clients.getIds().forEach((id) -> limits(clients.restClient(id)));
			System.out.println("Threads: " + Thread.getAllStackTraces().size());
		};
	}

	private static String limits(RestClient restClient) {
		return restClient.get().uri("/services/data/v68.0/limits").retrieve().body(String.class);
	}

}
