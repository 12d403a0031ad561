package io.github.salesforcejwt;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for calls as further users of an org.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SalesforceUsersTests {

	private static final String JANE = "jane@acme.example";

	private static final String BOB = "bob@acme.example";

	private static final String PATH = "/services/data/v68.0/limits";

	private final UserTokens tokens = new UserTokens();

	private final ScriptedExchange exchange = new ScriptedExchange();

	private final MutableClock clock = new MutableClock();

	private final List<SalesforceSessionEvent> events = new CopyOnWriteArrayList<>();

	private final SalesforceSession session = session(1000);

	private final RestClient restClient = restClient(this.session, this.exchange);

	private final WebClient webClient = webClient(this.session);

	private SalesforceSession session(int maxUsers) {
		return this.tokens.session()
			.clock(this.clock)
			.time(this.clock::elapsed, this.clock::sleep)
			.login(null, Runnable::run)
			.loginRetry(new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
			.maxUsers(maxUsers)
			.listener(this.events::add)
			.build();
	}

	private static RestClient restClient(SalesforceSession session, ClientHttpRequestFactory delegate) {
		return RestClient.builder().requestFactory(new SalesforceClientHttpRequestFactory(session, delegate)).build();
	}

	private WebClient webClient(SalesforceSession session) {
		return WebClient.builder()
			.exchangeFunction(this.exchange)
			.filter(new SalesforceExchangeFilterFunction(session))
			.build();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void callIsMadeAsTheUserThatItNames(boolean ownUserFirst) {
		if (ownUserFirst) {
			call(this.restClient, null);
		}
		for (int i = 0; i < 2; i++) {
			call(this.restClient, JANE);
			call(this.restClient, BOB);
			callReactive(JANE);
		}
		callReactive(null);
		String own = "token-of-" + UserTokens.OWN_USER + "-1";
		List<String> expected = new ArrayList<>(ownUserFirst ? List.of(own) : List.of());
		for (int i = 0; i < 2; i++) {
			expected.addAll(List.of("token-of-" + JANE + "-1", "token-of-" + BOB + "-1", "token-of-" + JANE + "-1"));
		}
		expected.add(own);
		assertThat(sentTokens()).containsExactlyElementsOf(expected);
	}

	@Test
	void callAsAUserLeavesTheSessionOfTheOrgAlone() {
		call(this.restClient, JANE);
		callReactive(JANE);
		assertThat(this.tokens.loginsOf(UserTokens.OWN_USER)).isZero();
		this.session.accessToken();
		this.clock.advance(this.session.getRegistration().getTokenLifetime().minusSeconds(1));
		call(this.restClient, JANE);
		callReactive(JANE);
		assertThat(this.tokens.loginsOf(UserTokens.OWN_USER)).as("the renewal is due").isOne();
		assertThat(this.tokens.loginsOf(JANE)).isEqualTo(2);
	}

	@Test
	void whatWasPreparedForTheOrgsOwnUserIsNotSent() {
		this.session.accessToken();
		this.restClient.post()
			.uri(PATH)
			.header("X-Call", "1")
			.attributes(SalesforceRequestAttributes.username(JANE))
			.attributes(SalesforceRequestAttributes.retry(true))
			.body("text")
			.retrieve()
			.toBodilessEntity();
		assertThat(this.exchange.sent).singleElement().satisfies((sent) -> {
			assertThat(sent.token()).isEqualTo("[Bearer token-of-" + JANE + "-1]");
			assertThat(sent.headers().getFirst("X-Call")).isEqualTo("1");
			assertThat(sent.body()).isEqualTo("text");
			assertThat(SalesforceRequestAttributes.retry(sent.attributes())).isTrue();
		});
	}

	@Test
	void deadSessionOfOneUserIsReplacedAndNobodyElsesIs() {
		call(this.restClient, JANE);
		call(this.restClient, BOB);
		this.exchange.sent.clear();
		this.exchange.answer(401, ScriptedServer.SESSION_EXPIRED);
		call(this.restClient, JANE);
		call(this.restClient, BOB);
		assertThat(sentTokens()).containsExactly("token-of-" + JANE + "-1", "token-of-" + JANE + "-2",
				"token-of-" + BOB + "-1");
		assertThat(this.session.getStatus().replays()).as("counted for the org").isOne();
		assertThat(this.session.ofUser(BOB).getStatus().replays()).isZero();
	}

	@Test
	void refusalOfOneUserTouchesNobodyElse() {
		this.tokens.refused.add(JANE);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> call(this.restClient, JANE))
				.withMessageContaining("subject " + JANE)
				.satisfies((ex) -> assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.USER_NOT_APPROVED));
			call(this.restClient, BOB);
			call(this.restClient, null);
		}
		assertThat(this.tokens.loginsOf(JANE)).as("remembered").isOne();
		assertThat(this.tokens.loginsOf(BOB)).isOne();
		assertThat(this.session.getStatus().currentFailure()).isNull();
	}

	@Test
	void eachUserHasALoginBudgetThatOutlivesTheSession() {
		SalesforceSession session = session(1);
		int failures = 0;
		for (int i = 0; i < LoginBudget.AT_ONCE + 1; i++) {
			for (String user : List.of(JANE, BOB)) {
				try {
					session.ofUser(user).renew().join();
				}
				catch (RuntimeException ex) {
					failures++;
				}
			}
		}
		assertThat(this.tokens.loginsOf(JANE)).isEqualTo(LoginBudget.AT_ONCE);
		assertThat(failures).isPositive();
	}

	@Test
	void quotaIsThatOfTheOrg() {
		SalesforceSession session = this.tokens.session().login(null, Runnable::run).quotaStopAt(0.9).build();
		RestClient client = restClient(session, this.exchange);
		this.exchange.answer(() -> {
			var response = ScriptedExchange.response(200, "done");
			response.getHeaders().set("Sforce-Limit-Info", "api-usage=95/100");
			return response;
		});
		call(client, JANE);
		assertThat(session.getStatus().apiUsage()).isEqualTo(new SalesforceApiUsage(95, 100));
		assertThatExceptionOfType(SalesforceQuotaException.class).isThrownBy(() -> call(client, BOB));
		assertThatExceptionOfType(SalesforceQuotaException.class).isThrownBy(() -> call(client, null));
	}

	@Test
	void eventsCarryTheUser() {
		this.exchange.answer(503, "down");
		call(this.restClient, JANE);
		call(this.restClient, null);
		assertThat(this.events).extracting((event) -> event.getClass().getSimpleName() + " " + event.username())
			.containsExactly("LoggedIn " + JANE, "CallRetried " + JANE, "LoggedIn null");
		assertThat(this.events).allSatisfy((event) -> assertThat(event.orgId()).isEqualTo("acme"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "jane@acme.example\n", "jane\u0000@acme.example", "jane\u202e@acme.example",
			"\u2028" })
	void nameThatNoUserHasIsRefusedBeforeAnythingIsSent(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> SalesforceRequestAttributes.username(name))
			.withMessageContaining("cannot be used: it ");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.restClient.get()
				.uri(PATH)
				.attribute(SalesforceRequestAttributes.USERNAME, name)
				.retrieve()
				.toBodilessEntity())
			.satisfies((ex) -> assertThat(ex.getMessage()).matches("[\\x20-\\x7e]*"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.webClient.get()
			.uri(PATH)
			.attribute(SalesforceRequestAttributes.USERNAME, name)
			.retrieve()
			.toBodilessEntity()
			.block());
		assertNothingHappened();
	}

	@Test
	void nameThatIsNoStringIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.restClient.get()
				.uri(PATH)
				.attribute(SalesforceRequestAttributes.USERNAME, 42)
				.retrieve()
				.toBodilessEntity())
			.withMessageContaining("java.lang.Integer");
		assertNothingHappened();
	}

	@Test
	void orgOfClientCredentialsHasNoFurtherUsers() {
		SalesforceSession credentials = SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.build())
			.login(() -> {
				throw new AssertionError("no login");
			}, Runnable::run)
			.build();
		assertThatIllegalStateException().isThrownBy(() -> call(restClient(credentials, this.exchange), JANE))
			.withMessageContaining("client credentials")
			.withMessageContaining(JANE);
		assertThatIllegalStateException().isThrownBy(() -> webClient(credentials).get()
			.uri(PATH)
			.attributes(SalesforceRequestAttributes.username(JANE))
			.retrieve()
			.toBodilessEntity()
			.block());
		assertNothingHappened();
	}

	@Test
	void clientThatLosesAttributesIsRefused() {
		SalesforceClientHttpRequestFactory ours = new SalesforceClientHttpRequestFactory(this.session, this.exchange);
		for (RestClient losing : List.of(this.restClient.mutate().bufferContent((uri, method) -> true).build(),
				RestClient.builder().requestFactory(new BufferingClientHttpRequestFactory(ours)).build(),
				RestClient.builder()
					.requestFactory(new BufferingClientHttpRequestFactory(ours))
					.requestInterceptor((request, body, execution) -> execution.execute(request, body))
					.build(),
				RestClient.builder()
					.requestFactory((uri, method) -> new Losing(ours.createRequest(uri, method)))
					.build())) {
			assertThatIllegalStateException().isThrownBy(() -> call(losing, JANE))
				.withMessageContaining("has lost its attributes");
			assertThatIllegalStateException().isThrownBy(() -> losing.post()
				.uri(PATH)
				.attributes(SalesforceRequestAttributes.username(JANE))
				.body("text")
				.retrieve()
				.toBodilessEntity());
		}
		assertNothingHappened();
	}

	@Test
	void wrapperThatPassesAttributesOnIsFine() {
		SalesforceClientHttpRequestFactory ours = new SalesforceClientHttpRequestFactory(this.session, this.exchange);
		for (RestClient passing : List.of(
				this.restClient.mutate()
					.bufferContent((uri, method) -> true)
					.requestInterceptor((request, body, execution) -> execution.execute(request, body))
					.build(),
				RestClient.builder()
					.requestFactory(new InterceptingClientHttpRequestFactory(ours,
							List.of((request, body, execution) -> execution.execute(request, body))))
					.build())) {
			call(passing, JANE);
			call(passing, null);
			passing.get().uri(URI.create(PATH)).retrieve().toBodilessEntity();
		}
		String own = "token-of-" + UserTokens.OWN_USER + "-1";
		assertThat(sentTokens()).containsExactly("token-of-" + JANE + "-1", own, own, "token-of-" + JANE + "-1", own,
				own);
	}

	@Test
	void restTemplateWhichKnowsNoAttributesCallsAsTheOrgsOwnUser() {
		SalesforceClientHttpRequestFactory ours = new SalesforceClientHttpRequestFactory(this.session, this.exchange);
		for (ClientHttpRequestFactory factory : List.of(ours, new BufferingClientHttpRequestFactory(ours))) {
			new RestTemplate(factory).getForObject(URI.create(PATH), String.class);
		}
		assertThat(sentTokens()).hasSize(2).containsOnly("token-of-" + UserTokens.OWN_USER + "-1");
	}

	@Test
	void httpInterfaceNamesTheUserByAnAttribute() {
		for (HttpExchangeAdapter adapter : List.of(RestClientAdapter.create(this.restClient),
				WebClientAdapter.create(this.webClient))) {
			this.exchange.sent.clear();
			Limits limits = HttpServiceProxyFactory.builderFor(adapter).build().createClient(Limits.class);
			limits.as(JANE);
			limits.optionallyAs(BOB);
			limits.optionallyAs(null);
			assertThat(sentTokens()).containsExactly("token-of-" + JANE + "-1", "token-of-" + BOB + "-1",
					"token-of-" + UserTokens.OWN_USER + "-1");
			assertThatIllegalArgumentException().isThrownBy(() -> limits.as(null));
			assertThatIllegalArgumentException().isThrownBy(() -> limits.as(" "));
		}
	}

	@Test
	void boundClientCallsAsItsUserAndAsNobodyElse() {
		SalesforceClients clients = new SalesforceClients(Map.of("acme", this.session),
				(session) -> restClient(session, this.exchange));
		SalesforceWebClients webClients = new SalesforceWebClients(clients, this::webClient);
		RestClient jane = clients.restClient("acme", JANE);
		call(jane, null);
		call(jane, JANE);
		call(jane.mutate().bufferContent((uri, method) -> true).build(), null);
		webClients.webClient("acme", JANE).get().uri(PATH).retrieve().toBodilessEntity().block();
		assertThat(sentTokens()).hasSize(4).containsOnly("token-of-" + JANE + "-1");
		assertThat(clients.session("acme", JANE).accessToken().getTokenValue()).isEqualTo("token-of-" + JANE + "-1");
		assertThat(clients.session("acme", JANE).getRegistration().getUsername()).isEqualTo(JANE);
		assertThatIllegalStateException().isThrownBy(() -> call(jane, BOB))
			.withMessageContaining("'" + JANE + "'")
			.withMessageContaining("'" + BOB + "'");
		assertThatIllegalArgumentException().isThrownBy(() -> clients.session("acme", " "));
		assertThatIllegalArgumentException().isThrownBy(() -> clients.session("other", JANE));
		assertThat(this.exchange.sent).hasSize(4);
	}

	@Test
	void sessionThatWasNotUsedForTheLongestTimeGivesWayWithOneWarning(CapturedOutput output) {
		SalesforceSession session = session(2);
		for (int i = 0; i < 5; i++) {
			session.ofUser("user-" + i).accessToken();
			this.clock.advance(Duration.ofSeconds(2));
		}
		SalesforceSession held = session.ofUser("user-4");
		session.ofUser("user-0").accessToken();
		session.ofUser("user-1").accessToken();
		assertThat(session.ofUser("user-4")).as("still in use").isSameAs(held);
		assertThat(this.tokens.loginsOf("user-4")).isOne();
		assertThat(output.getAll().split("Increase 'max-users' of the org. It is 2 now.", -1)).hasSize(2);
	}

	@Test
	void refusedUsersFillTheSessionsAndNobodysRefusalIsForgotten() {
		SalesforceSession session = session(2);
		RestClient client = restClient(session, this.exchange);
		this.tokens.refused.addAll(List.of(JANE, BOB));
		for (String user : List.of(JANE, BOB)) {
			assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> call(client, user));
		}
		assertThatIllegalStateException().isThrownBy(() -> call(client, "next@acme.example"))
			.withMessageContaining("all 2 sessions")
			.withMessageContaining("max-users");
		assertThat(this.tokens.loginsOf("next@acme.example")).isZero();
		call(client, null);
		this.clock.advance(Duration.ofMinutes(16));
		call(client, "next@acme.example");
		assertThat(this.tokens.loginsOf(JANE)).isOne();
	}

	@Tag("long")
	@Test
	@Timeout(300)
	void twoThousandUsersLogInOnceEachAndNobodyGetsTheTokenOfAnother() throws Exception {
		int users = 2000;
		LongAdder right = new LongAdder();
		List<String> wrong = new CopyOnWriteArrayList<>();
		this.exchange.byDefault((sent) -> {
			String user = sent.headers().getFirst("X-User");
			if (sent.token().equals("[Bearer token-of-" + user + "-1]")) {
				right.increment();
			}
			else {
				wrong.add(user + " called with " + sent.token());
			}
			return ScriptedExchange.response(200, "done");
		});
		SalesforceSession session = this.tokens.session().maxUsers(users).build();
		RestClient restClient = restClient(session, this.exchange);
		WebClient webClient = webClient(session);
		AtomicInteger next = new AtomicInteger();
		ExecutorService callers = Executors.newFixedThreadPool(200);
		List<Future<?>> calls = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			calls.add(callers.submit(() -> {
				for (int call = next.getAndIncrement(); call < 5 * users; call = next.getAndIncrement()) {
					// neighbours first, so that several come for each user at once
					String user = "user-" + ((call / 4) % users) + "@acme.example";
					if (call % 2 == 0) {
						restClient.get()
							.uri(PATH)
							.header("X-User", user)
							.attributes(SalesforceRequestAttributes.username(user))
							.retrieve()
							.toBodilessEntity();
					}
					else {
						webClient.get()
							.uri(PATH)
							.header("X-User", user)
							.attributes(SalesforceRequestAttributes.username(user))
							.retrieve()
							.toBodilessEntity()
							.block();
					}
				}
				return null;
			}));
		}
		for (Future<?> call : calls) {
			call.get(290, TimeUnit.SECONDS);
		}
		callers.shutdown();
		assertThat(wrong).isEmpty();
		assertThat(right.sum()).isEqualTo(5L * users);
		assertThat(this.tokens.logins).hasSize(users)
			.allSatisfy((user, logins) -> assertThat(logins).as(user).hasValue(1));
		call(restClient, "user-1@acme.example", "user-2@acme.example");
		assertThat(wrong).as("a wrong token is noticed").hasSize(1);
	}

	private void assertNothingHappened() {
		assertThat(this.exchange.sent).isEmpty();
		assertThat(this.tokens.logins).isEmpty();
	}

	private List<String> sentTokens() {
		return this.exchange.sent.stream().map((sent) -> sent.token().replaceAll("^\\[Bearer (.*)]$", "$1")).toList();
	}

	private static void call(RestClient client, String user) {
		call(client, user, "");
	}

	private static void call(RestClient client, String user, String header) {
		RestClient.RequestHeadersSpec<?> call = client.get().uri(PATH).header("X-User", header);
		((user != null) ? call.attributes(SalesforceRequestAttributes.username(user)) : call).retrieve()
			.toBodilessEntity();
	}

	private void callReactive(String user) {
		WebClient.RequestHeadersSpec<?> call = this.webClient.get().uri(PATH);
		((user != null) ? call.attributes(SalesforceRequestAttributes.username(user)) : call).retrieve()
			.toBodilessEntity()
			.block();
	}

	interface Limits {

		@GetExchange(PATH)
		String as(@RequestAttribute(SalesforceRequestAttributes.USERNAME) String username);

		@GetExchange(PATH)
		String optionallyAs(
				@RequestAttribute(name = SalesforceRequestAttributes.USERNAME, required = false) String username);

	}

	/**
	 * A wrapper of somebody's own that knows nothing of attributes.
	 */
	private static final class Losing extends AbstractClientHttpRequest {

		private final ClientHttpRequest request;

		Losing(ClientHttpRequest request) {
			this.request = request;
		}

		@Override
		public HttpMethod getMethod() {
			return this.request.getMethod();
		}

		@Override
		public URI getURI() {
			return this.request.getURI();
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) throws IOException {
			return this.request.getBody();
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			this.request.getHeaders().putAll(headers);
			return this.request.execute();
		}

	}

}
