package io.github.salesforcejwt.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The session of an org under load, in an application.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class SessionIntegrationTests {

	@Autowired
	private RestClient restClient;

	@Autowired
	private WebClient webClient;

	@Autowired
	private SalesforceServer server;

	@Test
	void coldCallersOfBothKindsWhenTheyComeAtOnceThenMakeOneLogin() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(64);
		try {
			List<Future<String>> calls = new ArrayList<>();
			for (int i = 0; i < 64; i++) {
				boolean blocking = i % 2 == 0;
				calls.add(executor.submit(() -> blocking ? blocking() : reactive()));
			}
			for (Future<String> call : calls) {
				assertThat(call.get()).contains("DailyApiRequests");
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.server.org().logins()).isOne();
	}

	@Test
	void thousandCallsMakeOneLogin() {
		for (int i = 0; i < 1000; i++) {
			blocking();
		}
		assertThat(this.server.org().logins()).isOne();
	}

	private String blocking() {
		return this.restClient.get().uri("/services/data/v68.0/limits").retrieve().body(String.class);
	}

	private String reactive() {
		return this.webClient.get()
			.uri("/services/data/v68.0/limits")
			.retrieve()
			.bodyToMono(String.class)
			.block(Duration.ofSeconds(20));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
