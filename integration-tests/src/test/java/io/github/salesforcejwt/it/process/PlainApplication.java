package io.github.salesforcejwt.it.process;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * Application without web, which asks Salesforce and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class PlainApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(PlainApplication.class, arguments);
	}

	@Bean
	CommandLineRunner runner(RestClient salesforce) {
		return (arguments) -> System.out
			.println("Limits: " + salesforce.get().uri("/services/data/v68.0/limits").retrieve().body(String.class));
	}

}
