package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What 401s cost in the long run, with a server and a clock that the test moves: 50
 * milliseconds a call.
 */
@Timeout(60)
class InvalidSessionScenarioTests {

	private static final Duration PER_CALL = Duration.ofMillis(50);

	private static final String QUERY = "/services/data/v68.0/query";

	private static final String ENDPOINT = "/services/data/v68.0/always-401";

	private static final String APEX = "/services/apexrest/orders";

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final AtomicInteger answers = new AtomicInteger();

	/** What the server says to a request, by its path: whether its session is valid. */
	private Function<ScriptedExchange.Sent, Boolean> accepts = (request) -> true;

	/** Number of the session that lives. */
	private int living = 1;

	private boolean newTokenEachTime;

	private String refusal = ScriptedServer.SESSION_EXPIRED;

	private int lost;

	private int executed;

	enum Client {

		BLOCKING, REACTIVE

	}

	@ParameterizedTest
	@EnumSource
	void every200thAnswerIsAStray401(Client client) {
		this.accepts = (request) -> this.answers.incrementAndGet() % 200 != 0;
		Caller caller = caller(client);
		for (int i = 0; i < 20_000; i++) {
			caller.call(QUERY);
		}
		assertThat(this.lost).isZero();
		assertThat(this.executed).isEqualTo(20_000);
		assertThat(this.test.logins.get()).isLessThanOrEqualTo(15);
	}

	@ParameterizedTest
	@EnumSource
	void every200thAnswerIsAStray401AndEachLoginGivesANewToken(Client client) {
		this.newTokenEachTime = true;
		this.accepts = (request) -> this.answers.incrementAndGet() % 200 != 0;
		Caller caller = caller(client);
		for (int i = 0; i < 20_000; i++) {
			caller.call(QUERY);
		}
		assertThat(this.lost).isZero();
		assertThat(this.executed).isEqualTo(20_000);
		// none of them can be told from the end of its session
		assertThat(this.test.logins.get()).isLessThanOrEqualTo(1 + this.answers.get() / 200);
	}

	@ParameterizedTest
	@EnumSource
	void oneEndpointAnswers401ForGood(Client client) {
		this.accepts = (request) -> !request.uri().getPath().equals(ENDPOINT);
		assertOnlyTheCallsOfOneEndpointAreLost(client, ENDPOINT);
	}

	@ParameterizedTest
	@EnumSource
	void oneEndpointAnswers401ForGoodAndEachLoginGivesANewToken(Client client) {
		this.newTokenEachTime = true;
		this.accepts = (request) -> !request.uri().getPath().equals(ENDPOINT);
		assertOnlyTheCallsOfOneEndpointAreLost(client, ENDPOINT);
	}

	@ParameterizedTest
	@EnumSource
	void oneApexClassAnswers401ForGood(Client client) {
		this.accepts = (request) -> !request.uri().getPath().equals(APEX);
		assertOnlyTheCallsOfOneEndpointAreLost(client, APEX);
	}

	@ParameterizedTest
	@EnumSource
	void oneApexClassAnswers401ForGoodAndEachLoginGivesANewToken(Client client) {
		this.newTokenEachTime = true;
		this.accepts = (request) -> !request.uri().getPath().equals(APEX);
		assertOnlyTheCallsOfOneEndpointAreLost(client, APEX);
	}

	private void assertOnlyTheCallsOfOneEndpointAreLost(Client client, String endpoint) {
		Caller caller = caller(client);
		int lostHere = 0;
		for (int i = 0; i < 20_000; i++) {
			if (i % 10 == 0) {
				caller.call(endpoint);
				lostHere++;
			}
			else {
				caller.call(QUERY);
			}
		}
		assertThat(this.lost).isEqualTo(lostHere);
		assertThat(this.test.logins.get()).isLessThanOrEqualTo(15);
	}

	@ParameterizedTest
	@EnumSource
	void everyCallIsAnswered401ForAMinute(Client client) {
		Caller caller = caller(client);
		caller.call(QUERY);
		this.accepts = (request) -> false;
		long end = this.test.clock.elapsed() + Duration.ofMinutes(1).toMillis();
		int calls = 0;
		while (this.test.clock.elapsed() < end) {
			caller.call(QUERY);
			calls++;
		}
		assertThat(this.lost).isEqualTo(calls);
		assertThat(this.test.logins.get()).isLessThanOrEqualTo(8);
		this.accepts = (request) -> true;
		for (int i = 0; i < 100; i++) {
			caller.call(QUERY);
		}
		assertThat(this.lost).isEqualTo(calls);
	}

