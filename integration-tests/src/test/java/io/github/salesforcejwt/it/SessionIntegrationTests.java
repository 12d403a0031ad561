package io.github.salesforcejwt.it;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jwt.SignedJWT;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The session of an org, in an application that calls the stand-in Salesforce.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class SessionIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	@Autowired
	private RestClient restClient;

	@Autowired
	private WebClient webClient;

	@Autowired
	private SalesforceClients clients;

	@Autowired
	private AdjustableClock clock;

	@Autowired
	private SalesforceServer server;

	enum Callers {

		BLOCKING, REACTIVE, MIXED

	}

	@ParameterizedTest
	@EnumSource
	void coldCallersMakeOneLoginWhen64ComeAtOnce(Callers callers) throws Exception {
		org().delayLogins(Duration.ofMillis(200));
		List<String> answers = callAtOnce(64, (index) -> switch (callers) {
			case BLOCKING -> blocking();
			case REACTIVE -> reactive();
			case MIXED -> (index % 2 == 0) ? blocking() : reactive();
		});
		assertThat(answers).hasSize(64).allSatisfy((answer) -> assertThat(answer).contains("DailyApiRequests"));
		assertThat(org().logins()).isOne();
		assertThat(org().loginAttempts()).isOne();
	}

	@Test
	void thousandCallsMakeOneLogin() {
		for (int i = 0; i < 1000; i++) {
			blocking();
		}
		assertThat(org().logins()).isOne();
		assertThat(org().apiCalls()).isEqualTo(1000);
	}

	@Test
	void callersDoNotWaitForItWhenRenewalTakesTwoSeconds() {
		blocking();
		reactive();
		org().delayLogins(Duration.ofSeconds(2));
		this.clock.advance(Duration.ofMinutes(29));
		Duration longest = Duration.ZERO;
		Instant end = Instant.now().plusSeconds(10);
		while (org().logins() < 2 && Instant.now().isBefore(end)) {
			Instant start = Instant.now();
			blocking();
			reactive();
			Duration taken = Duration.between(start, Instant.now());
			longest = (taken.compareTo(longest) > 0) ? taken : longest;
		}
		assertThat(org().logins()).isEqualTo(2);
		assertThat(longest).isLessThan(Duration.ofMillis(1500));
	}

	@Test
	void callsAllSucceedWithOneMoreLoginWhenAllSessionsEndDuringLoad() throws Exception {
		blocking();
		CountDownLatch half = new CountDownLatch(16 * 20);
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Future<Integer>> threads = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				boolean blocking = i % 2 == 0;
				threads.add(executor.submit(() -> {
					int succeeded = 0;
					for (int call = 0; call < 60; call++) {
						assertThat(blocking ? blocking() : reactive()).contains("DailyApiRequests");
						succeeded++;
						half.countDown();
					}
					return succeeded;
				}));
			}
			assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
			org().endAllSessions();
			for (Future<Integer> thread : threads) {
				assertThat(thread.get()).isEqualTo(60);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(org().logins()).isEqualTo(2);
	}

	@Test
	void tokenRequestHoldsGrantTypeAndAssertionOnly() throws Exception {
		Instant before = Instant.now();
		blocking();
		Map<String, String> form = org().tokenRequests().get(0);
		assertThat(form).containsOnlyKeys("grant_type", "assertion")
			.containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
		SignedJWT assertion = SignedJWT.parse(form.get("assertion"));
		assertThat(assertion.getHeader().toJSONObject()).containsOnly(Map.entry("alg", "RS256"));
		Map<String, Object> claims = assertion.getPayload().toJSONObject();
		assertThat(claims).containsOnlyKeys("iss", "sub", "aud", "exp")
			.containsEntry("iss", org().clientId())
			.containsEntry("sub", org().username())
			.containsEntry("aud", this.server.url());
		Instant expiry = Instant.ofEpochSecond(((Number) claims.get("exp")).longValue());
		assertThat(expiry).isBetween(before.plusSeconds(179), Instant.now().plusSeconds(180));
	}

	@Test
	void scheduledAndVirtualThreadsCallAsRequestThreadsDo() throws Exception {
		try (SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler()) {
			List<String> answers = new ArrayList<>();
			CountDownLatch done = new CountDownLatch(1);
			scheduler.schedule(() -> {
				answers.add(blocking());
				answers.add(reactive());
				done.countDown();
			}, Instant.now());
			assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(answers).hasSize(2);
		}
		assertThat(org().logins()).isOne();
	}

	@Test
	void callersThatFillReactorsPoolDoNotKeepTheLoginFromBeingSent() {
		List<String> answers = reactor.core.publisher.Flux.range(0, 256)
			.flatMap((index) -> Mono.fromCallable(this::blocking).subscribeOn(Schedulers.boundedElastic()), 256)
			.collectList()
			.block(Duration.ofSeconds(30));
		assertThat(answers).hasSize(256);
		assertThat(org().logins()).isOne();
	}

	@Test
	void accessTokenTellsOrgUserAndInstance() {
		var token = this.clients.session("salesforce").accessToken();
		assertThat(token.getInstanceUrl()).isEqualTo(URI.create(org().instanceUrl()));
		assertThat(token.getOrgId()).isEqualTo(org().orgId());
		assertThat(token.getUserId()).startsWith("005");
		HttpHeaders headers = this.restClient.get().uri(LIMITS).retrieve().toBodilessEntity().getHeaders();
		assertThat(headers.getFirst("Sforce-Limit-Info")).startsWith("api-usage=");
		assertThat(org().logins()).isOne();
	}

	private SalesforceOrg org() {
		return this.server.org();
	}

	private String blocking() {
		return this.restClient.get().uri(LIMITS).retrieve().body(String.class);
	}

	private String reactive() {
		return this.webClient.get().uri(LIMITS).retrieve().bodyToMono(String.class).block(Duration.ofSeconds(20));
	}

	private static List<String> callAtOnce(int count, java.util.function.IntFunction<String> call) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(count);
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<Future<String>> calls = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				int index = i;
				calls.add(executor.submit((Callable<String>) () -> {
					start.await();
					return call.apply(index);
				}));
			}
			start.countDown();
			List<String> answers = new ArrayList<>();
			for (Future<String> each : calls) {
				answers.add(each.get(20, TimeUnit.SECONDS));
			}
			return answers;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
