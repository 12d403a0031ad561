package io.github.salesforcejwt.it.process;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Servlet application with an endpoint of its own, and one that asks Salesforce.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServletApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(ServletApplication.class, arguments);
	}

	@Bean
	RouterFunction<ServerResponse> routes(ObjectProvider<RestClient> salesforce) {
		return RouterFunctions.route()
			.GET("/hello", (request) -> ServerResponse.ok().body("Hello"))
			.GET("/limits", (request) -> ServerResponse.ok()
				.body(String.valueOf(
						salesforce.getObject().get().uri("/services/data/v68.0/limits").retrieve().body(String.class))))
			.build();
	}

}