	@ParameterizedTest
	@EnumSource
	void sessionThatEndsWhileStraysAreWeighedIsReplacedWithin30Seconds(Client client) {
		this.accepts = (request) -> this.answers.incrementAndGet() % 200 != 0;
		Caller caller = caller(client);
		for (int i = 0; i < 10_000; i++) {
			caller.call(QUERY);
		}
		assertThat(this.lost).isZero();
		this.living++;
		long end = this.test.clock.elapsed();
		int lostBefore;
		do {
			lostBefore = this.lost;
			caller.call(QUERY);
		}
		while (this.lost > lostBefore);
		assertThat(Duration.ofMillis(this.test.clock.elapsed() - end)).isLessThanOrEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@EnumSource
	void apexCallIsReplayedIfItsOldSessionHasEnded(Client client) {
		Caller caller = caller(client);
		caller.call(APEX);
		this.test.clock.advance(Duration.ofMinutes(6));
		this.living++;
		caller.call(APEX);
		assertThat(this.lost).isZero();
		assertThat(this.test.logins).hasValue(2);
	}

	@ParameterizedTest
	@EnumSource
	void apexCallIsNotReplayedIfItsOldSessionLives(Client client) {
		this.accepts = (request) -> this.answers.incrementAndGet() != 2;
		Caller caller = caller(client);
		caller.call(APEX);
		this.test.clock.advance(Duration.ofMinutes(6));
		caller.call(APEX);
		assertThat(this.lost).isOne();
		assertThat(this.test.logins).hasValue(2);
		assertThat(this.answers).hasValue(2);
	}

	@ParameterizedTest
	@EnumSource
	void apexCallIsNotReplayedIfItsSessionIsYoungAndTheNextCallHasAnother(Client client) {
		Caller caller = caller(client);
		caller.call(APEX);
		this.living++;
		caller.call(APEX);
		assertThat(this.lost).isOne();
		caller.call(APEX);
		assertThat(this.lost).isOne();
		assertThat(this.test.logins).hasValue(2);
	}

	@ParameterizedTest
	@EnumSource
	void loginThatFailsReachesTheCallerOfAnApexCall(Client client) {
		Caller caller = caller(client);
		caller.call(APEX);
		this.test.clock.advance(Duration.ofMinutes(6));
		this.living++;
		this.test.login = () -> {
			throw LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE);
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> caller.call(APEX));
	}

	@ParameterizedTest
	@EnumSource
	void emptyAnswerOfAnApexClassIsDeliveredAndAnyOtherEmptyAnswerWeighed(Client client) {
		this.refusal = "";
		this.accepts = (request) -> this.answers.incrementAndGet() != 1;
		Caller caller = caller(client);
		caller.call(APEX);
		assertThat(this.lost).isOne();
		assertThat(this.test.logins).hasValue(1);
		this.answers.set(0);
		caller.call(QUERY);
		assertThat(this.lost).isOne();
		assertThat(this.test.logins).hasValue(2);
	}

	private Caller caller(Client client) {
		this.test.login = () -> {
			int login = this.test.logins.incrementAndGet();
			this.test.clock.advance(Duration.ofMillis(200));
			return this.test.token("session-" + this.living + (this.newTokenEachTime ? "-" + login : ""));
		};
		SalesforceSession session = this.test.build();
		ScriptedExchange exchange = new ScriptedExchange().byDefault(this::answer);
		if (client == Client.BLOCKING) {
			RestClient restClient = RestClient.builder()
				.requestFactory(new SalesforceClientHttpRequestFactory(session, exchange))
				.build();
			return (path) -> {
				try {
					restClient.get().uri(path).retrieve().toBodilessEntity();
				}
				catch (HttpClientErrorException.Unauthorized ex) {
					assertThat(ex.getResponseBodyAsString()).isEqualTo(this.refusal);
					this.lost++;
				}
			};
		}
		WebClient webClient = WebClient.builder()
			.filter(new SalesforceExchangeFilterFunction(session))
			.exchangeFunction(exchange)
			.build();
		return (path) -> {
			try {
				webClient.get().uri(path).retrieve().toBodilessEntity().block();
			}
			catch (WebClientResponseException.Unauthorized ex) {
				assertThat(ex.getResponseBodyAsString()).isEqualTo(this.refusal);
				this.lost++;
			}
		};
	}

	private MockClientHttpResponse answer(ScriptedExchange.Sent request) {
		this.test.clock.advance(PER_CALL);
		boolean lives = request.token().contains("session-" + this.living);
		if (lives && this.accepts.apply(request)) {
			this.executed++;
			return ScriptedExchange.response(200, "");
		}
		return ScriptedExchange.response(401, this.refusal);
	}

	@FunctionalInterface
	private interface Caller {

		void call(String path);

	}

}
