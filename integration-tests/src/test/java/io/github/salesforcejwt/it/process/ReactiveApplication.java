package io.github.salesforcejwt.it.process;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Reactive application that asks Salesforce on an event loop, and in blocking code.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReactiveApplication {

	private static final String LIMITS = "/services/data/v68.0/limits";

	public static void main(String[] arguments) {
		SpringApplication.run(ReactiveApplication.class, arguments);
	}

	@Bean
	RouterFunction<ServerResponse> routes(WebClient webClient, RestClient restClient) {
		return RouterFunctions.route()
			.GET("/limits",
					(request) -> ServerResponse.ok()
						.body(webClient.get().uri(LIMITS).retrieve().bodyToMono(String.class), String.class))
			.GET("/blocking",
					(request) -> Mono
						.fromCallable(() -> String.valueOf(restClient.get().uri(LIMITS).retrieve().body(String.class)))
						.subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
						.flatMap((limits) -> ServerResponse.ok().bodyValue(limits)))
			.build();
	}

}
